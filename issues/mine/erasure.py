"""Erasing what somebody reported, and all that is stored about them. No request in here."""

from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import is_kept
from accounts.kept import forget_said
from accounts.models import ErasureLog, User
from accounts.retention import log_erasure
from issues import actions, history
from issues.models import (
    ClientReport,
    Issue,
    ModerationStep,
    Rating,
    Reporter,
    Subscription,
    Support,
    Visibility,
)
from issues.photos import remove_photo

ERASED = "[bildiren, yazdıklarını sildi]"
"""What stands where a description was; one for all languages, as in the history."""

NOTHING_LEFT: dict[str, Any] = {"description": ERASED, "spot": "", "answers": {}}
"""By column of an issue, and of its history: what is left of a reporter's own words."""


class Rest(models.TextChoices):
    """What becomes of a report whose reporter erases what they wrote."""

    FACELESS = "faceless", _("It stays on the map without my words and photos")
    GONE = "gone", _("It is taken off the map, too")


@transaction.atomic
def erase_report(*, issue: Issue, rest: Rest) -> None:
    """Erase a report because its reporter asks for it."""
    blank_report(issue=issue, to=Visibility.WITHDRAWN if rest is Rest.GONE else None)
    log_erasure(kind=ErasureLog.Kind.REPORT, rule=ErasureLog.ASKED, count=1)


@transaction.atomic
def blank_report(*, issue: Issue, to: Visibility | None) -> None:
    """Erase the words and photos of a report, here and in its history, and who reported it.

    What the secretariat answered stays. The photos' files are gone with the commit. `to` is who sees
    the rest from now on, None where that stays as it is. What was taken back stays taken back; a
    duplicate goes on leading to the other report.
    """
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    ModerationStep.objects.create(
        issue=locked, action=ModerationStep.Action.ERASED, from_visibility=locked.visibility
    )
    if to and locked.visibility != Visibility.WITHDRAWN and not locked.duplicate_of_id:
        actions.change_visibility(issue=locked, to=to)
    Issue.objects.filter(pk=locked.pk).update(**NOTHING_LEFT)
    events = history.events().filter(pgh_obj_id=locked.pk)
    with history.rewriting():
        events.update(**NOTHING_LEFT, location=locked.location)
    ClientReport.objects.filter(issue=locked).update(own_id="")
    for photo in locked.photos.all():
        remove_photo(photo=photo)
    Rating.objects.filter(change__issue=locked).update(text="")
    locked.flags.update(text="")  # which may repeat what stood there
    locked.hold_reasons.all().delete()
    reporter = Reporter.objects.select_related("user").filter(issue=locked).first()
    if reporter:
        Subscription.objects.of(reporter.user).filter(issue=locked).delete()
        reporter.delete()


@transaction.atomic
def erase_everything(*, user: User, phone: UUID | None, rest: Rest) -> None:
    """Erase all that is stored about somebody, their account last, and end their sessions.

    Said twice, it is one. A report that is being sent meanwhile is erased, too, or is nobody's.

    Args:
        user: whose account and reports it is.
        phone: the random id of the phone at hand, whose support is withdrawn; None for none.
        rest: what becomes of their reports.
    """
    if not is_kept(user=user):
        return
    # All rows first: the lock on counting comes with the first write, and others take it last.
    for issue in list(Issue.objects.of(user).order_by("pk").select_for_update(of=("self",))):
        erase_report(issue=issue, rest=rest)
    Subscription.objects.of(user).delete()
    if phone:
        Support.objects.filter(supporter=phone).delete()
        forget_said(phone)
    _end_sessions(user)
    user.delete()
    log_erasure(kind=ErasureLog.Kind.ACCOUNT, rule=ErasureLog.ASKED, count=1)


def _end_sessions(user: User) -> None:
    """Delete the sessions of an account; which are its own stands inside them alone."""
    lasting = Session.objects.filter(expire_date__gt=timezone.now())
    known = str(user.pk)
    own = [s.pk for s in lasting.iterator() if s.get_decoded().get("_auth_user_id") == known]
    Session.objects.filter(pk__in=own).delete()
