"""Counting who speaks, apart from what they say."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from issues.models import Group, GroupAnswer, GroupCount

EVERYBODY = ""
"""The group of all who answered."""


def half_of(day: date) -> int:
    """Return the half-year of a day, as 20261 or 20262."""
    return day.year * 10 + (1 if day.month <= 6 else 2)


def begin_of_half(day: date) -> datetime:
    """Return the first moment of the half-year of a day."""
    first = day.replace(month=1 if day.month <= 6 else 7, day=1)
    return timezone.make_aware(datetime.combine(first, time.min))


def half_before(half: int) -> int:
    """Return the half-year before one."""
    year, part = divmod(half, 10)
    return year * 10 + 1 if part == 2 else (year - 1) * 10 + 2


@transaction.atomic
def count_answer(*, code: str, groups: Collection[Group], day: date) -> None:
    """Add one who answered in a mahalle, and one to each of their groups.

    The rows of all groups are written anew, so that which of them were written last tells nothing.
    """
    for group in (EVERYBODY, *Group.values):  # the first row keeps others of the mahalle waiting
        more = int(group == EVERYBODY or group in groups)
        GroupCount.objects.update_or_create(
            half=half_of(day),
            code=code,
            group=group,
            is_sample=False,
            defaults={"count": F("count") + more},
            create_defaults={"count": more},
        )


def forget_answers(*, today: date) -> int:
    """Forget whose report was answered for in half-years that are over. Returns how many."""
    old = GroupAnswer.objects.filter(issue__created_at__lt=begin_of_half(today))
    forgotten, _by_model = old.delete()
    return forgotten
