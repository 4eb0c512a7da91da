"""CSV files whose lines are points: with a column of longitudes and one of latitudes, in degrees.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import geopandas as gpd
import pandas as pd

from gisdata.crs import WGS84
from gisdata.readers import UnreadableError, refuse_outside_turkiye

DEGREES = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)
UTF8 = "utf-8-sig"
TURKISH = "cp1254"


def read_points(path: Path, *needed: str, encoding: str = UTF8) -> gpd.GeoDataFrame:
    """Return the lines as text columns with a point in EPSG:4326 each.

    Args:
        path: the file; commas or semicolons between its columns.
        needed: columns that must be there.
        encoding: the alphabet of the file.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    text = _text(path, encoding)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = list(rows.fieldnames or ())
        lines = list(enumerate(rows, start=2))
    except csv.Error as error:
        raise UnreadableError(
            f"{path.name}: cannot be read as CSV ({error}). Save it as “CSV UTF-8”."
        ) from error
    longitude, latitude = _degree_columns(path, columns, needed)
    if not lines:
        raise UnreadableError(f"{path.name}: holds no lines below the first.")
    points = gpd.points_from_xy(
        [_degrees(row, longitude, line) for line, row in lines],
        [_degrees(row, latitude, line) for line, row in lines],
    )
    frame = pd.DataFrame([row for _line, row in lines], columns=columns).fillna("")
    located = gpd.GeoDataFrame(
        frame.drop(columns=[longitude, latitude]), geometry=points, crs=WGS84
    )
    refuse_outside_turkiye(located)
    return located


def _text(path: Path, encoding: str) -> str:
    if not path.is_file():
        raise UnreadableError(f"{path}: there is no such file.")
    try:
        return path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        read = path.read_bytes()[error.start :].decode(TURKISH, "replace").split("\n")[0][:30]
        raise UnreadableError(
            f"{path.name}: not UTF-8. Save it as “CSV UTF-8”. Read as Turkish Windows-1254 it says "
            f"“{read}”; if that is right, add --encoding {TURKISH}."
        ) from error
    except LookupError as error:
        raise UnreadableError(f"{encoding}: there is no such encoding; try {TURKISH}.") from error
    except UnicodeError as error:
        raise UnreadableError(f"{path.name}: not {encoding} ({error}).") from error


def _degree_columns(path: Path, columns: Sequence[str], needed: Sequence[str]) -> tuple[str, str]:
    """Return the columns of longitude and latitude, however they are capitalised."""
    known = {column.lower(): column for column in columns}
    found = {*columns, *({"longitude", "latitude"} & known.keys())}
    missing = [name for name in (*needed, "longitude", "latitude") if name not in found]
    if missing:
        raise UnreadableError(
            f"{path.name}: the first line has no {', '.join(missing)}. It needs longitude, latitude "
            "and a name, whose column --name-column says."
        )
    return known["longitude"], known["latitude"]


def _degrees(row: dict[str, str], column: str, line: int) -> float:
    text = (row[column] or "").strip().replace(",", ".")
    if not DEGREES.fullmatch(text):
        raise UnreadableError(f"line {line}: “{text}” in {column} is no number of degrees.")
    return float(text)
