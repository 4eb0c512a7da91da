"""Parts of the map that people draw: corners or a circle in an address, a polygon in here.

An area is written ``longitude,latitude;longitude,latitude;…`` in degrees (EPSG:4326), a circle
``longitude,latitude,radius`` with the radius in metres.
"""

import re

from django.contrib.gis.geos import Point, Polygon
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gisdata.crs import METRIC, WGS84, in_turkiye
from neighbourhoods.models import Neighbourhood

MOST_CORNERS = 200
MOST_KM2 = 50
LEAST_M2 = 100
DIGITS = 5
"""Digits of a degree: about a metre."""

RADII = (250, 500, 1000, 2000)
"""Metres that the pages offer."""

LEAST_RADIUS, MOST_RADIUS = 50, 3900
"""Metres; the largest circle is just below MOST_KM2."""

QUARTER = 12
"""Corners in a quarter of a circle: it is then 0.3 % smaller than a true one."""

NAMED = 4
"""Mahalle that are named of those an area touches."""

NUMBER = r"-?\d{1,3}(?:\.\d{1,15})?"
CORNER = re.compile(rf"({NUMBER}),({NUMBER})", re.ASCII)
CIRCLE = re.compile(rf"({NUMBER}),({NUMBER}),(\d{{1,5}})", re.ASCII)


class AreaError(ValueError):
    """An area that cannot be taken; the message says what to do."""


def read_area(text: str) -> Polygon:
    """Return the polygon with the corners that a text gives, the last joined to the first.

    Raises:
        AreaError: it is no simple polygon of a sensible size in Türkiye.
    """
    corners = [_corner(part) for part in text.strip(";").split(";", MOST_CORNERS + 1)]
    while len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) > MOST_CORNERS:
        raise AreaError(
            _("The area has too many corners; at most %(most)d.") % {"most": MOST_CORNERS}
        )
    if len(set(corners)) < 3:
        raise AreaError(_("An area needs three corners or more."))
    polygon = Polygon([*corners, corners[0]], srid=WGS84)
    _refuse_unfit(polygon)
    return polygon


def read_circle(text: str) -> Polygon:
    """Return a circle in metres on the ground (EPSG:5254) as a polygon.

    Raises:
        AreaError: it is none, or of no sensible size, or not in Türkiye.
    """
    found = CIRCLE.fullmatch(text.strip())
    if not found:
        raise AreaError(
            _("Give a circle as longitude,latitude,metres, for example 29.12,40.98,500.")
        )
    longitude, latitude, radius = float(found[1]), float(found[2]), int(found[3])
    _refuse_outside(longitude, latitude)
    if not LEAST_RADIUS <= radius <= MOST_RADIUS:
        raise AreaError(
            _("The radius must lie between %(least)d and %(most)d metres.")
            % {"least": LEAST_RADIUS, "most": MOST_RADIUS}
        )
    centre = Point(longitude, latitude, srid=WGS84).transform(METRIC, clone=True)
    circle = centre.buffer(radius, quadsegs=QUARTER).transform(WGS84, clone=True)
    return Polygon(circle[0].coords, srid=WGS84)


def write_area(area: Polygon) -> str:
    """Return the text of an area, as an address holds it.

    >>> write_area(Polygon.from_bbox((29.1, 40.98, 29.2, 41)))
    '29.1,40.98;29.1,41;29.2,41;29.2,40.98'
    """
    corners: list[tuple[float, float]] = area[0].coords[:-1]
    return ";".join(f"{round(x, DIGITS):.8g},{round(y, DIGITS):.8g}" for x, y in corners)


def square_kilometres(area: Polygon) -> float:
    """Return the size of an area, measured in EPSG:5254."""
    size: float = area.transform(METRIC, clone=True).area
    return size / 1e6


def area_in_words(area: Polygon) -> str:
    """Return the mahalle that an area touches, and its size in km²."""
    touched = Neighbourhood.objects.current().filter(boundary__intersects=area)
    return area_of_names(area, list(touched.values_list("name", flat=True)[: NAMED + 1]))


def area_of_names(area: Polygon, names: list[str]) -> str:
    """Return the same for an area that touches these mahalle; one more than NAMED is only hinted at."""
    more = ["…"] if len(names) > NAMED else []
    where = ", ".join([*names[:NAMED], *more]) or _("outside")
    size = number_format(round(max(0.01, square_kilometres(area)), 2), decimal_pos=2)
    return _("%(where)s (an area of %(size)s km²)") % {"where": where, "size": size}


def _corner(text: str) -> tuple[float, float]:
    found = CORNER.fullmatch(text.strip())
    if not found:
        raise AreaError(
            _(
                "Give an area as longitude,latitude;longitude,latitude;… in degrees, corner by corner."
            )
        )
    longitude, latitude = round(float(found[1]), DIGITS), round(float(found[2]), DIGITS)
    _refuse_outside(longitude, latitude)
    return longitude, latitude


def _refuse_outside(longitude: float, latitude: float) -> None:
    if not in_turkiye(longitude, latitude):
        raise AreaError(_("The area must lie in Türkiye; longitude comes before latitude."))


def _refuse_unfit(polygon: Polygon) -> None:
    if not polygon.valid:
        raise AreaError(_("The edge of the area crosses itself. Draw it without a crossing."))
    size = square_kilometres(polygon)
    if size > MOST_KM2:
        raise AreaError(
            _("The area is too large: %(size)d km², at most %(most)d km². Draw a smaller one.")
            % {"size": size, "most": MOST_KM2}
        )
    if size * 1e6 < LEAST_M2:
        raise AreaError(_("The area is too small. Draw a larger one."))
