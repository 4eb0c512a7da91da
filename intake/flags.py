"""What is done alike with everybody's word that something is not right, whatever it is about."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone


def new_flag(reason: str, text: str) -> dict[str, Any]:
    """Return the fields of a new flag on what the caller has locked.

    The lock lets flags come one by one, so that none with an earlier time appears after another.
    """
    return {"reason": reason, "text": text.strip(), "created_at": timezone.now()}


def handle(flags: QuerySet[Any], *, at: datetime, until: datetime | None) -> int:
    """Count open flags as handled. Returns how many.

    Args:
        flags: those of one thing, which the caller has locked.
        at: the time of the decision.
        until: when the newest one came that was looked at; later ones stay open. None: all.
    """
    waiting = flags.filter(handled_at=None)
    if until:
        waiting = waiting.filter(created_at__lte=until)
    return waiting.update(handled_at=at)
