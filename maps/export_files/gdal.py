"""What GeoPackage and FlatGeobuf share: GDAL writes them from Arrow."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyogrio.raw import write_arrow

from maps.export_files.arrow import GEOMETRY, record_batches
from maps.export_files.table import Table


def write_with_gdal(
    table: Table, path: Path, driver: str, *, append: bool = False, **options: str
) -> None:
    """Write the table as one layer, in EPSG:4326, of a new file that replaces an older one, or of the same file.

    ``options`` are the driver's own for creating a data set or a layer.

    Raises:
        ValueError: the rows hold no WKB.
        RuntimeError: the rows ended in an error, of which GDAL keeps no more than that.
        pyogrio.errors.DataSourceError: the file cannot be made.
    """
    write_arrow(
        _in_milliseconds(record_batches(table)),
        path,
        layer=table.name,
        driver=driver,
        append=append,
        geometry_name=GEOMETRY,
        geometry_type="Unknown" if table.geometry_type == "Geometry" else table.geometry_type,
        crs="EPSG:4326",
        **options,
    )


def _in_milliseconds(batches: pa.RecordBatchReader) -> pa.RecordBatchReader:
    """Cut moments to milliseconds: GDAL rounds them, and writes the 60th second of a minute for the last half."""
    schema = batches.schema
    moments = [n for n, field in enumerate(schema) if pa.types.is_timestamp(field.type)]

    def cut(batch: pa.RecordBatch) -> pa.RecordBatch:
        for n in moments:
            whole = pc.floor_temporal(batch.column(n), unit="millisecond")
            batch = batch.set_column(n, schema.field(n), whole)
        return batch

    return pa.RecordBatchReader.from_batches(schema, map(cut, batches))
