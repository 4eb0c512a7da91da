"""What waits, what came and what got done, mahalle by mahalle and month by month."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from issues.models import Category
from neighbourhoods.models import Neighbourhood
from planning.models import Ending, KeptDuration, KeptMonth
from planning.months import whole_months

YEAR = 12
"""Months, the last of them, that the table tells."""

FEWEST = 5
"""Closings or ratings below which no share is told."""

COUNTED = ("opened", "closed", "reopened", "rated", "satisfied")


@dataclass(frozen=True)
class Line:
    """A mahalle, or all (None): what waits now and for how many days half of it at least, and a year's work.

    Ratings are per cent; None where they would rest on too few.
    """

    neighbourhood: Neighbourhood | None
    waiting: int
    half_waits: int | None
    opened: int
    closed: int
    reopenings: int
    satisfied: int | None
    rated: int | None

    @property
    def change(self) -> int:
        """By how many the backlog grew in the year."""
        return self.opened + self.reopenings - self.closed

    @property
    def reopened(self) -> float | None:
        """Of a hundred that were closed, how many were opened again."""
        return 100 * self.reopenings / self.closed if self.closed >= FEWEST else None


@dataclass(frozen=True)
class Month:
    """What came and what was closed in a month, by its first day."""

    first: date
    opened: int
    closed: int


@dataclass(frozen=True)
class Workload:
    """The mahalle in the order of their names, the district, and the months of all or of the chosen one."""

    lines: list[Line]
    district: Line
    months: list[Month]
    until: datetime | None


def workload(group: Category | None, chosen: Neighbourhood | None) -> Workload:
    """Return the work of a group of categories (None: of all), as it was counted last."""
    until = KeptMonth.objects.aggregate(until=Max("until"))["until"]
    months = whole_months(timezone.localdate(until))
    of_group = _of(group)
    rows = KeptMonth.objects.filter(**of_group)
    counts = _counts(rows.filter(month__in=months[-YEAR:]))
    waits = KeptDuration.objects.filter(ending=Ending.CLOSING, is_over=False, **of_group)
    waiting = _waiting(waits)
    areas = list(Neighbourhood.objects.current().defer("boundary"))
    return Workload(
        lines=_ratings_hidden(
            [_line(area, waiting[area.code], counts[area.code]) for area in areas], group
        ),
        district=_ratings_hidden(
            [_line(None, _sum(waiting.values()), _sum(counts.values()))], group
        )[0],
        months=_months(rows, months, chosen),
        until=KeptDuration.objects.aggregate(until=Max("until"))["until"],
    )


def _of(group: Category | None) -> dict[str, Any]:
    """Return the condition of a group and its categories."""
    if group is None:
        return {}
    return {"category__in": Category.objects.with_children([group.slug])}


def _counts(rows: QuerySet[KeptMonth]) -> Mapping[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sums = rows.values_list("code").annotate(*(Sum(name) for name in COUNTED)).order_by()
    for code, *numbers in sums:
        counts[code].update(dict(zip(COUNTED, numbers, strict=True)))
    return counts


def _waiting(rows: QuerySet[KeptDuration]) -> Mapping[str, Counter[int]]:
    waiting: dict[str, Counter[int]] = defaultdict(Counter)
    for code, days, count in rows.values_list("code", "days").annotate(n=Sum("count")).order_by():
        waiting[code][days] = count
    return waiting


def _sum(parts: Iterable[Counter[Any]]) -> Counter[Any]:
    whole: Counter[Any] = Counter()
    for part in parts:
        whole.update(part)
    return whole


def _line(area: Neighbourhood | None, waiting: Counter[int], counts: Counter[str]) -> Line:
    return Line(
        neighbourhood=area,
        waiting=waiting.total(),
        half_waits=_median(waiting),
        opened=counts["opened"],
        closed=counts["closed"],
        reopenings=counts["reopened"],
        satisfied=round(100 * counts["satisfied"] / counts["rated"]) if counts["rated"] else None,
        rated=counts["rated"],
    )


def _median(waiting: Counter[int]) -> int | None:
    """Return the age that half of what waits has at least; None where nothing waits."""
    reached = 0
    for days in sorted(waiting, reverse=True):
        reached += waiting[days]
        if 2 * reached >= waiting.total():
            return days
    return None


def _ratings_hidden(lines: list[Line], group: Category | None) -> list[Line]:
    """Hide ratings that are of fewer than FEWEST, or that the others would give away by subtraction.

    By topic none are told: what all say less what each topic says would be one person's word.
    """
    shown = [] if group else [line for line in lines if (line.rated or 0) >= FEWEST]
    hidden = sum(line.rated or 0 for line in lines if line not in shown)
    if 0 < hidden < FEWEST and shown and not group:
        shown.remove(min(shown, key=lambda line: line.rated or 0))
    return [line if line in shown else replace(line, satisfied=None, rated=None) for line in lines]


def _months(
    rows: QuerySet[KeptMonth], months: list[int], chosen: Neighbourhood | None
) -> list[Month]:
    shown = rows.filter(code=chosen.code) if chosen else rows
    by_month = shown.filter(month__in=months).values_list("month")
    found = {
        month: (opened, closed)
        for month, opened, closed in by_month.annotate(o=Sum("opened"), c=Sum("closed")).order_by()
    }
    return [Month(date(m // 100, m % 100, 1), *found.get(m, (0, 0))) for m in months]
