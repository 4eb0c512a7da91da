"""Coordinate reference systems that the OGC API speaks, each with the axis order of its authority.

Features Part 2 (OGC 18-058r1): coordinates are in the order of the system's own definition. PostGIS and GEOS
keep x as east; where the authority names north first, what goes out and what comes in is flipped.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, Polygon
from django.utils.translation import gettext as _

from maps.ogc.errors import AskedError

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Crs:
    """A system by its URI; `north_first` if its authority names northing or latitude first."""

    uri: str
    srid: int
    north_first: bool
    digits: int

    @property
    def expression(self) -> str:
        """SQL that brings a geometry in EPSG:4326, at {}, into this system and its order of axes."""
        placed = "{}" if self.srid == DEGREES else f"ST_Transform({{}}, {self.srid})"
        return f"ST_FlipCoordinates({placed})" if self.north_first else placed


DEGREES = 4326
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
CRS84 = Crs("http://www.opengis.net/def/crs/OGC/1.3/CRS84", DEGREES, north_first=False, digits=7)
SYSTEMS = {
    crs.uri: crs
    for crs in (
        CRS84,
        Crs(f"{EPSG}4326", DEGREES, north_first=True, digits=7),
        Crs(f"{EPSG}3857", 3857, north_first=False, digits=2),
        Crs(f"{EPSG}5253", 5253, north_first=True, digits=2),
        Crs(f"{EPSG}5254", 5254, north_first=True, digits=2),
    )
}
ANYWHERE = 1e8
"""Metres or degrees that lie outside of every system."""

ALONG = 32
"""Pieces of each side of a box that is brought into another system, where a straight side bends."""


def system(name: str, uri: str) -> Crs:
    """Return a system by its URI, as a parameter of this name gives it.

    Raises:
        AskedError: it is none of ours.
    """
    if uri not in SYSTEMS:
        raise AskedError(
            name, _("There is no such CRS here. There are: %(all)s.") % {"all": ", ".join(SYSTEMS)}
        )
    return SYSTEMS[uri]


def box_in_degrees(name: str, box: Box, crs: Crs) -> list[GEOSGeometry]:
    """Return a box of a system as polygons in EPSG:4326, two where it crosses the antimeridian.

    Raises:
        AskedError: its corners are no place in that system.
    """
    west, south, east, north = (box[1], box[0], box[3], box[2]) if crs.north_first else box
    if south > north or (west > east and crs.srid != DEGREES):
        raise AskedError(name, _("The lower corner of a box comes first."))
    if west > east:
        return [
            _rectangle(name, part, crs)
            for part in ((west, south, 180.0, north), (-180.0, south, east, north))
        ]
    return [_rectangle(name, (west, south, east, north), crs)]


def _rectangle(name: str, box: Box, crs: Crs) -> GEOSGeometry:
    if crs.srid == DEGREES:
        return in_degrees(name, Polygon.from_bbox(box), crs)
    west, south, east, north = box
    shares = [step / ALONG for step in range(ALONG)]
    ring = [
        *((west + (east - west) * s, south) for s in shares),
        *((east, south + (north - south) * s) for s in shares),
        *((east - (east - west) * s, north) for s in shares),
        *((west, north - (north - south) * s) for s in shares),
        (west, south),
    ]
    return in_degrees(name, Polygon(ring), crs)


def geometry_in_degrees(name: str, geojson: str, crs: Crs) -> GEOSGeometry:
    """Return a GeoJSON geometry, in a system and its order of axes, in EPSG:4326.

    Raises:
        AskedError: it is none, or no place in that system.
    """
    try:
        found = GEOSGeometry(geojson)
        found = _flipped(found) if crs.north_first else found
    except (GEOSException, GDALException, ValueError, TypeError) as error:
        raise AskedError(name, _("This is no geometry that can be used.")) from error
    if found.geom_type == "GeometryCollection" or not found.valid:
        raise AskedError(name, _("This is no geometry that can be used."))
    return in_degrees(name, found, crs)


def _flipped(shape: Any) -> Any:
    """Return a geometry with x and y exchanged."""
    if shape.geom_type == "Point":
        return type(shape)(shape.y, shape.x, srid=shape.srid)
    if shape.geom_type in {"LineString", "LinearRing"}:
        return type(shape)([(y, x) for x, y, *_height in shape.coords], srid=shape.srid)
    return type(shape)(*(_flipped(part) for part in shape), srid=shape.srid)


def in_degrees(name: str, shape: GEOSGeometry, crs: Crs) -> GEOSGeometry:
    """Return a geometry of a system, east first, in EPSG:4326.

    Raises:
        AskedError: it is no place in that system.
    """
    shape.srid = crs.srid
    refused = AskedError(name, _("This lies outside of the coordinate system."))
    if not shape.empty and not all(abs(edge) < ANYWHERE for edge in shape.extent):
        raise refused  # also what is no number; far beyond, PROJ goes round the earth for ever
    try:
        placed = shape.transform(DEGREES, clone=True) if crs.srid != DEGREES else shape
    except (GDALException, GEOSException) as error:
        raise refused from error
    if placed.empty or not _is_on_earth(placed.extent):
        raise refused
    return placed


def _is_on_earth(extent: Box) -> bool:
    west, south, east, north = extent
    is_finite = all(map(isfinite, extent))
    return is_finite and -180 <= west <= east <= 180 and -90 <= south <= north <= 90
