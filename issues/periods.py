"""Days, months and all time: how a span of days is put together from what the cells keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ALL_TIME = 0


@dataclass(frozen=True)
class Span:
    """Days from first to last, both inclusive; empty where last is before first."""

    first: date
    last: date

    def days(self) -> list[date]:
        """Return every day."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def months(self) -> list[int]:
        """Return the months that lie wholly inside, like 202611."""
        return [_month(d) for d in self._whole_months()]

    def edge_days(self) -> list[date]:
        """Return the days that are in no whole month."""
        inside = set(self.months())
        return [day for day in self.days() if _month(day) not in inside]

    def _whole_months(self) -> Iterator[date]:
        if self.last < self.first:
            return
        first = self.first if self.first.day == 1 else _next_month(self.first)
        while (after := _next_month(first)) <= self.last + timedelta(days=1):
            yield first
            first = after


def day_period(day: date) -> int:
    """Return a day as a period, like 20261122."""
    return _month(day) * 100 + day.day


def first_day(period: int) -> date:
    """Return the first day of a month, like 202611."""
    return date(period // 100, period % 100, 1)


def last_day(period: int) -> date:
    """Return the last day of a month.

    >>> last_day(202402)
    datetime.date(2024, 2, 29)
    """
    return _next_month(first_day(period)) - timedelta(days=1)


def _month(day: date) -> int:
    return day.year * 100 + day.month


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
