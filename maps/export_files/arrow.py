"""A table's rows as a stream of Arrow record batches, for the writers of files."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from maps.export_files.table import Column, Table, finite

GEOMETRY = "geometry"
"""The name of the geometry column: WKB in EPSG:4326."""

_TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "text": pa.string(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "boolean": pa.bool_(),
}


def record_batches(table: Table) -> pa.RecordBatchReader:
    """Return a reader of the rows, which asks for a batch when the one before is written.

    Raises:
        ValueError: the rows hold no WKB.
    """
    schema = pa.schema([*map(_field, table.columns), pa.field(GEOMETRY, pa.binary())])
    batches = filter(None, table.batches_with("wkb"))
    return pa.RecordBatchReader.from_batches(schema, (_batch(rows, schema) for rows in batches))


def _field(column: Column) -> pa.Field:
    """Return the field with its title and description under the names that GDAL passes on."""
    said = {
        "GDAL:OGR:alternative_name": column.title,
        "GDAL:OGR:comment": column.description,
    }
    return pa.field(column.name, _TYPES[column.kind], metadata=said)


def _batch(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(schema, zip(*rows, strict=True), strict=True)
    arrays = [pa.array(map(finite, values), field.type) for field, values in columns]
    return pa.record_batch(arrays, schema=schema)
