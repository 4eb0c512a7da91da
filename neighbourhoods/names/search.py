"""Search among the names at hand: as they were typed, else like it, else with slips."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.gis.db.models.functions import Distance, PointOnSurface
from django.contrib.gis.geos import Point
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import F, FloatField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, Least, Left

from gisdata.functions import NameFold, NameKey, Slips
from neighbourhoods.models import NamedPlace, Neighbourhood
from neighbourhoods.names.question import Question

MOST = 8
"""Answers to a question."""

FAR = 5_000
"""Metres from which a place is no more far than another."""

LEAST_TO_SLIP = 4
"""Letters from which one may be wrong."""

NEIGHBOURHOOD = "neighbourhood"


@dataclass(frozen=True)
class Found:
    """A place with a name; `location` in EPSG:4326. `score` says how well it fits, more is better."""

    name: str
    kind: str
    neighbourhood: str | None
    location: Point
    source: str
    score: float = 0.0


@dataclass(frozen=True)
class Wanted:
    """A name as the database makes it equal: `folded` with its kind, `key` without."""

    folded: str
    key: str


Sieve = Callable[[Wanted], tuple[dict[str, Any], Q]]
"""Returns what to compute of each row, and the condition that those who stay fulfil."""


Register = Callable[[Sieve, Wanted, Point | None], Sequence[Found]]
"""Finds things of another collection that has names: those that a sieve lets through, the best first."""


def search(
    question: Question,
    *,
    near: Point | None = None,
    admit: Callable[[], None] = lambda: None,
    registers: Sequence[Register] = (),
    known: Sequence[Found] = (),
) -> list[Found]:
    """Return at most MOST places by name, the best first.

    Args:
        question: as `read_question` takes it apart.
        near: a point in EPSG:4326; of names alike the nearer comes first.
        admit: called before every name is looked at, which no index helps; may raise to refuse it.
        registers: more collections to look into, beside the mahalle and the named places.
        known: what was found otherwise already; it stands among what is found.
    """
    wanted = _wanted(question.name)
    if len(wanted.folded) < 2:
        return list(known)
    places = _places_in(question.mahalle)
    asked: list[Register] = [_mahalle, partial(_named, places), *registers]
    for sieve in (_begin_so, _resemble):
        if found := [*known, *_found(asked, sieve, wanted, near)]:
            return sorted(found, key=_worst_last)[:MOST]
    if len(wanted.key) < LEAST_TO_SLIP:
        return []
    admit()
    return _found(asked, _slipped, wanted, near)


def _found(
    asked: Sequence[Register], sieve: Sieve, wanted: Wanted, near: Point | None
) -> list[Found]:
    found = [one for register in asked for one in register(sieve, wanted, near)]
    return sorted(found, key=_worst_last)[:MOST]


def _worst_last(found: Found) -> float:
    return -found.score


def _wanted(name: str) -> Wanted:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_fold(%s), name_key(%s)", [name, name])
        return Wanted(*cursor.fetchone())


def _places_in(mahalle: str) -> QuerySet[NamedPlace]:
    """Return the places of a mahalle, or of all where none is called so or nothing is in it."""
    places = NamedPlace.objects.all()
    named = Neighbourhood.objects.current().filter(name_folded=mahalle).first() if mahalle else None
    if not named:
        return places
    inside = places.filter(location__coveredby=named.boundary)
    return inside if inside.exists() else places


def _begin_so(wanted: Wanted) -> tuple[dict[str, Any], Q]:
    """A word of the name begins as it was typed."""
    return {}, Q(key__startswith=wanted.key) | Q(key__contains=f" {wanted.key}")


def _resemble(wanted: Wanted) -> tuple[dict[str, Any], Q]:
    """Most trigrams are the same: a word similarity of 0.6, pg_trgm's own limit."""
    return {}, Q(key__trigram_word_similar=wanted.key)


def _slipped(wanted: Wanted) -> tuple[dict[str, Any], Q]:
    """A letter or two are wrong: for short names, of which a slip leaves hardly a trigram."""
    length = len(wanted.key)
    most = 1 if length == LEAST_TO_SLIP else 2
    beginnings = (Left("key", length), Left("key", length + 1))  # with one letter left out, too
    slips = Least(*(Slips(begin, Value(wanted.key), Value(most)) for begin in beginnings))
    return {"slips": slips}, Q(slips__lte=most)


def _named(
    places: QuerySet[NamedPlace], sieve: Sieve, wanted: Wanted, near: Point | None
) -> Sequence[Found]:
    around = Neighbourhood.objects.current().filter(boundary__covers=OuterRef("location"))
    mahalle = around.order_by("code").values("name")[:1]
    found = best(places, sieve, wanted, near).annotate(mahalle=Subquery(mahalle))
    columns = ("name", "kind", "mahalle", "location", "source", "score")
    return [Found(*row) for row in found.values_list(*columns)]


def _mahalle(sieve: Sieve, wanted: Wanted, near: Point | None) -> Sequence[Found]:
    called = Concat("name", Value(" mahallesi")) if "mahallesi" in wanted.folded else F("name")
    current = Neighbourhood.objects.current().annotate(
        key=NameKey("name"), folded=NameFold(called), location=PointOnSurface("boundary")
    )
    found = best(current, sieve, wanted, near)
    rows = found.values_list("name", "location", "boundary_set__source", "score")
    return [
        Found(name, NEIGHBOURHOOD, name, location, source, score)
        for name, location, source, score in rows
    ]


def best(names: QuerySet[Any], sieve: Sieve, wanted: Wanted, near: Point | None) -> QuerySet[Any]:
    """Return the rows of a sieve by score: the name itself, then its kind, then how near it is.

    Args:
        names: rows with `name`, `key`, `folded` and a `location` in EPSG:4326.
        sieve: which of them stay.
        wanted: the name that is looked for.
        near: a point in EPSG:4326, if there is one to be near to.
    """
    columns, condition = sieve(wanted)
    score = TrigramSimilarity("key", wanted.key) + TrigramSimilarity("folded", wanted.folded) / 2
    if near:
        metres = Cast(Distance("location", near), FloatField())
        score -= Least(metres, Value(float(FAR))) / Value(5.0 * FAR)
    through = names.annotate(**columns).filter(condition)
    ordered: QuerySet[Any] = through.annotate(score=score).order_by(F("score").desc(), "name", "pk")
    return ordered[:MOST]
