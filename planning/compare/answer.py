"""What two sides say, and how one is beside the other."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.contrib.gis.db.models.functions import Area, Transform
from django.utils import timezone

from analysis.rates import Interval, rate_ratio
from gisdata.crs import METRIC
from issues.areas import square_kilometres
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
        return (self.last - self.first).days + 1

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
        return 365_000 * self.total / self.people / self.days if self.people else None

    @property
    def per_km2(self) -> float | None:
        """Reports per km² and year."""
        return 365 * self.total / self.km2 / self.days if self.km2 else None


@dataclass(frozen=True)
class Comparison:
    """Both sides, and how many times A's rate is B's: by residents where both are known, else by km²."""

    a: Side
    b: Side
    by_people: bool
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
    return Comparison(a, b, by_people, *(found or (None, None)))


def _side(asked: IssueFilter) -> Side:
    areas = Neighbourhood.objects.current()
    if asked.neighbourhoods:
        areas = areas.filter(pk__in=asked.neighbourhoods)
    by_status: Counter[str] = Counter()
    for _area, status, count in counted(asked):
        by_status[status] += count
    first, last = _period(asked)
    return Side(
        names=[area.name for area in areas.defer("boundary")] if asked.neighbourhoods else [],
        is_drawn=asked.has_place,
        first=first,
        last=last,
        by_status=by_status,
        km2=square_kilometres(asked.area) if asked.area else _km2(areas),
        people=None if asked.has_place else _people(areas),
    )


def _period(asked: IssueFilter) -> tuple[date, date]:
    """Return the first and last day that are asked for; else from the first report on, up to today."""
    known, today = DailyCount.objects.known_days(), timezone.localdate()
    first = asked.first_day or (known[0] if known else today)
    return first, min(asked.last_day or today, today)


def _km2(areas: NeighbourhoodQuerySet) -> float:
    sizes = areas.annotate(size=Area(Transform("boundary", METRIC))).values_list("size", flat=True)
    return sum(size.sq_km for size in sizes)


def _people(areas: NeighbourhoodQuerySet) -> float | None:
    people = [area.population for area in areas.with_population().defer("boundary")]
    known = [float(number) for number in people if number is not None]
    return sum(known) if known and len(known) == len(people) else None
