"""How long mahalle wait, in a table, and one beside all others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet, Sum

from analysis.survival import (
    LogRank,
    Median,
    Step,
    kaplan_meier,
    log_rank,
    median,
    restricted_mean,
)
from issues.models import Category
from neighbourhoods.models import Neighbourhood
from planning.models import Ending, KeptDuration
from planning.times.periods import Period, period_of

FEWEST = 5
"""Reports below which nothing is said of a mahalle."""

HORIZON = 365
"""Days up to which a mean is told where half are not over yet; fewer where nothing was seen for so long."""


@dataclass
class Waits:
    """Reports by the days that they waited: those that are over, and those that still wait."""

    over: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    waiting: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    in_time: int = 0
    late: int = 0

    def add(self, days: int, count: int, *, is_over: bool, in_time: bool | None) -> None:
        """Count so many; those that are younger than their target are neither in time nor late."""
        (self.over if is_over else self.waiting)[days] += count
        self.in_time += count if in_time is True else 0
        self.late += count if in_time is False else 0

    @property
    def total(self) -> int:
        """All reports."""
        return sum(self.over.values()) + sum(self.waiting.values())

    @property
    def curve(self) -> list[Step]:
        """The share that still waits, by Kaplan and Meier."""
        return kaplan_meier(self.over, self.waiting)


@dataclass(frozen=True)
class Line:
    """A mahalle, or all (None): how many, the median with its interval, and the share within target days.

    `mean` is told where the median is not reached: the mean wait of which no more than `horizon` days count.
    """

    neighbourhood: Neighbourhood | None
    total: int
    median: Median | None = None
    mean: float | None = None
    horizon: int | None = None
    in_time: float | None = None


@dataclass(frozen=True)
class Beside:
    """One mahalle beside all others: its curve and the log-rank test, where both have reports enough."""

    own: Line
    others: Line
    curve: list[Step]
    test: LogRank | None


@dataclass(frozen=True)
class Times:
    """The table, the curve of all, and where a mahalle was chosen, that one beside the others.

    `by_quarter` are all reports, or those of the chosen mahalle, by the quarter in which they were made, the
    newest first; where a period was chosen there are none.
    """

    lines: list[Line]
    district: Line
    curve: list[Step]
    beside: Beside | None
    period: Period | None
    by_quarter: list[tuple[Period, Line]]
    until: datetime | None


def times(
    ending: Ending,
    group: Category | None = None,
    chosen: Neighbourhood | None = None,
    period: Period | None = None,
) -> Times:
    """Return how long reports of a group of categories (None: of all) and a period wait for an ending."""
    asked = _asked(ending, group)
    of_period = {"quarter__range": (period.first, period.last)} if period else {}
    waits = _grouped(asked.filter(**of_period), "code")
    areas = list(Neighbourhood.objects.current().defer("boundary"))
    everybody = _together(waits.values())
    return Times(
        lines=[_line(area, waits.get(area.code, Waits())) for area in areas],
        district=_line(None, everybody),
        curve=everybody.curve,
        beside=_beside(chosen, waits) if chosen else None,
        period=period,
        by_quarter=[] if period else _by_quarter(asked, chosen),
        until=KeptDuration.objects.aggregate(until=Max("until"))["until"],
    )


def _asked(ending: Ending, group: Category | None) -> QuerySet[KeptDuration]:
    found: QuerySet[KeptDuration] = KeptDuration.objects.filter(ending=ending)
    if group:
        found = found.filter(category__in=Category.objects.with_children([group.slug]))
    return found


def _by_quarter(
    asked: QuerySet[KeptDuration], chosen: Neighbourhood | None
) -> list[tuple[Period, Line]]:
    rows = asked.filter(quarter__gt=0)
    waits = _grouped(rows.filter(code=chosen.code) if chosen else rows, "quarter")
    return [
        (period_of(quarter), _line(None, waits[quarter])) for quarter in sorted(waits, reverse=True)
    ]


def _beside(chosen: Neighbourhood, waits: Mapping[str, Waits]) -> Beside:
    own = waits.get(chosen.code, Waits())
    others = _together(of for code, of in waits.items() if code != chosen.code)
    is_enough = min(own.total, others.total) >= FEWEST
    return Beside(
        own=_line(chosen, own),
        others=_line(None, others),
        curve=own.curve if is_enough else [],
        test=log_rank(own.over, own.waiting, others.over, others.waiting) if is_enough else None,
    )


def _grouped(rows: QuerySet[KeptDuration], by: str) -> dict[Any, Waits]:
    waits: dict[Any, Waits] = defaultdict(Waits)
    days = rows.values_list(by, "days", "is_over", "in_time")
    for key, waited, is_over, in_time, count in days.annotate(n=Sum("count")):
        waits[key].add(waited, count, is_over=is_over, in_time=in_time)
    return waits


def _together(parts: Iterable[Waits]) -> Waits:
    whole = Waits()
    for part in parts:
        _add_up(whole.over, part.over)
        _add_up(whole.waiting, part.waiting)
        whole.in_time += part.in_time
        whole.late += part.late
    return whole


def _add_up(whole: dict[int, int], part: Mapping[int, int]) -> None:
    for days, count in part.items():
        whole[days] += count


def _line(area: Neighbourhood | None, waits: Waits) -> Line:
    if waits.total < FEWEST:
        return Line(area, waits.total)
    curve = waits.curve
    middle = median(curve)
    judged = waits.in_time + waits.late
    horizon = min(HORIZON, max([*waits.over, *waits.waiting])) if middle.day is None else None
    return Line(
        neighbourhood=area,
        total=waits.total,
        median=middle,
        mean=restricted_mean(curve, horizon) if horizon is not None else None,
        horizon=horizon,
        in_time=100 * waits.in_time / judged if judged >= FEWEST else None,
    )
