"""What moderators do: keyword-only, one transaction each, every step recorded with who and when.

`seen` is the id of the last step that the moderator knew of (0 where there was none): if another one
came in between, nothing is done. `flagged` is when the newest flag came that they knew of: later ones
stay open. None leaves that out, where nobody looked at a page before.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from intake.flags import handle
from issues import actions, blurring, history, photos, placing
from issues.forwarding.actions import queue_report
from issues.models import (
    Category,
    Comment,
    HoldReason,
    Issue,
    ModerationStep,
    Photo,
    Precision,
    Question,
    Status,
    Support,
    Visibility,
)
from places.models import PublicPlace

Action = ModerationStep.Action

REDACTED = "[kişisel veri çıkarıldı]"
"""What stands in the history where a text was; the history is one for all languages."""


class HandledMeanwhileError(actions.RefusedError):
    """Somebody else took a step since this moderator looked."""


@transaction.atomic
def publish(
    *, issue: Issue, by: User, seen: int | None = None, flagged: datetime | None = None
) -> ModerationStep:
    """Show an issue and its photos to everybody, or say that a public one is well as it is."""
    locked = _locked(issue, seen)
    step = _decide(locked, by, Action.PUBLISHED, Visibility.PUBLIC, flagged)
    locked.photos.waiting().update(shown_at=step.taken_at)
    return step


@transaction.atomic
def hold(
    *, issue: Issue, by: User, seen: int | None = None, flagged: datetime | None = None
) -> ModerationStep:
    """Hide an issue until a moderator publishes it."""
    return _decide(_locked(issue, seen), by, Action.HELD, Visibility.HELD, flagged)


@transaction.atomic
def take_down(
    *, issue: Issue, by: User, seen: int | None = None, flagged: datetime | None = None
) -> ModerationStep:
    """Take an issue down, everywhere at once."""
    return _decide(_locked(issue, seen), by, Action.TAKEN_DOWN, Visibility.REMOVED, flagged)


@transaction.atomic
def merge(
    *,
    issue: Issue,
    into: Issue,
    by: User,
    seen: int | None = None,
    flagged: datetime | None = None,
) -> ModerationStep:
    """Take down a duplicate whose page leads to the report that it repeats from now on.

    Those that were duplicates of the duplicate are led there too, and those who support and follow
    it are counted and told with the other's.

    Raises:
        RefusedError: the other one is the same, is not public, or is a duplicate itself.
    """
    both = Issue.objects.select_for_update().filter(pk__in=[issue.pk, into.pk]).order_by("pk")
    original = next(i for i in list(both) if i.pk == into.pk)
    locked = _locked(issue, seen)
    if original.pk == locked.pk:
        raise actions.RefusedError(
            _("This is the report itself. Give the number of the other one.")
        )
    if original.visibility != Visibility.PUBLIC:
        raise actions.RefusedError(
            _("#%(number)d is not public. Give the number of a public report.")
            % {"number": original.number}
        )
    led_along = list(locked.duplicates.all())
    locked.duplicates.update(duplicate_of=original)
    detail = f"→ #{original.number}"
    step = _decide(locked, by, Action.MERGED, Visibility.REMOVED, flagged, detail=detail)
    step.led_along.set(led_along)
    _lead(locked, original)
    return step


@transaction.atomic
def undo(*, step: ModerationStep, by: User) -> ModerationStep:
    """Take back the last decision on an issue: what it was, its flags and its photos, wait again.

    Raises:
        HandledMeanwhileError: another step came after it.
        RefusedError: the step is none that can be undone.
    """
    _lock_all_around(step)
    locked = _locked(step.issue, seen=step.pk)
    if not step.can_be_undone:
        raise actions.RefusedError(_("This step cannot be undone."))
    before = locked.visibility
    merged_into = locked.duplicate_of
    _lead(locked, None)
    step.led_along.filter(duplicate_of=merged_into).update(duplicate_of=locked)
    actions.change_visibility(issue=locked, to=Visibility(step.from_visibility))
    Issue.objects.filter(pk=locked.pk).update(reviewed_at=None)
    if (original := step.duplicate_of_before) and original.duplicate_of != locked:
        _lead(locked, original.duplicate_of or original)
    locked.flags.filter(handled_at=step.taken_at).update(handled_at=None)
    locked.photos.filter(shown_at=step.taken_at).update(shown_at=None)
    return _record(locked, by, Action.UNDONE, before=before)


@transaction.atomic
def redact(
    *,
    issue: Issue,
    description: str,
    spot: str,
    answers: Mapping[str, str] | None = None,
    by: User,
    seen: int | None = None,
) -> ModerationStep:
    """Write the texts anew without personal data; what was there before is kept nowhere.

    It is gone from the issue, from every event of its history and from what flags said of it.
    `answers` are the new texts by the codes of their questions; an answer in people's own words
    that has none there is gone.

    Raises:
        RefusedError: nothing would be left of the description, or it was erased.
    """
    if not description.strip():
        raise actions.RefusedError(_("Leave a description, so that people know what it is about."))
    locked = _locked(issue, seen)
    if locked.is_erased:  # what was typed may be what was erased
        raise actions.RefusedError(actions.said_of_erased())
    locked.description, locked.spot = description.strip(), spot.strip()
    locked.answers = _reworded(locked.answers, answers or {})
    locked.save(update_fields=["description", "spot", "answers"])
    events = history.events().filter(pgh_obj_id=locked.pk)
    with history.rewriting():
        events.update(description=REDACTED)
        events.exclude(spot="").update(spot=REDACTED)
        events.exclude(answers={}).update(answers={})
    locked.flags.update(text="")
    locked.hold_reasons.all().delete()
    HoldReason.objects.bulk_create(
        actions.reasons_to_hold(
            issue_id=locked.pk,
            description=locked.description,
            spot=locked.spot,
            answers=locked.answers,
        )
    )
    return _record(locked, by, Action.REDACTED)


@transaction.atomic
def remove_photo(
    *, issue: Issue, photo: Photo, by: User, seen: int | None = None
) -> ModerationStep:
    """Delete one photo of an issue; nothing brings it back, neither `undo` nor its sender."""
    locked = _locked(issue, seen)
    photos.remove_photo(photo=photo)
    return _record(locked, by, Action.PHOTO_REMOVED)


@transaction.atomic
def change_category(
    *, issue: Issue, category: Category, by: User, seen: int | None = None
) -> ModerationStep:
    """Put an issue under another category; its counts follow.

    Raises:
        RefusedError: it is there already.
    """
    locked = _locked(issue, seen)
    if locked.category_id == category.pk:
        raise actions.RefusedError(_("The report is in this category already."))
    detail = f"{locked.category.slug} → {category.slug}"
    Issue.objects.filter(pk=locked.pk).update(category=category)
    if locked.visibility == Visibility.PUBLIC:
        queue_report(issue=Issue.objects.get(pk=locked.pk))
    return _record(locked, by, Action.RECATEGORISED, detail=detail)


@transaction.atomic
def move(
    *,
    issue: Issue,
    location: Point,
    by: User,
    seen: int | None = None,
    precision: Precision = Precision.EXACT,
) -> ModerationStep:
    """Put the pin where it belongs.

    Raises:
        OutsideError: as `actions.move_issue`.
    """
    locked = _locked(issue, seen)
    actions.move_issue(issue=locked, location=location, precision=precision)
    return _record(locked, by, Action.MOVED)


@transaction.atomic
def blur(*, issue: Issue, by: User, seen: int | None = None) -> ModerationStep:
    """Move a pin from somebody's door to the street; nothing brings it back.

    Raises:
        RefusedError: as `blurring.blur`.
    """
    locked = _locked(issue, seen)
    blurring.blur(issue=locked)
    return _record(locked, by, Action.BLURRED)


@transaction.atomic
def tie(
    *, issue: Issue, place: PublicPlace | None, by: User, seen: int | None = None
) -> ModerationStep:
    """Say which place of the register a report is about, or that it is about none.

    Raises:
        RefusedError: as `placing.tie`.
    """
    locked = _locked(issue, seen)
    placing.tie(issue=locked, place=place)
    return _record(locked, by, Action.PLACED, detail=f"→ #{place.number}" if place else "")


@transaction.atomic
def answer(
    *, issue: Issue, to: Status, note: str, by: User, seen: int | None = None
) -> ModerationStep:
    """Answer with a public note and the status that follows from it.

    Raises:
        RefusedError: as `actions.change_status`.
    """
    locked = _locked(issue, seen)
    actions.change_status(issue=locked, to=to, note=note, by=by)
    return _record(locked, by, Action.ANSWERED, detail=to.value)


@transaction.atomic
def comment(*, issue: Issue, text: str, by: User, seen: int | None = None) -> ModerationStep:
    """Write below a report in the name of the secretariat.

    Raises:
        RefusedError: there is nothing in it.
    """
    if not text.strip():
        raise actions.RefusedError(_("Write a comment."))
    locked = _locked(issue, seen)
    step = _record(locked, by, Action.COMMENTED)
    Comment.objects.create(
        sent_id=uuid4(),
        issue=locked,
        text=text.strip(),
        is_official=True,
        visibility=Visibility.PUBLIC,
        written_by=by,
        reviewed_at=step.taken_at,
        reviewed_by=by,
    )
    return step


def last_step(issue: Issue) -> int:
    """Return the id of the newest step on an issue, 0 where there is none."""
    return issue.moderation_steps.aggregate(last=Max("pk"))["last"] or 0


def _reworded(answers: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return answers with other texts in the place of those in people's own words."""
    worded = {question.code for question in Question.objects.texts_among(answers)}
    kept = {code: texts.get(code, "").strip() for code in answers if code in worded}
    return {code: value for code, value in (answers | kept).items() if value != ""}


def _locked(issue: Issue, seen: int | None) -> Issue:
    """Return the issue as it is now, locked, unless another step was taken since `seen`."""
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if seen is not None and seen != last_step(locked):
        raise HandledMeanwhileError(_said_of_newest_step(locked) % {"number": locked.number})
    return locked


def _lock_all_around(step: ModerationStep) -> None:
    """Lock every report that taking a step back writes, before the first write takes the lock on counting."""
    original = step.duplicate_of_before
    keys = {step.issue_id, *step.led_along.values_list("pk", flat=True)}
    if original:
        keys |= {original.pk, original.duplicate_of_id or original.pk}
    list(Issue.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _said_of_newest_step(issue: Issue) -> str:
    newest = issue.moderation_steps.last()
    if newest and newest.action == Action.PHOTO_ADDED:
        return _("#%(number)d got another photo meanwhile. Look at it first.")
    return _("Somebody else handled #%(number)d meanwhile. Look at it as it is now.")


def _decide(
    locked: Issue,
    by: User,
    action: Action,
    to: Visibility,
    flagged: datetime | None,
    *,
    detail: str = "",
) -> ModerationStep:
    """End the review: set who sees the issue, and count its flags as handled."""
    before, original = locked.visibility, locked.duplicate_of
    if original:
        _lead(locked, None)
    actions.change_visibility(issue=locked, to=to)
    step = _record(locked, by, action, before=before, detail=detail)
    step.duplicate_of_before = original
    step.save(update_fields=["duplicate_of_before"])
    Issue.objects.filter(pk=locked.pk).update(reviewed_at=step.taken_at)
    handle(locked.flags.all(), at=step.taken_at, until=flagged)
    return step


def _lead(locked: Issue, original: Issue | None) -> None:
    """Lead a report, its page and its supporters to the one that it repeats, or to none any more."""
    Support.objects.filter(via=locked).delete()
    Issue.objects.filter(pk=locked.pk).update(duplicate_of=original)
    if original:
        moved = [
            Support(issue=original, supporter=supporter, created_at=said, via=locked)
            for supporter, said in locked.supports.values_list("supporter", "created_at")
        ]
        Support.objects.bulk_create(moved, ignore_conflicts=True)


def _record(
    locked: Issue, by: User, action: Action, *, before: str = "", detail: str = ""
) -> ModerationStep:
    return ModerationStep.objects.create(
        issue=locked,
        action=action,
        from_visibility=before or locked.visibility,
        detail=detail,
        taken_by=by,
    )
