"""Places that may be one: called alike and near, or of one type and lying on each other."""

from dataclasses import dataclass

from django.contrib.gis.db.models.functions import Distance, Transform
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import F, Q

from gisdata.crs import METRIC, WGS84
from neighbourhoods.models import Neighbourhood
from places.models import Place, PlaceType, PublicPlace
from places.querysets import PublicPlaceQuerySet

NEAR = 300
"""Metres within which places of like names may be one."""

ALIKE = 0.4
"""Of a name's trigrams, folded as Turkish is typed, that are the same."""

ON_EACH_OTHER = 15
"""Metres within which two of one type may be one, whatever they are called."""

MOST = 5


@dataclass(frozen=True)
class Candidate:
    """What may be a place that is known already; `shape` in EPSG:4326.

    Where `is_placed` is False only its mahalle is known, so that nothing is near it.
    """

    name: str
    type: PlaceType
    shape: GEOSGeometry
    is_placed: bool = True


def likely_the_same(candidate: Candidate) -> PublicPlaceQuerySet:
    """Return public places that a candidate may be, the likeliest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_key(%s)", [candidate.name])
        key = cursor.fetchone()[0]
    known = PublicPlace.objects.exclude(status="declined").select_related("type", "neighbourhood")
    compared = known.annotate(likeness=TrigramSimilarity("key", key))
    mahalle = Neighbourhood.objects.current().filter(boundary__intersects=candidate.shape)
    here = Q(neighbourhood_ids__overlap=list(mahalle.values_list("pk", flat=True)))
    alike = Q(likeness__gte=ALIKE)
    if not candidate.is_placed:
        return compared.filter(alike & here).order_by(F("likeness").desc(), "number")[:MOST]
    metres = candidate.shape.transform(METRIC, clone=True)
    around = metres.buffer(NEAR)
    around.transform(WGS84)
    unplaced = Q(is_placed=False) & here
    near = compared.filter(Q(shape__bboverlaps=around, is_placed=True) | unplaced)
    measured = near.annotate(metres=Distance(Transform("shape", METRIC), metres))
    one_spot = Q(metres__lte=ON_EACH_OTHER, type=candidate.type, is_placed=True)
    found = measured.filter(alike & (Q(metres__lte=NEAR) | unplaced) | one_spot)
    return found.order_by(F("likeness").desc(), "metres")[:MOST]


def others_like(place: Place) -> list[PublicPlace]:
    """Return public places that a place may be one with, the likeliest first."""
    candidate = Candidate(place.name, place.type, place.shape, place.is_placed)
    return [one for one in likely_the_same(candidate) if one.number != place.number]
