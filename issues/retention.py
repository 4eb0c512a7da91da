"""How long everything personal is kept, by settings in days, and what erases it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts import retention as accounts
from accounts.models import ErasureLog
from accounts.retention import BATCH, log_erasure
from issues import history
from issues.mine.erasure import ERASED, Rest, blank_report
from issues.models import Flag, Issue, Subscription, Visibility
from issues.querysets import IssueQuerySet

Kind = ErasureLog.Kind


def tidy() -> None:
    """Erase whatever has been kept for as long as its setting says, and log how much it was."""
    for rule in RULES:
        days = getattr(settings, rule.setting)
        if days:
            log_erasure(kind=rule.kind, rule=rule.setting, count=_erased(rule, days))


def _erased(rule: "Rule", days: int) -> int:
    """Erase in batches, each a transaction of its own, until nothing is left to erase."""
    before = timezone.now() - timedelta(days=days)
    total = 0
    while erased := rule.erase(before):
        total += erased
    return total


@transaction.atomic
def _flag_texts(before: datetime) -> int:
    old = Flag.objects.filter(handled_at__lt=before).exclude(text="")
    chosen = list(old.values_list("pk", flat=True)[:BATCH])
    return Flag.objects.filter(pk__in=chosen).update(text="")


def _never_published(before: datetime) -> int:
    shown = _history().filter(visibility=Visibility.PUBLIC)
    held = Issue.objects.filter(~Exists(shown), visibility=Visibility.HELD)
    return _reports(held, before)


def _taken_down(before: datetime) -> int:
    return _reports(Issue.objects.filter(visibility=Visibility.REMOVED), before)


@transaction.atomic
def _reports(found: IssueQuerySet, before: datetime) -> int:
    """Erase words and photos of reports that nothing was changed of since then."""
    changed = Exists(_history().filter(pgh_created_at__gte=before))
    old = found.filter(~changed, created_at__lt=before).exclude(description=ERASED)
    chosen = list(old.order_by("pk")[:BATCH])
    for issue in chosen:
        blank_report(issue=issue, rest=Rest.GONE)
    return len(chosen)


def _history() -> QuerySet[Any]:
    """Return the events of the issue that a query around this one asks about."""
    return history.events().filter(pgh_obj_id=OuterRef("pk"))


@transaction.atomic
def _unconfirmed(before: datetime) -> int:
    late = Subscription.objects.filter(confirmed_at=None, created_at__lt=before).exclude(
        asked_at__gte=before
    )
    chosen = list(late.values_list("pk", flat=True)[:BATCH])
    return Subscription.objects.filter(pk__in=chosen).delete()[0]


@dataclass(frozen=True)
class Rule:
    """What a setting erases; `erase` takes one batch from before a moment, and says how many."""

    kind: ErasureLog.Kind
    setting: str
    erase: Callable[[datetime], int]


RULES = [
    Rule(Kind.FLAG_TEXT, "RETAIN_FLAG_TEXTS", _flag_texts),
    Rule(Kind.REPORT, "RETAIN_HELD", _never_published),
    Rule(Kind.REPORT, "RETAIN_TAKEN_DOWN", _taken_down),
    Rule(Kind.ADDRESS, "RETAIN_UNCONFIRMED", _unconfirmed),
    Rule(Kind.ACCOUNT, "RETAIN_UNCONFIRMED", accounts.erase_accounts_never_entered),
    Rule(Kind.ACCOUNT, "RETAIN_UNUSED_ACCOUNTS", accounts.erase_unused_accounts),
    Rule(Kind.SESSION, "RETAIN_SESSIONS", accounts.erase_ended_sessions),
]
"""In this order, every night."""
