"""Indicators out of uploaded figures."""

from collections.abc import Sequence
from functools import partial

from django.db.models import F
from django.utils.translation import gettext as _

from neighbourhoods.models import POPULATION, Figure
from planning.indicators.indicator import Indicator, Values
from planning.models import FigureKind


def figure_indicators() -> list[Indicator]:
    """Return an indicator for each kind of figures that was uploaded, but for the population.

    One whose meaning nobody has written down is called by its kind, and says neither good nor bad.
    """
    known = FigureKind.objects.in_bulk()
    uploaded = Figure.objects.exclude(kind=POPULATION).order_by("kind", "year")
    years: dict[str, list[int]] = {}
    sources: dict[str, str] = {}
    for kind, year, source in uploaded.values_list("kind", "year", "source").distinct():
        if year not in years.setdefault(kind, []):
            years[kind].append(year)
        sources[kind] = source
    return [
        _indicator(known.get(kind) or _unnamed(kind), years[kind], sources[kind]) for kind in years
    ]


def _unnamed(kind: str) -> FigureKind:
    return FigureKind(slug=kind, name_tr=kind, name_en=kind)


def _indicator(kind: FigureKind, years: Sequence[int], source: str) -> Indicator:
    return Indicator(
        slug=kind.slug,
        name=kind.name,
        unit=kind.unit,
        definition=kind.definition or _("Nobody has written down yet what these figures are."),
        source=source,
        years=years,
        values=partial(figures_of, kind.slug),
        better=kind.better,
        sdg=kind.sdg,
        is_resource=kind.is_resource,
        places="0g" if kind.is_resource else "1g",
    )


def figures_of(kind: str, year: int) -> Values:
    """Return the figures of a kind and a year."""
    found = Figure.objects.filter(kind=kind, year=year)
    return {code: float(value) for code, value in found.values_list("code", F("value"))}


def population_in(year: int) -> Values:
    """Return the residents of each mahalle in a year: the newest figure that is not younger, else the oldest."""
    found = Figure.objects.filter(kind=POPULATION).order_by("year")
    people: dict[str, float] = {}
    for code, of, value in found.values_list("code", "year", "value"):
        if of <= year or code not in people:
            people[code] = float(value)
    return people
