"""The map of a mahalle's places, as SVG parts."""

from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.gis.db.models.functions import AsSVG, Intersection, PointOnSurface, Transform
from django.contrib.gis.geos import GEOSGeometry

from gisdata.crs import METRIC
from neighbourhoods.basemap.ground import Ground, ground
from neighbourhoods.models import Neighbourhood
from places.models import PublicPlace

MARGIN = 0.04
"""Of the map's width, around the mahalle."""


class Mark(NamedTuple):
    """A place on the map: its position in the table, where it is in metres, and its kind."""

    position: int
    x: float
    y: float
    kind: str


@dataclass(frozen=True)
class Drawing:
    """A mahalle with marks, in metres (EPSG:5254, y downwards); a mark's disc has `radius`."""

    view_box: str
    ground: Ground
    outline: str
    marks: list[Mark]
    radius: float


def neighbourhood_drawing(mahalle: Neighbourhood, places: list[PublicPlace]) -> Drawing:
    """Return the map of a mahalle with its places numbered as in a list. Asks four queries."""
    metres: GEOSGeometry = mahalle.boundary.transform(METRIC, clone=True)
    west, south, east, north = metres.extent
    margin = (east - west) * MARGIN
    frame = (west - margin, south - margin, east + margin, north + margin)
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    svg = AsSVG(Transform("boundary", METRIC), precision=0)
    return Drawing(
        view_box=f"{frame[0]:.0f} {-frame[3]:.0f} {width:.0f} {height:.0f}",
        ground=ground(frame),
        outline=Neighbourhood.objects.annotate(svg=svg)
        .values_list("svg", flat=True)
        .get(pk=mahalle.pk),
        marks=_marks(mahalle, places),
        radius=round(width / 70, 1),
    )


def _marks(mahalle: Neighbourhood, places: list[PublicPlace]) -> list[Mark]:
    """Return where each place lies in the mahalle: another part of it may lie elsewhere."""
    here = PointOnSurface(Transform(Intersection("shape", mahalle.boundary), METRIC))
    shown = PublicPlace.objects.filter(pk__in=[place.pk for place in places])
    spots = dict(shown.annotate(here=here).values_list("pk", "here"))
    return [
        Mark(position, round(spots[place.pk].x, 1), round(-spots[place.pk].y, 1), place.kind)
        for position, place in enumerate(places, start=1)
        if place.pk in spots and not spots[place.pk].empty
    ]
