"""What two sides say, and how one is beside the other."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.gis.db.models.functions import Area, Intersection, Transform
from django.contrib.gis.geos import Polygon
from django.utils import timezone

from analysis.rates import Interval, rate_ratio
from gisdata.crs import METRIC
from issues.filters import IssueFilter
from issues.models import OPEN, DailyCount, Status
from neighbourhoods.models import Neighbourhood
from neighbourhoods.querysets import NeighbourhoodQuerySet
from planning.compare.question import Question
from planning.statistics import counted


@dataclass(frozen=True)
class Side:
    """The reports of one side from `first` to `last`, and the ground and the residents that they come from.

    `people` is None where a part of the map was drawn, or the population of a mahalle is not known.
    """

    names: list[str]
    is_drawn: bool
    first: date
    last: date
    by_status: Counter[str]
    km2: float
    people: float | None

    @property
    def days(self) -> int:
        """Days of the period, both ends included."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def total(self) -> int:
        """All reports."""
        return self.by_status.total()

    @property
    def open(self) -> int:
        """Those that still wait."""
        return sum(self.by_status[status] for status in OPEN)

    @property
    def resolved(self) -> int:
        """Those that were resolved."""
        return self.by_status[Status.RESOLVED]

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
    a, b = _side(question.a), _side(question.b)
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
    drawn = asked.area or asked.bbox
    return areas.filter(boundary__intersects=drawn) if drawn else areas


def _side(asked: IssueFilter) -> Side:
    areas = Neighbourhood.objects.current()
    if asked.neighbourhoods:
        areas = areas.filter(pk__in=asked.neighbourhoods)
    known = set(areas.values_list("pk", flat=True))
    by_status: Counter[str] = Counter()
    for area, status, count in counted(asked):
        if area in known:  # what lies outside all has no ground and no residents
            by_status[status] += count
    first, last = _period(asked)
    return Side(
        names=[area.name for area in areas.defer("boundary")] if asked.neighbourhoods else [],
        is_drawn=asked.has_place,
        first=first,
        last=last,
        by_status=by_status,
        km2=_km2(areas, asked.area or asked.bbox),
        people=None if asked.has_place else _people(areas),
    )


def _period(asked: IssueFilter) -> tuple[date, date]:
    """Return the first and last day that are asked for, from the first report on and up to today."""
    known, today = DailyCount.objects.known_days(), timezone.localdate()
    begin = known[0] if known else today
    return max(asked.first_day or begin, begin), min(asked.last_day or today, today)


def _km2(areas: NeighbourhoodQuerySet, drawn: Polygon | None) -> float:
    """Return the ground of some mahalle, or that of them which lies in what was drawn."""
    ground: Any = "boundary"
    if drawn:
        areas = areas.filter(boundary__intersects=drawn)
        ground = Intersection("boundary", drawn)
    sizes = areas.annotate(size=Area(Transform(ground, METRIC))).values_list("size", flat=True)
    return sum(size.sq_km for size in sizes)


def _people(areas: NeighbourhoodQuerySet) -> float | None:
    people = [area.population for area in areas.with_population().defer("boundary")]
    known = [float(number) for number in people if number is not None]
    return sum(known) if known and len(known) == len(people) else None
