"""A pin at somebody's door is moved to the street: to the middle of the stretch, which every door of it shares."""

from django.contrib.gis.geos import Point, Polygon
from django.db import connection, transaction
from django.utils.translation import gettext as _

from gisdata.crs import METRIC, WGS84
from issues import actions
from issues.models import Issue, ModerationStep, Precision
from neighbourhoods.models import Neighbourhood

STRETCH = 100
"""Metres of street, or of a square where there is none, of which nobody is told where the pin was."""

REACH = 200
"""Metres within which a street is looked for."""

IN_THE_STREET = """
WITH here AS (SELECT ST_Transform(%(place)s::geometry, 5254) AS at),
street AS (
  SELECT (ST_Dump(ST_Transform(f.shape, 5254))).geom AS line
  FROM neighbourhoods_basemapfeature f, here
  WHERE f.layer = 'streets' AND f.name <> ''
    AND ST_DWithin(f.shape, ST_Transform(here.at, 3857), %(reach)s / cos(radians(%(latitude)s)))
),
nearest AS (
  SELECT line, ST_Length(line) AS length, ST_LineLocatePoint(line, here.at) AS share
  FROM street, here
  WHERE ST_GeometryType(line) = 'ST_LineString' AND ST_Length(line) > 0
  ORDER BY line <-> here.at LIMIT 1
)
SELECT ST_X(seen), ST_Y(seen) FROM (
  SELECT ST_Transform(
    ST_LineInterpolatePoint(line, (least(floor(share * parts), parts - 1) + 0.5) / parts), 4326
  ) AS seen
  FROM (SELECT *, greatest(1, floor(length / %(stretch)s)) AS parts FROM nearest) AS parted
) AS found
"""
"""The middle of the stretch of the nearest street that has a name; each is a STRETCH long at least, or its whole street."""


def no_blurring(issue: Issue) -> str:
    """Say why a pin cannot be moved to the street: it is no point, erased, or there already."""
    if issue.precision != Precision.EXACT:
        return _("Of this report only the mahalle is known.")
    action = ModerationStep.Action
    ends = [action.ERASED, action.BLURRED, action.MOVED]
    done = issue.moderation_steps.filter(action__in=ends).order_by("pk")
    steps = [*done.values_list("action", flat=True)]
    if action.ERASED in steps:
        return actions.said_of_erased()
    return _("The pin is on the street already.") if steps[-1:] == [action.BLURRED] else ""


@transaction.atomic
def blur(*, issue: Issue) -> None:
    """Move a pin to the street, also in its history and in every view that was frozen.

    Raises:
        RefusedError: as `no_blurring` says.
    """
    if sentence := no_blurring(issue):
        raise actions.RefusedError(sentence)
    actions.move_issue(issue=issue, location=away_from_the_door(issue.location))


def away_from_the_door(place: Point) -> Point:
    """Return a place near by that tells no door, in the same mahalle (EPSG:4326)."""
    home = Neighbourhood.objects.current().filter(boundary__covers=place).order_by("code").first()
    street = _in_the_street(place)
    if street and (home is None or home.boundary.covers(street)):
        return street
    return _in_the_square(place, home)


def _in_the_street(place: Point) -> Point | None:
    asked: dict[str, str | float] = {
        "place": place.hexewkb.decode(), "reach": REACH, "stretch": STRETCH, "latitude": place.y,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_STREET, asked)
        found = cursor.fetchone()
    return Point(found[0], found[1], srid=WGS84) if found else None


def _in_the_square(place: Point, home: Neighbourhood | None) -> Point:
    """Return the middle of the square around a place, or of what of it lies in its mahalle."""
    metric = Point(place.x, place.y, srid=WGS84)
    metric.transform(METRIC)
    west, south = (value // STRETCH * STRETCH for value in (metric.x, metric.y))
    square = Polygon.from_bbox((west, south, west + STRETCH, south + STRETCH))
    square.srid = METRIC
    square.transform(WGS84)
    if home is None or home.boundary.covers(square.centroid):
        return square.centroid
    return square.intersection(home.boundary).point_on_surface
