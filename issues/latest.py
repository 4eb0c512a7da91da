"""What happened last: issues by their newest step, for feeds and e-mails."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from issues.filters import IssueFilter
from issues.models import PublicIssue, StatusChange, Subscription
from issues.querysets import PublicIssueQuerySet

HOW_MANY = 50
"""Entries of a feed, and issues of a daily e-mail."""


@dataclass(frozen=True)
class Update:
    """A public issue with the steps it has taken, the oldest first."""

    issue: PublicIssue
    changes: list[StatusChange]

    @property
    def updated_at(self) -> datetime:
        """When the last thing happened to it."""
        return self.changes[-1].changed_at if self.changes else self.issue.reported_at


def latest_updates(asked: IssueFilter) -> list[Update]:
    """Return the HOW_MANY issues under a filter that were reported or changed last, the newest first."""
    return _latest(PublicIssue.objects.matching(asked), StatusChange.objects.all())


def followed_since(subscription: Subscription, since: datetime) -> list[Update]:
    """Return what somebody follows and was reported or changed since, HOW_MANY at most, the newest first."""
    followed = PublicIssue.objects.followed_by(subscription)
    changes = StatusChange.objects.filter(changed_at__gte=since)
    return [u for u in _latest(followed, changes) if u.updated_at >= since]


def _latest(public: PublicIssueQuerySet, changes: QuerySet[StatusChange]) -> list[Update]:
    reported = public.newest_first().values_list("number", flat=True)[:HOW_MANY]
    changed = (
        changes.filter(issue__number__in=public.values("number"))
        .order_by("-changed_at")
        .values_list("issue__number", flat=True)[:HOW_MANY]
    )
    updates = updates_of({*reported, *changed})
    return sorted(updates, key=lambda update: update.updated_at, reverse=True)[:HOW_MANY]


def updates_of(numbers: Iterable[int]) -> list[Update]:
    """Return public issues with their steps, in two queries; what is not public is left out."""
    issues = PublicIssue.objects.filter(number__in=numbers).select_related(
        "category", "neighbourhood"
    )
    steps = defaultdict(list)
    found = StatusChange.objects.filter(issue__number__in=numbers).select_related("issue")
    for change in found.only("to_status", "note", "changed_at", "issue__number"):
        steps[change.issue.number].append(change)
    return [Update(issue, steps[issue.number]) for issue in issues]
