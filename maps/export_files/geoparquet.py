"""GeoParquet 1.1.0: columns compressed with zstd, for analysts and for parts read by place.

Source: https://geoparquet.org/releases/v1.1.0/
"""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from pyarrow.parquet import ParquetWriter
from pyproj import CRS

from maps.export_files.arrow import GEOMETRY, record_batches
from maps.export_files.table import GeometryType, Table

ROW_GROUP = 100_000
"""Rows that are compressed together; no more are held in memory, but for one batch."""

_Array = NDArray[np.float64]
_CORNERS = ("xmin", "ymin", "xmax", "ymax")
_BBOX = pa.field("bbox", pa.struct([(corner, pa.float64()) for corner in _CORNERS]))


def write(table: Table, path: Path) -> None:
    """Write the table in EPSG:4326, each row with its bounds in degrees in the column ``bbox``.

    Raises:
        ValueError: the rows hold no WKB.
        OSError: the file cannot be made.
    """
    reader = record_batches(table)
    with ParquetWriter(path, reader.schema.append(_BBOX), compression="zstd") as writer:
        extents = list(map(partial(_write_group, writer), _row_groups(reader)))
        metadata = _metadata(table.geometry_type, extents)
        writer.add_key_value_metadata({"geo": json.dumps(metadata)})


def _write_group(writer: ParquetWriter, group: pa.Table) -> list[float]:
    """Write the rows and return their extent."""
    bounds = shapely.bounds(shapely.from_wkb(group[GEOMETRY].to_numpy()))
    corners = [pa.array(corner) for corner in bounds.T]
    boxes = pa.StructArray.from_arrays(corners, _CORNERS)
    writer.write_table(group.append_column(_BBOX, boxes), row_group_size=ROW_GROUP)
    return _extent(bounds)


def _row_groups(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    for batch in reader:
        held.append(batch)
        if sum(map(len, held)) >= ROW_GROUP:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _extent(bounds: _Array) -> list[float]:
    return [*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist()]


def _metadata(geometry_type: GeometryType, extents: list[list[float]]) -> dict[str, Any]:
    column = {
        "encoding": "WKB",
        "geometry_types": [] if geometry_type == "Geometry" else [geometry_type],  # not known
        "crs": CRS("EPSG:4326").to_json_dict(),
        "covering": {"bbox": {corner: [_BBOX.name, corner] for corner in _CORNERS}},
    }
    if extents:
        column["bbox"] = _extent(np.array(extents))
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
