"""What reporters do to their reports: keyword-only, one transaction each, no request.

Each `no_…` returns the sentence that says why something cannot be done, "" where it can: the page asks
them what to offer, the actions ask them again with the row locked.
"""

from collections.abc import Callable, Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from issues import actions, blurring, placing
from issues.groups import begin_of_half, count_answer
from issues.models import (
    CLOSED,
    Category,
    Group,
    GroupAnswer,
    HoldReason,
    Issue,
    ModerationStep,
    Precision,
    Rating,
    Reporter,
    Status,
    StatusChange,
    Visibility,
)
from issues.placing import places_near
from places.models import PublicPlace

OWN_STEPS = [
    ModerationStep.Action.EDITED,
    ModerationStep.Action.PHOTO_ADDED,
    ModerationStep.Action.BLURRED,
]
"""After these a report is still its reporter's alone; what a moderator did is not written over."""


def no_edit(issue: Issue) -> str:
    """Say why the reporter cannot edit a report: it is hidden, erased, handled, or too old."""
    if over := _over(issue):
        return over
    if issue.is_erased:
        return actions.said_of_erased()
    if issue.status != Status.NEW or issue.moderation_steps.exclude(action__in=OWN_STEPS).exists():
        return _("The secretariat has looked at this report, so it cannot be edited any more.")
    if timezone.now() > issue.created_at + timedelta(minutes=settings.EDIT_MINUTES):
        return ngettext(
            "A report can be edited for %(minutes)d minute.",
            "A report can be edited for %(minutes)d minutes.",
            settings.EDIT_MINUTES,
        ) % {"minutes": settings.EDIT_MINUTES}
    return ""


def no_withdrawal(issue: Issue) -> str:
    """Say why the reporter cannot take a report back: it is hidden or closed."""
    if over := _over(issue):
        return over
    return _("This report is closed.") if issue.status in CLOSED else ""


def no_blurring(issue: Issue) -> str:
    """Say why the reporter cannot have the pin moved to the street: the report is over, or it cannot be done."""
    return _over(issue) or blurring.no_blurring(issue)


def no_reopening(issue: Issue) -> str:
    """Say why the reporter cannot reopen a report: it is not public, open, or closed long ago."""
    if hidden := _hidden(issue):
        return hidden
    if issue.closed_at is None:
        return _("This report is open.")
    if timezone.now() > issue.closed_at + timedelta(days=settings.REOPEN_DAYS):
        return ngettext(
            "A report can be reopened for %(days)d day. If the problem is back, please report it anew.",
            "A report can be reopened for %(days)d days. If the problem is back, please report it anew.",
            settings.REOPEN_DAYS,
        ) % {"days": settings.REOPEN_DAYS}
    return ""


def no_rating(issue: Issue) -> str:
    """Say why the reporter cannot rate the outcome: there is none yet, or it is not public."""
    if hidden := _hidden(issue):
        return hidden
    return "" if closing(issue) else _("This report is open.")


def no_placing(issue: Issue) -> str:
    """Say why a report is not about a place: it is over, or none is near. One that waits can be."""
    if over := _over(issue):
        return over
    return "" if places_near(issue).exists() else _("There is no place of the register near it.")


def no_groups(issue: Issue) -> str:
    """Say why the reporter cannot be counted: the report is not public, of an earlier half-year, or they were."""
    if hidden := _hidden(issue):
        return hidden
    begin = begin_of_half(timezone.localdate())
    if issue.created_at < begin:
        return _("The half-year of this report is over: its sums change no more.")
    of_the_account = Q(
        issue__reporter__user__in=Reporter.objects.filter(issue=issue).values("user"),
        issue__created_at__gte=begin,
    )
    if GroupAnswer.objects.filter(Q(issue=issue) | of_the_account).exists():
        return said_already()
    return ""


def said_already() -> str:
    """Say why somebody is not counted again."""
    return _("You have said who you are already: everybody is counted once in half a year.")


@transaction.atomic
def edit(*, issue: Issue, description: str, spot: str, category: Category) -> None:
    """Write a report anew, which is read by the program as a new one is.

    What needs a look is held. What was held stays so, even if the program finds nothing any more.

    Raises:
        RefusedError: too late, or a text that must be there is missing; nothing is changed.
    """
    locked = _locked(issue, no_edit)
    description, spot = description.strip(), spot.strip()
    _refuse_nothing(locked, description, spot)
    if (description, spot, category.pk) == (locked.description, locked.spot, locked.category_id):
        return
    before = locked.visibility
    locked.description, locked.spot, locked.category = description, spot, category
    reasons = actions.reasons_to_hold(
        issue_id=locked.pk, description=description, spot=spot, answers=locked.answers
    )
    if reasons:
        locked.visibility = Visibility.HELD
    locked.save(update_fields=["description", "spot", "category", "visibility"])
    locked.hold_reasons.all().delete()
    HoldReason.objects.bulk_create(reasons)
    _record(locked, ModerationStep.Action.EDITED, before=before)


@transaction.atomic
def withdraw(*, issue: Issue) -> None:
    """Take a report back: from this commit on it is in no page, number or file.

    Said twice, it is one. Nobody else can publish it again.

    Raises:
        RefusedError: it is closed, joined with another, or taken down.
    """
    locked = _locked(issue, lambda row: "" if _is_withdrawn(row) else no_withdrawal(row))
    if _is_withdrawn(locked):
        return
    before = locked.visibility
    actions.change_visibility(issue=locked, to=Visibility.WITHDRAWN)
    _record(locked, ModerationStep.Action.WITHDRAWN, before=before)


@transaction.atomic
def blur(*, issue: Issue) -> None:
    """Have the pin moved from a door to the street.

    Raises:
        RefusedError: the report is over, or the pin is no point, or on the street already.
    """
    locked = _locked(issue, no_blurring)
    blurring.blur(issue=locked)
    _record(locked, ModerationStep.Action.BLURRED, before=locked.visibility)


@transaction.atomic
def tie(*, issue: Issue, place: PublicPlace | None) -> None:
    """Say which place near by a report is about, or that it is about none.

    Raises:
        RefusedError: the report is over, or the place is not near it.
    """
    placing.tie(issue=_locked(issue, no_placing), place=place)


@transaction.atomic
def reopen(*, issue: Issue) -> None:
    """Say that a closed report is not solved: it is open again and waits at the desk as new.

    Raises:
        RefusedError: it is open, not public, or closed too long ago.
    """
    locked = _locked(issue, no_reopening)
    with override(settings.LANGUAGE_CODE):  # the note is one for all languages
        note = _("The reporter says that it is not solved.")
    actions.change_status(issue=locked, to=Status.ACKNOWLEDGED, note=note)
    _record(locked, ModerationStep.Action.REOPENED, before=locked.visibility)
    Issue.objects.filter(pk=locked.pk).update(reviewed_at=None)


@transaction.atomic
def rate(*, issue: Issue, score: Rating.Score, text: str) -> Rating:
    """Keep how satisfied the reporter is with the last closing; said again, the newer word counts.

    Raises:
        RefusedError: the report is open, or not public.
    """
    locked = _locked(issue, no_rating)
    given = {"score": score, "text": text.strip(), "rated_at": timezone.now()}
    rating, _is_new = Rating.objects.update_or_create(change=closing(locked), defaults=given)
    return rating


@transaction.atomic
def say_groups(*, issue: Issue, groups: Collection[Group]) -> None:
    """Count the reporter among groups, apart from the report; of none of them there are none.

    Raises:
        RefusedError: the report is not public, its half-year is over, or its reporter was counted.
    """
    locked = _locked(issue, no_groups)
    GroupAnswer.objects.create(issue=locked)
    code = locked.neighbourhood.code if locked.neighbourhood else ""
    count_answer(code=code, groups=groups, day=timezone.localdate())


def closing(issue: Issue) -> StatusChange | None:
    """Return the step that closed an issue, or None while it is open."""
    if issue.status not in CLOSED:
        return None
    return issue.changes.filter(to_status=issue.status).last()


def _is_withdrawn(issue: Issue) -> bool:
    return issue.visibility == Visibility.WITHDRAWN


def _over(issue: Issue) -> str:
    """Say what ended a report for good, "" where nothing did."""
    if _is_withdrawn(issue):
        return _("You have taken this report back.")
    if issue.duplicate_of_id:
        return _("This report was joined with another one about the same problem.")
    if issue.visibility == Visibility.REMOVED:
        return _("The secretariat has taken this report down.")
    return ""


def _hidden(issue: Issue) -> str:
    """Say why a report is not public, "" where it is."""
    if issue.visibility == Visibility.HELD:
        return _("A person will read this report before it appears on the map.")
    return _over(issue)


def _locked(issue: Issue, refusal: Callable[[Issue], str]) -> Issue:
    """Return the row as it is now, locked, unless something cannot be done to it."""
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if sentence := refusal(locked):
        raise actions.RefusedError(sentence)
    return locked


def _refuse_nothing(issue: Issue, description: str, spot: str) -> None:
    if not description:
        raise actions.RefusedError(_("Leave a description, so that people know what it is about."))
    if issue.precision == Precision.NEIGHBOURHOOD and not spot:
        raise actions.RefusedError(
            _("Describe the spot: without the map nothing else tells where it is.")
        )


def _record(locked: Issue, action: ModerationStep.Action, *, before: str) -> None:
    ModerationStep.objects.create(issue=locked, action=action, from_visibility=before)
