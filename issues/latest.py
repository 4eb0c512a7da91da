"""What happened last: issues by their newest step, for feeds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from issues.filters import IssueFilter
from issues.models import PublicIssue, StatusChange

HOW_MANY = 50
"""Entries of a feed."""


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
    public = PublicIssue.objects.matching(asked)
    reported = public.newest_first().values_list("number", flat=True)[:HOW_MANY]
    changed = (
        StatusChange.objects.filter(issue__number__in=public.values("number"))
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
