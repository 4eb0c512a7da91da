"""Places that may be one: called alike and near, of one type on one spot, or lying on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import Area, Distance, Intersection, Transform
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, Least, NullIf

from gisdata.crs import METRIC, WGS84
from neighbourhoods.models import Neighbourhood
from places.models import Place, PlaceShare, PlaceType, PublicPlace
from places.querysets import PublicPlaceQuerySet

NEAR = 300
"""Metres within which places of like names may be one."""

ALIKE = 0.4
"""Of a name's trigrams, folded as Turkish is typed, that are the same."""

WITHIN = 0.8
"""Of a name's trigrams that are in one of the other's names: more, as those are many together."""

ON_EACH_OTHER = 15
"""Metres within which two points of one type may be one, whatever they are called."""

OVERLAP = 0.3
"""Of the smaller of two areas that lies in the other: then they may be one, whatever they are."""

MOST = 5


@dataclass(frozen=True)
class Candidate:
    """What may be a place that is known already, by any of its `names`; `shape` in EPSG:4326.

    Where `is_placed` is False only its mahalle is known, so that nothing is near it.
    """

    names: Sequence[str]
    type: PlaceType
    shape: GEOSGeometry
    is_placed: bool = True


def likely_the_same(candidate: Candidate) -> PublicPlaceQuerySet:
    """Return public places that a candidate may be, the likeliest first."""
    here = Q(neighbourhood_ids__overlap=_mahalle_of(candidate))
    known = PublicPlace.objects.exclude(status="declined").select_related("type", "neighbourhood")
    found: PublicPlaceQuerySet = _likely(known, here, candidate)[:MOST]
    return found


def others_like(place: Place) -> list[Place]:
    """Return places, whoever may see them, that a place may be one with, the likeliest first: for the desk."""
    names = [place.name, *place.other_names_listed]
    candidate = Candidate(names, place.type, place.shape, place.is_placed)
    shares = PlaceShare.objects.filter(
        place=OuterRef("pk"), neighbourhood__in=_mahalle_of(candidate)
    )
    known = Place.objects.exclude(status__in=["declined", "merged"]).exclude(pk=place.pk)
    return list(_likely(known.select_related("type"), Q(Exists(shares)), candidate)[:MOST])


def _mahalle_of(candidate: Candidate) -> list[int]:
    mahalle = Neighbourhood.objects.current().filter(boundary__intersects=candidate.shape)
    return list(mahalle.values_list("pk", flat=True))


def _likely(known: QuerySet[Any], here: Q, candidate: Candidate) -> Any:
    """Return those of some places that a candidate may be; `here` are those in its mahalle."""
    compared = known.annotate(likeness=_likeness(candidate.names))
    alike = Q(likeness__gte=ALIKE)
    if not candidate.is_placed:
        return compared.filter(alike & here).order_by(F("likeness").desc(), "number")
    metres = candidate.shape.transform(METRIC, clone=True)
    around = metres.buffer(NEAR)
    around.transform(WGS84)
    unplaced = Q(is_placed=False) & here
    near = compared.filter(Q(shape__bboverlaps=around, is_placed=True) | unplaced)
    measured = near.annotate(
        metres=Distance(Transform("shape", METRIC), metres), overlap=_overlap(metres)
    )
    one_spot = Q(metres__lte=ON_EACH_OTHER, type=candidate.type, is_placed=True)
    one_ground = Q(overlap__gte=OVERLAP, is_placed=True)
    if candidate.shape.dims == 2:  # neighbours touch, and are two
        one_spot &= ~Q(overlap__lt=OVERLAP)
    found = measured.filter(alike & (Q(metres__lte=NEAR) | unplaced) | one_spot | one_ground)
    return found.order_by(F("likeness").desc(), "metres")


def _likeness(names: Sequence[str]) -> Combinable:
    """Return how alike the names are at best: as a whole, or one of them within all of a place's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_key(n) FROM unnest(%s::text[]) AS n", [list(names)])
        keys = [key for (key,) in cursor.fetchall()]
    within = [TrigramWordSimilarity(key, "key") * Value(ALIKE / WITHIN) for key in keys]
    return Greatest(*(TrigramSimilarity("key", key) for key in keys), *within)


def _overlap(metres: GEOSGeometry) -> Combinable:
    """Return how much of the smaller of two areas lies in the other; NULL where one is none."""
    shape, other = Transform("shape", METRIC), Value(metres, GeometryField(srid=METRIC))
    smaller = Least(Area(shape), Area(other))
    return Area(Intersection(shape, other)) / NullIf(smaller, Value(0.0))
