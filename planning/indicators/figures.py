"""Indicators out of uploaded figures."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, partial

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
        series=partial(figures_of, kind.slug),
        better=kind.better,
        sdg=kind.sdg,
        is_resource=kind.is_resource,
        places="0g" if kind.is_resource else "1g",
    )


def figures_of(kind: str) -> dict[int, dict[str, float]]:
    """Return the figures of a kind by year. Asks one query."""
    found: dict[int, dict[str, float]] = defaultdict(dict)
    rows = Figure.objects.filter(kind=kind).values_list("year", "code", "value")
    for year, code, value in rows:
        found[year][code] = float(value)
    return found


class Populations:
    """The residents of each mahalle in any year. Asks one query, when it is first asked itself."""

    @cached_property
    def known(self) -> list[tuple[int, dict[str, float]]]:
        """All figures by year, the oldest first."""
        return sorted(figures_of(POPULATION).items())

    def in_year(self, year: int) -> Values:
        """Return the newest figures that are not younger than a year, else the oldest."""
        people: dict[str, float] = {}
        for of, values in self.known:
            people |= values if of <= year else {c: n for c, n in values.items() if c not in people}
        return people
