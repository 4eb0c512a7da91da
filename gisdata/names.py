"""Reading of named points, lines and areas: each name becomes a point on what it names.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely import Point, union_all
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from gisdata.crs import METRIC, WGS84
from gisdata.place_name import PlaceName
from gisdata.readers import UnreadableError, read_frame, refuse_outside_turkiye

APART = 100
"""Metres: two things of one name are one place when they are no farther apart. A street of many pieces
is one; a street of the same name elsewhere is another."""

DEGREES = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)
LONGEST = 200
"""Letters of a name."""


@dataclass(frozen=True)
class NamesFile:
    """What a file holds: its places, how many features they come from, and how many had no name."""

    places: list[PlaceName]
    features: int
    unnamed: int


def read_names(
    path: Path, *, name_column: str = "name", srid: int | None = None, layer: str | None = None
) -> NamesFile:
    """Read names from CSV (with longitude and latitude) or a file of one of `readers.KINDS`.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    if path.suffix.lower() == ".csv":
        frame = _read_csv(path, name_column)
    else:
        frame = read_frame(path, srid, layer, name=name_column)
    features = len(frame)
    names = frame[name_column].map(_plain)
    frame = frame.assign(name=names)[
        (names != "") & ~frame.geometry.is_empty & frame.geometry.notna()
    ]
    if frame.empty:
        raise UnreadableError(f"{path.name}: no feature has a name in the column {name_column!r}.")
    _refuse_long(frame["name"])
    return NamesFile(list(_places(frame.to_crs(METRIC))), features, features - len(frame))


def _read_csv(path: Path, name_column: str) -> gpd.GeoDataFrame:
    text = _csv_text(path)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    longitude, latitude = _degree_columns(path, rows.fieldnames or (), name_column)
    points = [
        (row[name_column] or "", _degrees(row, longitude, line), _degrees(row, latitude, line))
        for line, row in enumerate(rows, start=2)
    ]
    if not points:
        raise UnreadableError(f"{path.name}: holds no lines below the first.")
    frame = pd.DataFrame(points, columns=[name_column, "x", "y"])
    located = gpd.GeoDataFrame(
        frame[[name_column]], geometry=gpd.points_from_xy(frame["x"], frame["y"]), crs=WGS84
    )
    refuse_outside_turkiye(located)
    return located


def _csv_text(path: Path) -> str:
    if not path.is_file():
        raise UnreadableError(f"{path}: there is no such file.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path.name}: not UTF-8. Save it as “CSV UTF-8”.") from error


def _degree_columns(path: Path, columns: Sequence[str], name_column: str) -> tuple[str, str]:
    """Return the columns of longitude and latitude, however they are capitalised."""
    known = {column.lower(): column for column in columns}
    found = {*columns, *({"longitude", "latitude"} & known.keys())}
    missing = [name for name in (name_column, "longitude", "latitude") if name not in found]
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


def _plain(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _refuse_long(names: "pd.Series[str]") -> None:
    for name in names[names.str.len() > LONGEST]:
        raise UnreadableError(f"“{name[:30]}…” is longer than {LONGEST} letters: the wrong column?")


def _places(metres: gpd.GeoDataFrame) -> Iterator[PlaceName]:
    """Yield a point for each name and each place that has it, from a frame in EPSG:5254."""
    found = [
        (name, _on_it(shape))
        for name, shapes in metres.groupby("name", sort=True).geometry
        for shape in _apart(list(shapes))
    ]
    points = gpd.GeoSeries([point for _name, point in found], crs=METRIC).to_crs(WGS84)
    for (name, _point), place in zip(found, points, strict=True):
        yield PlaceName(name, place.x, place.y)


def _apart(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return what lies together as one shape each."""
    if len(shapes) == 1:
        return shapes
    around = union_all([shape.buffer(APART / 2) for shape in shapes])
    areas = getattr(around, "geoms", [around])
    return [union_all([s for s in shapes if s.intersects(area)]) for area in areas]


def _on_it(shape: BaseGeometry) -> Point:
    """Return the point of a shape that is nearest to its middle."""
    point, _middle = nearest_points(shape, shape.centroid)
    return point
