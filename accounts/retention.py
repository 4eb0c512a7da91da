"""How long what concerns accounts is kept, and the log of what was erased."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.kept import without_reason
from accounts.models import ErasureLog, User

BATCH = 500
"""Rows that one transaction erases at most."""


def log_erasure(
    *, kind: ErasureLog.Kind, rule: str, count: int, log: ErasureLog | None = None
) -> ErasureLog | None:
    """Note that something was erased, without a word about whose it was; nothing is no note.

    Args:
        kind: what.
        rule: the setting that asked for it, or ErasureLog.ASKED.
        count: how many rows.
        log: the note of an earlier batch, to which this one is added.
    """
    if not count:
        return log
    if log is None:
        return ErasureLog.objects.create(kind=kind, rule=rule, count=count)
    ErasureLog.objects.filter(pk=log.pk).update(count=F("count") + count)
    return log


def locked(found: QuerySet[Any], most: int) -> list[Any]:
    """Return some of the rows, which nobody changes any more before the transaction ends.

    Those that somebody is changing now are left for another night.
    """
    in_order = found.order_by("pk").select_for_update(of=("self",), skip_locked=True)
    return list(in_order[:most])


@transaction.atomic
def erase_ended_sessions(_before: datetime) -> int:
    """Erase sessions that have ended; how long one lasts is decided when it begins."""
    ended = Session.objects.filter(expire_date__lt=timezone.now()).values("pk")[:BATCH]
    return Session.objects.filter(pk__in=list(ended.values_list("pk", flat=True))).delete()[0]


def erase_accounts_never_entered(before: datetime) -> int:
    """Erase accounts for which a code was asked and nobody came in with it."""
    return _erase_accounts(last_login=None, date_joined__lt=before)


def erase_unused_accounts(before: datetime) -> int:
    """Erase accounts that nobody used any more; what was reported from them is nobody's then."""
    return _erase_accounts(last_login__lt=before)


@transaction.atomic
def _erase_accounts(**condition: datetime | None) -> int:
    """Erase some accounts of residents; the staff's are ended by people."""
    residents = User.objects.filter(is_staff=False, **condition)
    locked = without_reason(residents).select_for_update(
        of=("self",), skip_locked=True
    )  # who comes in just now stays
    chosen = list(locked.values_list("pk", flat=True)[:BATCH])
    User.objects.filter(pk__in=chosen).delete()
    return len(chosen)
