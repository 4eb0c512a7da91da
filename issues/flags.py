"""A word from somebody that a report is not right."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from issues.models import CommentFlag, Flag, Issue


@transaction.atomic
def flag_issue(*, identity: UUID, issue: Issue, reason: Flag.Reason, text: str) -> Flag:
    """Keep a flag once, however often it is sent. It hides nothing: a moderator looks at it."""
    locked = Issue.objects.select_for_update(no_key=True).get(pk=issue.pk)
    flag, _created = Flag.objects.get_or_create(
        id=identity, defaults=new_flag(reason, text) | {"issue": locked}
    )
    return flag


def new_flag(reason: Flag.Reason, text: str) -> dict[str, Any]:
    """Return the fields of a new flag on what the caller has locked.

    The lock lets flags come one by one, so that none with an earlier time appears after another.
    """
    return {"reason": reason, "text": text.strip(), "created_at": timezone.now()}


def handle(
    flags: QuerySet[Flag] | QuerySet[CommentFlag], *, at: datetime, until: datetime | None
) -> None:
    """Count open flags as handled.

    Args:
        flags: those of one report or comment, which the caller has locked.
        at: the time of the decision.
        until: when the newest one came that was looked at; later ones stay open. None: all.
    """
    waiting = flags.filter(handled_at=None)
    if until:
        waiting = waiting.filter(created_at__lte=until)
    waiting.update(handled_at=at)
