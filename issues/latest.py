"""What happened last: issues by their newest step, for feeds and e-mails."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from issues.filters import IssueFilter
from issues.models import PublicChange, PublicIssue, Subscription
from issues.querysets import PublicIssueQuerySet

HOW_MANY = 50
"""Entries of a feed, and issues of a daily e-mail."""


LATE_COMMITS = timedelta(minutes=15)
"""No transaction of a person is open for longer: what is older than this has been written."""


@dataclass(frozen=True)
class Update:
    """A public issue with the steps it has taken, the oldest first."""

    issue: PublicIssue
    changes: list[PublicChange]


@dataclass(frozen=True)
class Digest:
    """What there is to tell of a time: HOW_MANY updates at most, and how many more there were."""

    updates: list[Update]
    more: int
    until: datetime

    @property
    def total(self) -> int:
        """How many issues there was news of."""
        return len(self.updates) + self.more


def latest_updates(asked: IssueFilter) -> list[Update]:
    """Return the HOW_MANY issues under a filter of which there was news last, the newest first."""
    return _latest(PublicIssue.objects.matching(asked))


def followed_since(subscription: Subscription, since: datetime) -> Digest:
    """Return what there was to learn since, up to LATE_COMMITS ago, of what somebody follows."""
    until = max(since, timezone.now() - LATE_COMMITS)
    news = PublicIssue.objects.followed_by(subscription).filter(
        updated_at__gte=since, updated_at__lt=until
    )
    updates = _latest(news)
    return Digest(updates, news.count() - len(updates), until)


def _latest(public: PublicIssueQuerySet) -> list[Update]:
    newest = public.order_by("-updated_at", "-number").values_list("number", flat=True)
    updates = updates_of(list(newest[:HOW_MANY]))
    return sorted(updates, key=lambda u: (u.issue.updated_at, u.issue.number), reverse=True)


def updates_of(numbers: Iterable[int]) -> list[Update]:
    """Return public issues with their steps, in two queries; what is not public is left out."""
    issues = PublicIssue.objects.filter(number__in=numbers).select_related(
        "category", "neighbourhood"
    )
    steps = defaultdict(list)
    for change in PublicChange.objects.filter(issue__in=numbers):
        steps[change.issue_id].append(change)
    return [Update(issue, steps[issue.number]) for issue in issues]
