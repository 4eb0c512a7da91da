"""What two sides say, and how one is beside the other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.gis.db.models.functions import Area, Intersection, Transform
from django.utils import timezone

from analysis.rates import Interval, rate_ratio
from gisdata.crs import METRIC
from issues.filters import IssueFilter
from issues.models import DailyCount
from neighbourhoods.models import Neighbourhood
from neighbourhoods.querysets import NeighbourhoodQuerySet
from planning.compare.question import Question
from planning.statistics import Statistic, district_statistics


@dataclass(frozen=True)
class Side:
    """The reports of one side from `first` to `last` by mahalle, and the ground that they come from."""

    areas: list[Statistic]
    is_whole: bool
    is_drawn: bool
    first: date
    last: date
    km2: float

    @property
    def names(self) -> list[str]:
        """The mahalle that were chosen; none for the whole district."""
        return [] if self.is_whole else [area.neighbourhood.name for area in self.areas]

    @property
    def people(self) -> int | None:
        """All residents; None where not all are known."""
        people = [area.population for area in self.areas]
        if self.is_drawn or not people or None in people:
            return None
        return sum(filter(None, people))

    @property
    def days(self) -> int:
        """Days of the period, both ends included."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def total(self) -> int:
        """All reports in the mahalle; those outside all have no ground and no residents."""
        return sum(area.total for area in self.areas)

    @property
    def open(self) -> int:
        """Those that still wait."""
        return sum(area.open for area in self.areas)

    @property
    def resolved(self) -> int:
        """Those that were resolved."""
        return sum(area.resolved for area in self.areas)

    @property
    def resolved_percent(self) -> float | None:
        """The share that was resolved."""
        return 100 * self.resolved / self.total if self.total else None

    @property
    def per_1000(self) -> float | None:
        """Reports per 1,000 residents and year."""
        return 365_000 * self.total / self.people / self.days if self.people and self.days else None

    @property
    def per_km2(self) -> float | None:
        """Reports per km² and year."""
        return 365 * self.total / self.km2 / self.days if self.km2 and self.days else None


@dataclass(frozen=True)
class Comparison:
    """Both sides, and how many times A's rate is B's: by residents where both are known, else by km²."""

    a: Side
    b: Side
    by_people: bool
    is_shared: bool
    """Whether both may have the same reports, so that nothing can be said of chance."""
    ratio: float | None
    interval: Interval | None

    @property
    def is_sure(self) -> bool:
        """Whether chance hardly explains the difference."""
        return self.interval is not None and not self.interval.lower <= 1 <= self.interval.upper


def compare(question: Question) -> Comparison:
    """Count both sides and compare their rates.

    Raises:
        planning.statistics.TooManyError: a drawn part of the map holds too many reports to count.
    """
    known = DailyCount.objects.known_days()
    a, b = _side(question.a, known), _side(question.b, known)
    by_people = bool(a.people and b.people)
    exposures = [(side.people if by_people else side.km2) or 0 for side in (a, b)]
    found = rate_ratio(a.total, exposures[0] * a.days, b.total, exposures[1] * b.days)
    ratio, interval = found or (None, None)
    is_shared = _shares_reports(question, a, b)
    return Comparison(a, b, by_people, is_shared, ratio, None if is_shared else interval)


def _shares_reports(question: Question, a: Side, b: Side) -> bool:
    """Tell whether a report can be on both sides: then chance cannot be told from what they have in common."""
    if a.last < b.first or b.last < a.first:
        return False
    one, other = (_ground(asked) for asked in (question.a, question.b))
    return one.filter(pk__in=other.values("pk")).exists()


def _ground(asked: IssueFilter) -> NeighbourhoodQuerySet:
    """Return the mahalle that a side reaches into."""
    areas = Neighbourhood.objects.current()
    if asked.neighbourhoods:
        areas = areas.filter(pk__in=asked.neighbourhoods)
    return areas.filter(boundary__intersects=asked.area) if asked.area else areas


def _side(asked: IssueFilter, known: tuple[date, date] | None) -> Side:
    """Count a side; its period goes from the first report on and up to today."""
    today = timezone.localdate()
    begin = known[0] if known else today
    return Side(
        areas=district_statistics(asked).results,
        is_whole=not asked.neighbourhoods,
        is_drawn=asked.has_place,
        first=max(asked.first_day or begin, begin),
        last=min(asked.last_day or today, today),
        km2=_km2(asked),
    )


def _km2(asked: IssueFilter) -> float:
    """Return the ground of the mahalle, or that of them which lies in what was drawn."""
    ground: Any = Intersection("boundary", asked.area) if asked.area else "boundary"
    sizes = _ground(asked).annotate(size=Area(Transform(ground, METRIC)))
    return sum(size.sq_km for size in sizes.values_list("size", flat=True))
