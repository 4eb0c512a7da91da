"""Moments and days as programs write them (ISO 8601)."""

from datetime import UTC, date, datetime, tzinfo

from django.utils.dateparse import parse_date, parse_datetime

FIRST, LAST = 1, 9998
"""Years of which every moment is one in every zone."""


def moment_of(text: object, without_zone: tzinfo | None = None) -> datetime | None:
    """Return a moment in UTC; None where it is none, or has no zone and none is assumed.

    >>> moment_of("2026-01-31T15:00:00+03:00")
    datetime.datetime(2026, 1, 31, 12, 0, tzinfo=datetime.timezone.utc)
    """
    found = _parsed(text) if isinstance(text, str) and "T" in text.upper() else None
    zone = found.tzinfo or without_zone if found else None
    if found is None or zone is None:
        return None
    return found.replace(tzinfo=zone).astimezone(UTC)


def _parsed(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and FIRST < found.year <= LAST else None


def day_of(text: object) -> date | None:
    """Return a day like 2026-01-31, None where it is none.

    >>> day_of("2026-02-30")
    """
    try:
        found = parse_date(text) if isinstance(text, str) and "T" not in text.upper() else None
    except ValueError:
        return None
    return found if found and FIRST < found.year <= LAST else None
