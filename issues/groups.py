"""Counting who speaks, apart from what they say."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import F

from issues.models import Group, GroupCount

EVERYBODY = ""
"""The group of all who answered."""


def half_of(day: date) -> int:
    """Return the half-year of a day, as 20261 or 20262."""
    return day.year * 10 + (1 if day.month <= 6 else 2)


def half_before(half: int) -> int:
    """Return the half-year before one."""
    year, part = divmod(half, 10)
    return year * 10 + 1 if part == 2 else (year - 1) * 10 + 2


@transaction.atomic
def count_answer(*, code: str, groups: Collection[Group], day: date) -> None:
    """Add one who answered in a mahalle, and one to each of their groups."""
    for group in (EVERYBODY, *sorted(groups)):  # the first row keeps others of the mahalle waiting
        GroupCount.objects.update_or_create(
            half=half_of(day),
            code=code,
            group=group,
            is_sample=False,
            defaults={"count": F("count") + 1},
            create_defaults={"count": 1},
        )
