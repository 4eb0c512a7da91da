"""Support ("ben de"): a neighbour says that an issue is theirs, too, instead of a second pin."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions import RefusedError
from issues.models import OPEN, Issue, PublicIssue, Support, Visibility


@transaction.atomic
def support(*, issue: PublicIssue, supporter: UUID) -> int:
    """Count one more supporter, once however often it is said.

    Returns:
        How many support the issue now.

    Raises:
        RefusedError: the issue is closed, or no longer public.
    """
    known = Issue.objects.select_for_update(no_key=True).get(number=issue.number)
    if known.visibility != Visibility.PUBLIC:
        raise RefusedError(_("This report is not shown any more."))
    if known.status not in OPEN:
        raise RefusedError(
            _("This report is closed. If the problem is back, please report it anew.")
        )
    Support.objects.get_or_create(issue=known, supporter=supporter)
    return supporters(issue)


@transaction.atomic
def withdraw_support(*, issue: PublicIssue, supporter: UUID) -> int:
    """Take a support back, if there was one. Returns how many support the issue now."""
    Support.objects.filter(issue__number=issue.number, supporter=supporter).delete()
    return supporters(issue)


def supported_among(*, issues: Iterable[PublicIssue], supporter: UUID | None) -> set[int]:
    """Return the numbers of those issues that this phone supports."""
    numbers = [issue.number for issue in issues]
    if supporter is None or not numbers:
        return set()
    said = Support.objects.filter(supporter=supporter, issue__number__in=numbers)
    return set(said.values_list("issue__number", flat=True))


def supporters(issue: PublicIssue) -> int:
    """Return how many support an issue at this moment; 0 where it is not public any more."""
    counts = PublicIssue.objects.filter(number=issue.number)
    return counts.values_list("support_count", flat=True).first() or 0
