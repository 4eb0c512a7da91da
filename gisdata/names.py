"""Reading of named points, lines and areas: each name becomes a point on what it names.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely import Point, union_all
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from gisdata.crs import METRIC, WGS84
from gisdata.csv_points import UTF8, read_points
from gisdata.place_name import PlaceName
from gisdata.readers import UnreadableError, read_frame

APART = 100
"""Metres: two things of one name are one place when they are no farther apart. A street of many pieces
is one; a street of the same name elsewhere is another."""

LONGEST = 200
"""Letters of a name."""


@dataclass(frozen=True)
class NamesFile:
    """What a file holds: its places, how many features they come from, and how many had no name."""

    places: list[PlaceName]
    features: int
    unnamed: int


def read_names(
    path: Path,
    *,
    name_column: str = "name",
    srid: int | None = None,
    layer: str | None = None,
    encoding: str = UTF8,
) -> NamesFile:
    """Read names from CSV (with longitude and latitude) or a file of one of `readers.KINDS`.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    if path.suffix.lower() == ".csv":
        frame = read_points(path, name_column, encoding=encoding)
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
    return NamesFile(list(named_places(frame.to_crs(METRIC))), features, features - len(frame))


def _plain(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _refuse_long(names: "pd.Series[str]") -> None:
    for name in names[names.str.len() > LONGEST]:
        raise UnreadableError(f"“{name[:30]}…” is longer than {LONGEST} letters: the wrong column?")


def named_places(metres: gpd.GeoDataFrame) -> Iterator[PlaceName]:
    """Yield a point for each `name` and each place that has it, from a frame in EPSG:5254."""
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
