"""The reports of a mahalle by month, and whether the last whole month was out of the ordinary."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from analysis.trend import Expected, expected_share
from issues.cells import COARSE
from issues.models import PublicCell
from issues.periods import Span, first_day
from issues.querysets import ANY_STATUS, EVERY_CATEGORY

SHOWN = 24
"""Whole months, the last one before this one."""

YEAR = 12
"""Months, the last of them, that are told as a year."""

WIDTH, HEIGHT, GAP = 300, 80, 2


@dataclass(frozen=True)
class Bar:
    """A month: its first day, how many reports, and its bar in the drawing (y downwards)."""

    month: date
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Months:
    """The months of a mahalle, oldest first, and what the last one would have been by its share."""

    bars: list[Bar]
    expected: Expected | None

    @property
    def last(self) -> Bar:
        """The last whole month."""
        return self.bars[-1]

    @property
    def is_more(self) -> bool:
        """Whether more came than is usual."""
        return self.expected is not None and self.last.count > self.expected.limits.upper

    @property
    def is_less(self) -> bool:
        """Whether less came than is usual."""
        return self.expected is not None and self.last.count < self.expected.limits.lower


def months_of(neighbourhood: int) -> Months | None:
    """Return the months of a mahalle, by its key; None where it had no report in any. Asks one query."""
    periods = whole_months(timezone.localdate())
    rows = PublicCell.objects.filter(
        level=COARSE, category_id=EVERY_CATEGORY, status=ANY_STATUS, period__in=periods
    ).values_list("neighbourhood_id", "period")
    own: dict[int, int] = defaultdict(int)
    together: dict[int, int] = defaultdict(int)
    for area, period, count in rows.annotate(n=Sum("count")):
        together[period] += count
        if area == neighbourhood:
            own[period] += count
    if not any(own.values()):
        return None
    expected = expected_share([own[p] for p in periods], [together[p] for p in periods])
    return Months(_bars(periods, own), expected)


def whole_months(today: date) -> list[int]:
    """Return the last whole months before a day, oldest first, as periods."""
    last = today.replace(day=1) - timedelta(days=1)
    first = date(last.year - SHOWN // 12, last.month, 1) + timedelta(days=32)
    return Span(first.replace(day=1), last).months()


def _bars(periods: list[int], counts: Mapping[int, int]) -> list[Bar]:
    most = max(counts.values())
    width = WIDTH / len(periods)
    bars = []
    for at, period in enumerate(periods):
        height = HEIGHT * counts[period] / most
        bars.append(
            Bar(
                first_day(period),
                counts[period],
                round(at * width + GAP / 2, 1),
                round(HEIGHT - height, 1),
                round(width - GAP, 1),
                round(height, 1),
            )
        )
    return bars
