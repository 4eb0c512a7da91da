"""Places of the register by their names, for the search."""

from collections.abc import Sequence

from django.contrib.gis.geos import Point
from django.db.models import F

from neighbourhoods.names.search import Found, Sieve, Wanted, best
from places.models import PublicPlace


def places_named(sieve: Sieve, wanted: Wanted, near: Point | None) -> Sequence[Found]:
    """Return the places of the register that a sieve lets through, by any of their names."""
    places = PublicPlace.objects.in_register().annotate(location=F("point"))
    rows = best(places, sieve, wanted, near).values_list(
        "name", "kind", "neighbourhood__name", "location", "score"
    )
    return [
        Found(name, kind, mahalle, location, "", score)
        for name, kind, mahalle, location, score in rows
    ]
