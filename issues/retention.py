"""How long everything personal is kept, by settings in days, and what erases it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import retention as accounts
from accounts.models import ErasureLog
from accounts.retention import BATCH, locked, log_erasure
from issues import history
from issues.groups import forget_answers
from issues.mine.erasure import ERASED, NOTHING_LEFT, blank_report
from issues.models import Comment, CommentFlag, Flag, Issue, Rating, Subscription, Visibility
from issues.querysets import IssueQuerySet
from places import retention as places

Kind = ErasureLog.Kind

REPORTS = 20
"""Reports that one transaction erases at most: nobody else reports before it ends."""

TAKEN_DOWN = [Visibility.REMOVED, Visibility.WITHDRAWN]

logger = logging.getLogger(__name__)


def tidy() -> None:
    """Erase whatever has been kept for as long as its setting says, and log how much it was.

    Raises:
        ExceptionGroup: what went wrong, after every other rule had its turn.
    """
    forget_answers(today=timezone.localdate())
    failures = []
    for rule in RULES:
        days = getattr(settings, rule.setting)
        if not days and rule.kind != Kind.SESSION:  # one that has ended is of no use
            continue
        try:
            _keep_to(rule, timezone.now() - timedelta(days=days))
        except Exception as failure:
            logger.exception("%s: not every %s was erased", rule.setting, rule.kind)
            failures.append(failure)
    if failures:
        raise ExceptionGroup("not everything was erased", failures)


def _keep_to(rule: "Rule", before: datetime) -> None:
    """Erase in batches, each in one transaction with its line in the log, until nothing is left."""
    log = None
    while True:
        with transaction.atomic():
            erased = rule.erase(before)
            log = log_erasure(kind=rule.kind, rule=rule.setting, count=erased, log=log)
        if not erased:
            return


def _batch(found: QuerySet[Any]) -> QuerySet[Any]:
    """Return a batch of the rows, locked."""
    chosen = [row.pk for row in locked(found, BATCH)]
    rows: QuerySet[Any] = found.model._default_manager.filter(pk__in=chosen)
    return rows


def _flag_texts(before: datetime) -> int:
    return _batch(Flag.objects.filter(handled_at__lt=before).exclude(text="")).update(text="")


def _comment_flag_texts(before: datetime) -> int:
    old = CommentFlag.objects.filter(handled_at__lt=before)
    return _batch(old.exclude(text="")).update(text="")


def _rating_texts(before: datetime) -> int:
    return _batch(Rating.objects.filter(rated_at__lt=before).exclude(text="")).update(text="")


def _held_comments(before: datetime) -> int:
    return _comments(Q(visibility=Visibility.HELD, created_at__lt=before))


def _taken_down_comments(before: datetime) -> int:
    """Erase comments that were taken down, themselves or with their report."""
    decided_at = Coalesce("reviewed_at", "created_at")
    themselves = Q(decided_at__lt=before, visibility=Visibility.REMOVED)
    lately = _history(of="issue_id").filter(pgh_created_at__gte=before)
    with_report = Q(~Exists(lately), created_at__lt=before, issue__visibility__in=TAKEN_DOWN)
    return _comments(themselves | with_report, decided_at=decided_at)


def _comments(condition: Q, **more: Coalesce) -> int:
    """Erase residents' comments whole; what the secretariat wrote stays."""
    chosen = _batch(Comment.objects.alias(**more).filter(condition, is_official=False))
    erased = chosen.count()
    chosen.delete()
    return erased


def _earlier_words(before: datetime) -> int:
    """Erase what a report said before it was edited, from its history."""
    now = Issue.objects.filter(
        pk=OuterRef("pgh_obj_id"), description=OuterRef("description"), spot=OuterRef("spot")
    )
    said_otherwise = (
        history.events().filter(~Exists(now), pgh_created_at__lt=before).exclude(description=ERASED)
    )
    chosen = list(said_otherwise.order_by("pgh_id").values_list("pk", flat=True)[:BATCH])
    with history.rewriting():
        return history.events().filter(pk__in=chosen).update(**NOTHING_LEFT)


def _never_published(before: datetime) -> int:
    shown = _history().filter(visibility=Visibility.PUBLIC)
    held = Issue.objects.filter(~Exists(shown), visibility=Visibility.HELD)
    return _reports(held, before)


def _taken_down(before: datetime) -> int:
    return _reports(Issue.objects.filter(visibility__in=TAKEN_DOWN), before)


def _reports(found: IssueQuerySet, before: datetime) -> int:
    """Erase words and photos of reports that nothing was changed of since then.

    All are locked before the first is written: the lock on counting, which every writer of reports
    takes after that of its row, comes with the first write.
    """
    changed = Exists(_history().filter(pgh_created_at__gte=before))
    old = found.filter(~changed, created_at__lt=before).exclude(description=ERASED)
    chosen = locked(old, REPORTS)
    for issue in chosen:
        blank_report(issue=issue, to=Visibility.REMOVED)
    return len(chosen)


def _history(*, of: str = "pk") -> QuerySet[Any]:
    """Return the events of the issue that a query around this one asks about, by its column `of`."""
    return history.events().filter(pgh_obj_id=OuterRef(of))


def _unconfirmed(before: datetime) -> int:
    late = Subscription.objects.filter(confirmed_at=None, created_at__lt=before).exclude(
        asked_at__gte=before
    )
    return _batch(late).delete()[0]


@dataclass(frozen=True)
class Rule:
    """What a setting erases; `erase` takes one batch from before a moment, and says how many."""

    kind: ErasureLog.Kind
    setting: str
    erase: Callable[[datetime], int]


RULES = [
    Rule(Kind.FLAG_TEXT, "RETAIN_FLAG_TEXTS", _flag_texts),
    Rule(Kind.FLAG_TEXT, "RETAIN_FLAG_TEXTS", _comment_flag_texts),
    Rule(Kind.FLAG_TEXT, "RETAIN_FLAG_TEXTS", places.erase_flag_texts),
    Rule(Kind.RATING, "RETAIN_FLAG_TEXTS", _rating_texts),
    Rule(Kind.COMMENT, "RETAIN_HELD", _held_comments),
    Rule(Kind.COMMENT, "RETAIN_TAKEN_DOWN", _taken_down_comments),
    Rule(Kind.REPORT, "RETAIN_HELD", _never_published),
    Rule(Kind.REPORT, "RETAIN_TAKEN_DOWN", _taken_down),
    Rule(Kind.REPORT, "RETAIN_TAKEN_DOWN", _earlier_words),
    Rule(Kind.PLACE, "RETAIN_HELD", places.erase_held_conditions),
    Rule(Kind.PLACE, "RETAIN_HELD", places.erase_held_nominations),
    Rule(Kind.PLACE, "RETAIN_TAKEN_DOWN", places.erase_conditions_taken_down),
    Rule(Kind.PLACE, "RETAIN_TAKEN_DOWN", places.erase_nominations_taken_down),
    Rule(Kind.PLACE, "RETAIN_TAKEN_DOWN", places.erase_earlier_words),
    Rule(Kind.ADDRESS, "RETAIN_UNCONFIRMED", _unconfirmed),
    Rule(Kind.ACCOUNT, "RETAIN_UNCONFIRMED", accounts.erase_accounts_never_entered),
    Rule(Kind.ACCOUNT, "RETAIN_UNUSED_ACCOUNTS", accounts.erase_unused_accounts),
    Rule(Kind.SESSION, "RETAIN_SESSIONS", accounts.erase_ended_sessions),
]
"""In this order, every night; what was said below something before that itself, of
which an erasure is a change."""
