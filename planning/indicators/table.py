"""An indicator as a page shows it: the mahalle of a year on a map and in a table, and the years before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from neighbourhoods.models import Neighbourhood
from planning.choropleth import Area, Choropleth, choropleth
from planning.indicators.by_head import by_head
from planning.indicators.figures import Populations
from planning.indicators.indicator import Indicator, Values


@dataclass(frozen=True)
class Line:
    """A mahalle: its value in the year (None where it is missing), by head of a resource, and all years'."""

    neighbourhood: Neighbourhood
    value: float | None
    by_head: float | None
    trend: list[float | None]


@dataclass(frozen=True)
class IndicatorTable:
    """The mahalle in the order of their names, and for each year the district's value.

    That is the sum of a resource, else the mean of the mahalle by their residents. `missing` are the years
    between the first and the last without a value; `head_unit` is the unit by head of a resource.
    """

    year: int
    years: list[int]
    missing: list[int]
    lines: list[Line]
    district: list[float | None]
    map: Choropleth | None
    head_unit: str


def table_of(indicator: Indicator, year: int) -> IndicatorTable:
    """Return an indicator in one of its years."""
    years = list(indicator.years)
    values = {of: indicator.values(of) for of in years}
    populations = Populations()
    areas = list(Neighbourhood.objects.current().defer("boundary"))
    codes = {area.code for area in areas}
    heads = by_head(values[year] if indicator.is_resource else {}, populations.in_year(year))
    shown = heads.values if indicator.is_resource else values[year]
    return IndicatorTable(
        year=year,
        years=years,
        missing=sorted({*range(years[0], years[-1])} - {*years}),
        lines=[_line(area, values, year, heads.values) for area in areas],
        district=[district_value(indicator, of, codes, populations) for of in years],
        map=choropleth([Area(area, shown.get(area.code)) for area in areas]),
        head_unit=heads.in_unit(indicator.unit),
    )


def _line(area: Neighbourhood, values: Mapping[int, Values], year: int, heads: Values) -> Line:
    trend = [of.get(area.code) for of in values.values()]
    return Line(area, values[year].get(area.code), heads.get(area.code), trend)


def district_value(
    indicator: Indicator, year: int, codes: Collection[str], populations: Populations
) -> float | None:
    """Return the district's value in a year, of the mahalle of today.

    That is the sum of a resource, and of what is about residents the mean by how many there were; of
    anything else None.
    """
    known = {code: value for code, value in indicator.values(year).items() if code in codes}
    if indicator.is_resource:
        return sum(known.values()) if known else None
    if not indicator.is_about_residents:
        return None
    people = populations.in_year(year)
    heads = sum(people.get(code, 0) for code in known)
    weighted = sum(value * people.get(code, 0) for code, value in known.items())
    return weighted / heads if heads else None
