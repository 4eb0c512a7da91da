"""GeoParquet files of points, read piece by piece, and files that are there whole or not at all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from pyproj import CRS

Numbers = NDArray[np.float64]
Metadata = dict[bytes, bytes] | None

ROWS = 200_000
"""Rows that a worker holds at once."""


class UnreadableFileError(Exception):
    """A file that holds no points; the message says which and why."""


def batches(path: Path) -> Iterator[tuple[pa.RecordBatch, Numbers, Numbers]]:
    """Yield the rows of a file by pieces, with longitudes and latitudes (EPSG:4326).

    They come from columns `x` and `y`, else from the geometry column, as WKB.

    Raises:
        UnreadableFileError: it is no Parquet, or has neither.
    """
    try:
        with pq.ParquetFile(path) as file:
            geometry = _geometry_column(path, file.schema_arrow.names, file.metadata.metadata)
            for batch in file.iter_batches(batch_size=ROWS):
                yield batch, *_points(path, batch, geometry)
    except (pa.ArrowInvalid, OSError, shapely.errors.ShapelyError) as error:
        raise UnreadableFileError(f"{path.name}: {str(error).splitlines()[0]}") from error


def _geometry_column(path: Path, names: list[str], metadata: Metadata) -> str | None:
    """Return the column of points as WKB, None where there are x and y instead."""
    told = json.loads((metadata or {}).get(b"geo", b"{}"))
    column = told.get("primary_column")
    if column in names:
        _refuse_other_crs(path, told["columns"][column].get("crs"))
        return str(column)
    if {"x", "y"} <= set(names):
        return None
    raise UnreadableFileError(f"{path.name}: it has no columns x and y, and is no GeoParquet.")


def _refuse_other_crs(path: Path, crs: Any) -> None:
    """Let in degrees alone; where nothing is said, GeoParquet means CRS84."""
    if (
        crs is None
        or CRS.from_json_dict(crs).to_epsg() == 4326
        or crs.get("name", "").endswith("CRS84")
    ):
        return
    raise UnreadableFileError(
        f"{path.name}: it is in {crs.get('name')}. Write it in degrees (EPSG:4326)."
    )


def _points(path: Path, batch: pa.RecordBatch, geometry: str | None) -> tuple[Numbers, Numbers]:
    if geometry is None:
        x, y = (batch.column(name).to_numpy(zero_copy_only=False).astype(float) for name in "xy")
    else:
        points = shapely.from_wkb(batch.column(geometry).to_numpy(zero_copy_only=False))
        x, y = shapely.get_x(points), shapely.get_y(points)
    if np.nanmax(np.abs(x), initial=0) > 180 or np.nanmax(np.abs(y), initial=0) > 90:
        raise UnreadableFileError(
            f"{path.name}: its coordinates are no degrees. Write it in EPSG:4326."
        )
    return x, y


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a name to write to; what is written is at `path` when the block ends well, and nowhere else."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def is_made_from(path: Path, made_from: dict[str, Any]) -> bool:
    """Tell whether a file is there that was made from just this."""
    if not path.exists():
        return False
    known = pq.read_metadata(path).metadata or {}
    return bool(json.loads(known.get(b"made_from", b"{}")) == made_from)


def stamp(source: Path, areas: str) -> dict[str, Any]:
    """Return what a result was made from: the input by size and time, and the areas by their digest."""
    facts = source.stat()
    return {"size": facts.st_size, "changed": facts.st_mtime_ns, "areas": areas}
