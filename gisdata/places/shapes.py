"""Shapes of places: taken as they are, mended where that is honest, else refused with a reason.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from dataclasses import dataclass

import geopandas as gpd
from shapely import MultiPolygon, Polygon, get_num_coordinates, make_valid, set_precision
from shapely.geometry.base import BaseGeometry

from gisdata.crs import METRIC, WGS84
from gisdata.places.limits import LARGEST, LONGEST, MOST_CORNERS

TOLERANCES = (0.5, 1.0, 2.0, 5.0)
"""Metres by which a shape of too many corners may be drawn more simply, the smallest that is enough."""

PRECISION = 1e-7
"""Degrees, a centimetre: finer than anybody measures, and the same after every reading."""

KNOWN = ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


class ShapeRefusedError(Exception):
    """A shape that cannot be a place's; the message says why."""


@dataclass(frozen=True)
class Mended:
    """A shape that can be kept, in EPSG:5254, and what was done to it, in words; "" for nothing."""

    shape: BaseGeometry
    note: str = ""


def mended(shape: BaseGeometry | None) -> Mended:
    """Return a shape in EPSG:5254 so that it can be kept.

    Raises:
        ShapeRefusedError: it is empty, of a kind that no place has, or too large.
    """
    if shape is None or shape.is_empty:
        raise ShapeRefusedError("has no place on the map")
    found = _repaired(_single(shape))
    if found.shape.geom_type not in KNOWN:
        raise ShapeRefusedError(f"is a {shape.geom_type}, not a point, a line or an area")
    if found.shape.area > LARGEST:
        raise ShapeRefusedError(
            f"is {found.shape.area / 1e6:,.0f} km² large, no place of a district"
        )
    if found.shape.length > LONGEST and not found.shape.area:
        raise ShapeRefusedError(
            f"is {found.shape.length / 1e3:,.0f} km long, no place of a district"
        )
    return _simpler(found)


def to_degrees(shapes: list[BaseGeometry]) -> list[bytes]:
    """Return shapes of EPSG:5254 as WKB in EPSG:4326, of seven decimals; b"" for one of which nothing is left."""
    degrees = gpd.GeoSeries(shapes, crs=METRIC).to_crs(WGS84)
    rounded = [set_precision(shape, PRECISION) for shape in degrees]
    return [b"" if shape.is_empty else bytes(shape.wkb) for shape in rounded]


def _single(shape: BaseGeometry) -> BaseGeometry:
    """Return the only part of a shape that has one part alone."""
    parts = list(getattr(shape, "geoms", [shape]))
    return parts[0] if len(parts) == 1 else shape


def _repaired(shape: BaseGeometry) -> Mended:
    if shape.is_valid:
        return Mended(shape)
    whole = make_valid(shape)
    areas = [p for p in getattr(whole, "geoms", [whole]) if isinstance(p, Polygon | MultiPolygon)]
    parts = [q for p in areas for q in getattr(p, "geoms", [p])]
    if not parts:
        raise ShapeRefusedError("encloses nothing")
    mended = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    note = f"crosses itself; repaired, {shape.area:,.0f} m² → {mended.area:,.0f} m²"
    return Mended(mended, note)


def _simpler(found: Mended) -> Mended:
    corners = get_num_coordinates(found.shape)
    if corners <= MOST_CORNERS:
        return found
    for metres in TOLERANCES:
        simple = found.shape.simplify(metres)
        if get_num_coordinates(simple) <= MOST_CORNERS:
            note = f"has {corners:,} corners; drawn with {get_num_coordinates(simple):,}, {metres:g} m off at most"
            return Mended(simple, "; ".join(filter(None, [found.note, note])))
    raise ShapeRefusedError(f"has {corners:,} corners, of which {MOST_CORNERS:,} can be kept")
