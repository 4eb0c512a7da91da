"""Calling a report one's own."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import is_kept
from accounts.models import User
from issues.actions import RefusedError
from issues.models import Issue, Reporter


@transaction.atomic
def claim(*, issue: Issue, by: User) -> None:
    """Join an older report to the account of somebody who knows its id; again is the same.

    Raises:
        RefusedError: it belongs to another account, or this one was erased meanwhile.
    """
    if not is_kept(user=by):
        raise RefusedError(_("This account was erased."))
    reporter, _is_new = Reporter.objects.get_or_create(issue=issue, defaults={"user": by})
    if reporter.user_id != by.pk:
        raise RefusedError(_("This report belongs to another account."))
