"""How large a file will be, told before it is made."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from maps.export_files.formats import FORMATS
from maps.export_files.table import Table


class _Measured(NamedTuple):
    """Bytes of a file without rows, of a row beyond its text, and for each byte of its CSV."""

    empty: int
    row: float
    byte: float
    compressed: bool = False


_FILES = {
    "geopackage": _Measured(120_000, 70, 1.1),
    "flatgeobuf": _Measured(2_000, 110, 1.0),
    "geoparquet": _Measured(6_000, 40, 1.3, compressed=True),
}
"""Measured on 5,000 rows each of seven tables: points and polygons, short, long, random texts."""


def estimated_bytes(
    format_name: str, rows: int, table: Table, sample: Sequence[tuple[Any, ...]]
) -> int:
    """Return about how many bytes the table takes in a format, its own batches unread.

    Within a factor of 2, for the files mostly of 1.4, if ``sample`` is some hundred typical rows
    with GeoJSON. Without a sample the texts of the rows count for nothing.

    Raises:
        KeyError: there is no such format.
    """
    each = rows / max(len(sample), 1)
    if FORMATS[format_name].stream:
        empty = len(_encoded(format_name, table, []))
        return empty + round(each * (len(_encoded(format_name, table, sample)) - empty))
    file = _FILES[format_name]
    text = _encoded("csv", table, sample)
    text = zlib.compress(text) if file.compressed else text
    return file.empty + round(rows * file.row + each * len(text) * file.byte)


def _encoded(format_name: str, table: Table, sample: Sequence[tuple[Any, ...]]) -> bytes:
    stream = FORMATS[format_name].stream
    sampled = replace(table, geometry="geojson", batches=[sample])
    return b"".join(stream(sampled)) if stream else b""
