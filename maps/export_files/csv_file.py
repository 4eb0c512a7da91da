"""CSV, RFC 4180, as a stream of bytes that a spreadsheet opens without running anything."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from maps.export_files.table import Batches, Table, plain

BYTE_ORDER_MARK = "\ufeff".encode()
"""Tells a spreadsheet that the text is UTF-8."""

_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
"""What a formula begins with; the last four are full-width."""

_BEGIN = re.compile(rf'[\s"\ufeff]*{_SIGN}|\s*[\t\r]')
_PIECE = re.compile(rf'([;\t\r\n][;\s"\ufeff]*)({_SIGN}?)')
"""Where the decimal separator is a comma, as in Turkey, Excel splits our lines at each semicolon
within a text, and once a text is split its line breaks count as well. The sign is optional, so
that a long run of blanks is read but once.
"""


def chunks(table: Table) -> Iterator[bytes]:
    """Return the CSV, a piece for each batch: UTF-8 with a byte order mark, lines end in CRLF.

    A point becomes the columns longitude and latitude, any other geometry the column WKT, which
    GDAL finds by itself; both in degrees, EPSG:4326, as the rows have them. None, NaN and infinity
    are empty cells, so an empty text is one too. A text that a spreadsheet would run as a formula
    gets an apostrophe before it.

    Raises:
        ValueError: the rows hold no GeoJSON.
    """
    return _chunks(table, table.batches_with("geojson"))


def _chunks(table: Table, batches: Batches) -> Iterator[bytes]:
    place = ["longitude", "latitude"] if table.geometry_type == "Point" else ["WKT"]
    yield BYTE_ORDER_MARK + lines([[*(column.name for column in table.columns), *place]])
    placed = _degrees if table.geometry_type == "Point" else _wkt
    for batch in batches:
        yield lines(_cells(row, placed) for row in batch)


def lines(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return the rows as lines of CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cells(row: tuple[Any, ...], placed: Callable[[dict[str, Any]], list[Any]]) -> list[Any]:
    *values, geometry = row
    return [*map(_cell, values), *placed(json.loads(geometry))]


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return str(value).lower()
    return plain(value)


def harmless(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula.

    >>> [harmless(text) for text in ("=1+1", " @SUM(A1)", "x;=1+1", "1-2")]
    ["'=1+1", "' @SUM(A1)", "x;'=1+1", '1-2']
    """
    apostrophe = "'" if _BEGIN.match(text) else ""
    return apostrophe + _PIECE.sub(_harmless_piece, text)


def _harmless_piece(piece: re.Match[str]) -> str:
    blanks, sign = piece.groups()
    return f"{blanks}'{sign}" if sign else blanks


def _degrees(geometry: dict[str, Any]) -> list[Any]:
    return [*geometry["coordinates"][:2]]


def _wkt(geometry: dict[str, Any]) -> list[Any]:
    coordinates, kind = geometry["coordinates"], geometry["type"]
    corners = _corners([coordinates] if kind == "Point" else coordinates)
    return [f"{kind.upper()} {corners}"]


def _corners(coordinates: list[Any]) -> str:
    if isinstance(coordinates[0], list):
        return f"({', '.join(map(_corners, coordinates))})"
    return " ".join(map(str, coordinates))
