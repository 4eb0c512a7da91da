"""Changes of state of issues: keyword-only, one transaction each, no request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import is_kept
from accounts.models import User, Webhook
from accounts.webhooks.actions import announce
from intake.models import HateTerm
from intake.screening import kinds_in
from issues import history
from issues.follow.tasks import alert
from issues.forwarding.actions import queue_change, queue_report
from issues.models import (
    CLOSED,
    OPEN,
    TRANSITIONS,
    Category,
    HoldReason,
    Issue,
    Pace,
    Precision,
    Question,
    Reporter,
    Source,
    Status,
    StatusChange,
    Subscription,
    Visibility,
)
from neighbourhoods.models import Neighbourhood


class RefusedError(Exception):
    """A change that the rules do not allow; the message tells the person why."""


class OutsideError(RefusedError):
    """A pin outside every mahalle, where the settings do not accept one."""


@dataclass(frozen=True)
class Report:
    """What a resident reports; `id` is the phone's own, `location` in EPSG:4326."""

    id: UUID
    location: Point
    category: Category
    description: str
    precision: Precision = Precision.EXACT
    spot: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)  # as `checked_answers` returns them
    reported_at: datetime = field(default_factory=timezone.now)


@transaction.atomic
def report_issue(*, report: Report, source: Source, by: User | None = None) -> tuple[Issue, bool]:
    """Store a report once, however often it is sent; `by` is who was logged in.

    A text that holds personal data, a link or a term of the lexicon is held, with its reasons.
    Whoever has erased their account meanwhile reports as one who was not logged in.

    Returns:
        The issue with the mahalle that the database gave it, and whether it is new. An id that is
        already known returns the stored issue, unchanged.

    Raises:
        OutsideError: the pin lies in no mahalle and ACCEPT_OUTSIDE is off; nothing is stored.
    """
    reasons = reasons_to_hold(
        issue_id=report.id,
        description=report.description,
        spot=report.spot,
        answers=report.answers,
    )
    public = settings.PUBLISH_AT_ONCE and not reasons
    known = by if by and is_kept(user=by) else None
    issue, created = Issue.objects.get_or_create(
        id=report.id,
        defaults={
            "location": report.location,
            "category": report.category,
            "description": report.description,
            "precision": report.precision,
            "spot": report.spot,
            "answers": dict(report.answers),
            "reported_at": report.reported_at,
            "source": source,
            "visibility": Visibility.PUBLIC if public else Visibility.HELD,
            "updated_at": Now() if public else None,
        },
    )
    stored = Issue.objects.select_related("category", "neighbourhood").get(pk=issue.pk)
    if created:
        _complete(stored, reasons, known)
    return stored, created


def _complete(new: Issue, reasons: list[HoldReason], by: User | None) -> None:
    """Keep what belongs to a new report, or refuse it with all that was written."""
    if new.neighbourhood is None:
        refuse_outside(new.location)
    HoldReason.objects.bulk_create(reasons)
    if by:
        Reporter.objects.create(issue=new, user=by)
    _tell(new, Webhook.Event.ISSUE_CREATED)


def _tell(issue: Issue, event: Webhook.Event) -> None:
    """Queue what followers and other systems are told of a public issue, in the same transaction."""
    if issue.visibility != Visibility.PUBLIC:
        return
    announce(event=event, about=issue.number)
    queue_report(issue=issue)
    if Subscription.objects.confirmed().filter(pace=Pace.AT_ONCE).about(issue).exists():
        alert.defer(number=issue.number)


def reasons_to_hold(
    *, issue_id: UUID, description: str, spot: str, answers: Mapping[str, Any]
) -> list[HoldReason]:
    """Return, unsaved, why these texts should wait for a person. Asks two queries at most."""
    terms = list(HateTerm.objects.in_use())
    texts: list[tuple[HoldReason.Field, Question | None, str]] = [
        (HoldReason.Field.DESCRIPTION, None, description),
        (HoldReason.Field.SPOT, None, spot),
        *(
            (HoldReason.Field.ANSWER, question, answers[question.code])
            for question in Question.objects.texts_among(answers)
        ),
    ]
    return [
        HoldReason(issue_id=issue_id, kind=kind, field=field, question=question)
        for field, question, text in texts
        for kind in kinds_in(text, terms)
    ]


def said_of_erased() -> str:
    """Say why nobody writes into a report any more whose words were erased."""
    return _("What was written here was erased for good. Nothing can be written in its place.")


def refuse_outside(location: Point) -> None:
    """Raise OutsideError for a point in no mahalle, unless ACCEPT_OUTSIDE is on."""
    if settings.ACCEPT_OUTSIDE or Neighbourhood.objects.covering(location).exists():
        return
    raise OutsideError(
        _("This point is outside %(district)s. Move the pin into one of its mahalle.")
        % {"district": settings.DISTRICT_NAME}
    )


@transaction.atomic
def change_status(
    *, issue: Issue, to: Status, note: str, by: User | None = None, source: str = ""
) -> StatusChange:
    """Move an issue to another status with a public note.

    Another system, the `source`, may also say more of an open one without a new status.

    Raises:
        RefusedError: the step is not in TRANSITIONS, or there is no note.
    """
    locked = _locked(issue)
    before = Status(locked.status)
    says_more = bool(source) and to == before and to in OPEN
    if not says_more:
        _refuse_step(before, to)
    if not note.strip():
        raise RefusedError(_("Write a note: everybody sees it beside the new status."))
    now = timezone.now()
    if to != before:
        locked.status, locked.closed_at = to, now if to in CLOSED else None
    locked.updated_at = now if locked.updated_at else None
    locked.save(update_fields=["status", "closed_at", "updated_at"])
    change = StatusChange.objects.create(
        issue=locked,
        from_status=before,
        to_status=to,
        note=note.strip(),
        changed_by=by,
        source=source,
    )
    _tell(locked, Webhook.Event.STATUS_CHANGED)
    queue_change(change=change)
    return change


def _refuse_step(before: Status, to: Status) -> None:
    if to not in TRANSITIONS[before]:
        raise RefusedError(
            _("An issue that is “%(before)s” cannot become “%(after)s”.")
            % {"before": before.label, "after": to.label}
        )


@transaction.atomic
def change_visibility(*, issue: Issue, to: Visibility) -> None:
    """Publish, hold or take down; it is so in every public view from this commit on.

    A duplicate that is shown, held or taken down for itself is none any more. Followers are told
    when it is public for the first time, and not when it comes back.

    Raises:
        RefusedError: its reporter has taken it back, which nobody else undoes.
    """
    locked = _locked(issue)
    if locked.visibility == to and locked.duplicate_of_id is None:
        return
    if locked.visibility == Visibility.WITHDRAWN:
        raise RefusedError(
            _("The reporter has taken #%(number)d back.") % {"number": locked.number}
        )
    is_news = to == Visibility.PUBLIC and locked.updated_at is None
    locked.visibility, locked.duplicate_of = to, None
    locked.updated_at = timezone.now() if is_news else locked.updated_at
    locked.save(update_fields=["visibility", "duplicate_of", "updated_at"])
    if is_news:
        _tell(locked, Webhook.Event.ISSUE_CREATED)


@transaction.atomic
def move_issue(*, issue: Issue, location: Point, precision: Precision = Precision.EXACT) -> None:
    """Put the pin elsewhere, in its history, too: it may have been somebody's door. The database finds the mahalle anew.

    Raises:
        OutsideError: the place lies in no mahalle and ACCEPT_OUTSIDE is off; nothing is moved.
    """
    refuse_outside(location)
    Issue.objects.filter(pk=issue.pk).update(location=location, precision=precision)
    with history.rewriting():
        history.events().filter(pgh_obj_id=issue.pk).update(location=location)


def _locked(issue: Issue) -> Issue:
    """Return the row as it is now; nobody else changes it before this transaction ends."""
    rows = Issue.objects.select_for_update(of=("self",)).select_related("category", "neighbourhood")
    return rows.get(pk=issue.pk)
