"""What a worker does with one file. No Django: a worker of another machine needs this package and analysis/ alone."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyproj import Transformer

from analysis.assignment import NOWHERE, Areas
from analysis.density import Grid, cell_counts
from planning.batch.files import (
    UnreadableFileError,
    batches,
    is_made_from,
    stamp,
    whole,
)

MAHALLE = "mahalle"
"""The column that is added: the code of the area, null outside."""


def assign_file(source: Path, out: Path, areas: Areas, codes: list[str], digest: str) -> int:
    """Write a file anew with the code of each point's area; what was made from the same before stays.

    Returns:
        How many rows it has.
    """
    made_from = stamp(source, digest)
    target = out / source.name
    if is_made_from(target, made_from):
        return int(pq.read_metadata(target).num_rows)
    names = pa.array([*codes, None], pa.string())
    rows = 0
    with whole(target) as unfinished:
        writer = None
        for batch, x, y in batches(source):
            place = areas.assign(x, y)
            place[place == NOWHERE] = len(codes)
            table = pa.Table.from_batches([batch])
            if MAHALLE in table.schema.names:
                table = table.drop_columns([MAHALLE])
            table = table.append_column(MAHALLE, names.take(pa.array(place)))
            if writer is None:
                writer = pq.ParquetWriter(unfinished, table.schema, compression="zstd")
            writer.write_table(table)
            rows += len(table)
        if writer is None:
            raise UnreadableFileError(f"{source.name}: it holds no rows.")
        geo = (pq.read_metadata(source).metadata or {}).get(b"geo")
        told = {"made_from": json.dumps(made_from)} | ({"geo": geo.decode()} if geo else {})
        writer.add_key_value_metadata(told)
        writer.close()
    return rows


def count_file(source: Path, areas: Areas) -> "Counter[tuple[int, str]]":
    """Count the points of a file by the place of their area and, where the file says it, their category."""
    counts: Counter[tuple[int, str]] = Counter()
    for batch, x, y in batches(source):
        place = areas.assign(x, y)
        kinds = _categories(batch)
        pairs, numbers = np.unique(np.stack([place.astype(str), kinds]), axis=1, return_counts=True)
        for (area, kind), number in zip(pairs.T, numbers, strict=True):
            counts[int(area), str(kind)] += int(number)
    return counts


def _categories(batch: pa.RecordBatch) -> NDArray[Any]:
    if "category" not in batch.schema.names:
        return np.full(len(batch), "")
    said: NDArray[Any] = batch.column("category").to_pandas().fillna("").to_numpy(dtype=str)
    return said


def cells_of_file(source: Path, grid: Grid, srid: int) -> NDArray[np.float64]:
    """Share the points of a file among the cells of a grid in a CRS of metres."""
    to_metres = Transformer.from_crs(4326, srid, always_xy=True)
    counts = np.zeros(grid.shape)
    for _batch, x, y in batches(source):
        metres = to_metres.transform(x, y)
        known = np.isfinite(metres[0]) & np.isfinite(metres[1])
        counts += cell_counts(metres[0][known], metres[1][known], grid)
    return counts
