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
    head_unit: str = ""


def table_of(indicator: Indicator, year: int) -> IndicatorTable:
    """Return an indicator in one of its years."""
    years = list(indicator.years)
    values = {of: indicator.values(of) for of in years}
    populations = Populations()
    areas = list(Neighbourhood.objects.current().defer("boundary"))
    heads = by_head(values[year], populations.in_year(year)) if indicator.is_resource else None
    codes = {area.code for area in areas}
    lines = [_line(area, values, year, heads.values if heads else {}) for area in areas]
    shown = [
        Area(line.neighbourhood, line.by_head if indicator.is_resource else line.value)
        for line in lines
    ]
    return IndicatorTable(
        year=year,
        years=years,
        missing=[of for of in range(years[0], years[-1]) if of not in years],
        lines=lines,
        district=[district_value(indicator, of, codes, populations) for of in years],
        map=choropleth(shown),
        head_unit=heads.in_unit(indicator.unit) if heads else "",
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
