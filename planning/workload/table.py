"""What waits, what came and what got done, mahalle by mahalle and month by month."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from issues.models import Category
from issues.periods import first_day
from neighbourhoods.models import Neighbourhood
from planning.models import Ending, KeptDuration, KeptMonth
from planning.months import YEAR, whole_months

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
    """Return the work of a group of categories (None: of all), as it was counted last.

    Of a group no ratings are told: what all say less what each group says could be one person's word.
    """
    until = KeptDuration.objects.aggregate(until=Max("until"))["until"]
    months = whole_months(timezone.localdate(until))
    of_group = _of(group)
    rows = KeptMonth.objects.filter(**of_group)
    counts = _counts(rows.filter(month__in=months[-YEAR:]))
    waits = KeptDuration.objects.filter(ending=Ending.CLOSING, is_over=False, **of_group)
    waiting = _waiting(waits)
    areas = list(Neighbourhood.objects.current().defer("boundary"))
    rated = set() if group else _with_ratings(counts)
    everything = _sum(counts.values())
    all_rated = everything["rated"] >= FEWEST
    return Workload(
        lines=[
            _line(area, waiting[area.code], counts[area.code], tell_ratings=area.code in rated)
            for area in areas
        ],
        district=_line(
            None, _sum(waiting.values()), everything, tell_ratings=all_rated and group is None
        ),
        months=_months(rows, months, chosen),
        until=until,
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


def _line(
    area: Neighbourhood | None, waiting: Counter[int], counts: Counter[str], *, tell_ratings: bool
) -> Line:
    return Line(
        neighbourhood=area,
        waiting=waiting.total(),
        half_waits=_median(waiting),
        opened=counts["opened"],
        closed=counts["closed"],
        reopenings=counts["reopened"],
        satisfied=round(100 * counts["satisfied"] / counts["rated"]) if tell_ratings else None,
        rated=counts["rated"] if tell_ratings else None,
    )


def _median(waiting: Counter[int]) -> int | None:
    """Return the age that half of what waits has at least; None where nothing waits."""
    reached = 0
    for days in sorted(waiting, reverse=True):
        reached += waiting[days]
        if 2 * reached >= waiting.total():
            return days
    return None


def _with_ratings(counts: Mapping[str, Counter[str]]) -> set[str]:
    """Return the codes of the mahalle whose ratings are told.

    Not those of fewer than FEWEST; and where those together are so few that all others would give them away by
    subtraction from the district, not the fewest of the others either.
    """
    rated = {code: of["rated"] for code, of in counts.items() if of["rated"]}
    told = {code for code, number in rated.items() if number >= FEWEST}
    hidden = sum(number for code, number in rated.items() if code not in told)
    if told and 0 < hidden < FEWEST:
        told.remove(min(told, key=lambda code: (rated[code], code)))
    return told


def _months(
    rows: QuerySet[KeptMonth], months: list[int], chosen: Neighbourhood | None
) -> list[Month]:
    shown = rows.filter(code=chosen.code) if chosen else rows
    by_month = shown.filter(month__in=months).values_list("month")
    found = {
        month: (opened, closed)
        for month, opened, closed in by_month.annotate(o=Sum("opened"), c=Sum("closed")).order_by()
    }
    return [Month(first_day(m), *found.get(m, (0, 0))) for m in months]
