"""The API of the search, in which the register is looked into, too."""

from collections.abc import Sequence

from django.contrib.gis.geos import Point
from django.db.models import F

from neighbourhoods.names.api import TITLES, Search
from neighbourhoods.names.search import Found, Sieve, Wanted, best
from places.models import Kind, PublicPlace


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


class RegisterSearch(Search):
    """Find mahalle, streets and places by name."""

    registers = (places_named,)
    titles = {**TITLES, **dict(Kind.choices)}
