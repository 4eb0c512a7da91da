"""Shapes that people draw: taken as GeoJSON text, or refused in a sentence."""

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry
from django.utils.translation import gettext as _

from gisdata.crs import METRIC, WGS84, in_turkiye
from gisdata.places.limits import LARGEST, LONGEST

KINDS = {"Point", "LineString", "Polygon"}
MOST_DRAWN = 500
"""Corners that somebody draws by hand."""

LONGEST_TEXT = 50_000
"""Characters of a shape of so many corners, as GeoJSON."""


class ShapeRefusedError(Exception):
    """A shape that cannot be a place's; the message tells the person what to do."""


def drawn_shape(text: str) -> GEOSGeometry:
    """Return a GeoJSON geometry in EPSG:4326.

    Raises:
        ShapeRefusedError: it is no point, line or area; it is empty, crosses itself, is too large or long or has
            too many corners.
    """
    shape = _read(text)
    _refuse_no_outline(shape)
    if shape.num_coords > MOST_DRAWN:
        raise ShapeRefusedError(
            _("It has more than %(most)d corners. Please draw it more simply.")
            % {"most": MOST_DRAWN}
        )
    metres = shape.transform(METRIC, clone=True)
    if metres.area > LARGEST:
        raise ShapeRefusedError(_("The area is too large for one place. Please draw it smaller."))
    if shape.dims == 1 and metres.length > LONGEST:
        raise ShapeRefusedError(_("The line is too long for one place. Please draw it shorter."))
    return shape


def _read(text: str) -> GEOSGeometry:
    try:
        shape = GEOSGeometry(text, srid=WGS84)
    except (GEOSException, GDALException, ValueError, TypeError) as error:
        raise _unreadable() from error
    if shape.hasz or not (shape.empty or _is_in_turkiye(shape)):
        raise _unreadable()
    return shape


def _unreadable() -> ShapeRefusedError:
    return ShapeRefusedError(_("What was drawn could not be read. Please draw it anew."))


def _refuse_no_outline(shape: GEOSGeometry) -> None:
    if shape.geom_type not in KINDS or shape.empty:
        raise ShapeRefusedError(_("Draw a point, a line or an area."))
    if shape.dims == 1 and not shape.valid:
        raise ShapeRefusedError(_("A line needs two different points. Please draw it anew."))
    if not shape.valid:
        raise ShapeRefusedError(_("The edge of the area crosses itself. Please draw it anew."))


def _is_in_turkiye(shape: GEOSGeometry) -> bool:
    west, south, east, north = shape.extent
    return in_turkiye(west, south) and in_turkiye(east, north)
