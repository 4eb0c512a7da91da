"""What an indicator is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planning.models import Better

Values = Mapping[str, float]
"""A value for each mahalle that has one, by its official code."""


@dataclass(frozen=True)
class Indicator:
    """Something that is known of each mahalle in some years.

    `years` are those for which there are values, the newest last; `series` asks for the values of all of them
    at once, when they are wanted. `caveat` says what the numbers cannot tell. The parts of a resource can be
    added up and shared otherwise. `places` is how many decimal places are shown, as for the filter floatformat.
    """

    slug: str
    name: str
    unit: str
    definition: str
    source: str
    years: Sequence[int]
    series: Callable[[], Mapping[int, Values]]
    better: str = Better.NEITHER
    sdg: str = ""
    caveat: str = ""
    is_resource: bool = False
    counts_reports: bool = False
    is_about_residents: bool = True
    places: str = "1g"

    @cached_property
    def by_year(self) -> Mapping[int, Values]:
        """The values of each year; asked for once."""
        return self.series()

    def values(self, year: int) -> Values:
        """Return the values of a year; none where there are none."""
        return self.by_year.get(year, {})

    @property
    def good_news(self) -> str:
        """When it is good news, in words; "" where neither more nor less is."""
        return "" if self.better == Better.NEITHER else str(Better(self.better).label)

    @property
    def last_year(self) -> int | None:
        """The newest year with values."""
        return self.years[-1] if self.years else None

    @property
    def says_need(self) -> bool:
        """Whether it can be a part of an index of need: there are values, and more or less is good news."""
        return self.better != Better.NEITHER and not self.is_resource and bool(self.years)
