"""Changes of state of issues: keyword-only, one transaction each, no request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from struct import pack
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import is_kept
from accounts.models import User
from gisdata.crs import WGS84
from issues import history
from issues.catalogue import CATALOGUE, KEYWORDS
from issues.follow.tasks import alert
from issues.models import (
    CLOSED,
    TRANSITIONS,
    Category,
    Choice,
    HateTerm,
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
from issues.querysets import count_differences
from issues.questions.catalogue import QUESTIONS
from issues.screening import kinds_in
from neighbourhoods.models import Neighbourhood

COPY_ISSUES = (
    "COPY issues_issue"
    " (id, location, category_id, description, status, reported_at, closed_at, updated_at, source)"
    " FROM STDIN"
)


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


@dataclass(frozen=True)
class ImportedIssue:
    """An issue from elsewhere; degrees in EPSG:4326."""

    id: UUID
    longitude: float
    latitude: float
    category_id: int
    description: str
    status: str
    reported_at: datetime
    closed_at: datetime | None


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
        refuse_outside(report.location)
        HoldReason.objects.bulk_create(reasons)
        if known:
            Reporter.objects.create(issue=stored, user=known)
        tell_followers(stored)
    return stored, created


def tell_followers(issue: Issue) -> None:
    """Queue e-mails about a public issue, in the same transaction, where somebody follows it."""
    if issue.visibility != Visibility.PUBLIC:
        return
    if Subscription.objects.confirmed().filter(pace=Pace.AT_ONCE).about(issue).exists():
        alert.defer(issue=str(issue.pk))


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
def change_status(*, issue: Issue, to: Status, note: str, by: User | None = None) -> StatusChange:
    """Move an issue to another status with a public note.

    Raises:
        RefusedError: the step is not in TRANSITIONS, or there is no note.
    """
    locked = _locked(issue)
    before = Status(locked.status)
    if to not in TRANSITIONS[before]:
        raise RefusedError(
            _("An issue that is “%(before)s” cannot become “%(after)s”.")
            % {"before": before.label, "after": to.label}
        )
    if not note.strip():
        raise RefusedError(_("Write a note: everybody sees it beside the new status."))
    locked.status = to
    now = timezone.now()
    locked.closed_at = now if to in CLOSED else None
    locked.updated_at = now if locked.updated_at else None
    locked.save(update_fields=["status", "closed_at", "updated_at"])
    change = StatusChange.objects.create(
        issue=locked, from_status=before, to_status=to, note=note.strip(), changed_by=by
    )
    tell_followers(locked)
    return change


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
        tell_followers(locked)


@transaction.atomic
def move_issue(*, issue: Issue, location: Point, precision: Precision = Precision.EXACT) -> None:
    """Put the pin elsewhere; the database finds the mahalle anew.

    Raises:
        OutsideError: the place lies in no mahalle and ACCEPT_OUTSIDE is off; nothing is moved.
    """
    refuse_outside(location)
    Issue.objects.filter(pk=issue.pk).update(location=location, precision=precision)


@transaction.atomic
def import_issues(*, issues: Iterable[ImportedIssue], source: Source) -> int:
    """Load many issues by COPY in one transaction, at constant memory. Returns how many.

    The same triggers work as for a single report: mahalle and counts are complete at the commit.
    While it runs the connection is busy, so `issues` must not ask the database itself.
    """
    loaded = 0
    with connection.cursor() as cursor, cursor.copy(COPY_ISSUES) as copy:
        for row in issues:
            copy.write_row(
                (
                    row.id,
                    _point_hex(row.longitude, row.latitude),
                    row.category_id,
                    row.description,
                    row.status,
                    row.reported_at,
                    row.closed_at,
                    row.closed_at or row.reported_at,
                    source.value,
                )
            )
            loaded += 1
    return loaded


@transaction.atomic
def load_catalogue() -> int:
    """Add the categories of issues/catalogue.py that are missing; those there stay as they are."""
    known = set(Category.objects.values_list("slug", flat=True))
    added = 0
    for position, entry in enumerate(CATALOGUE):
        if entry.slug in known:
            continue
        parent = Category.objects.get(slug=entry.parent) if entry.parent else None
        Category.objects.create(
            slug=entry.slug,
            parent=parent,
            name_tr=entry.name_tr,
            name_en=entry.name_en,
            keywords_tr=KEYWORDS[entry.slug][0],
            keywords_en=KEYWORDS[entry.slug][1],
            glyph=entry.glyph,
            colour=parent.colour if parent else entry.colour,
            open311_code=f"{position + 1:03d}",
            target_days=entry.target_days,
            position=position,
        )
        added += 1
    load_questions()
    return added


@transaction.atomic
def load_questions() -> int:
    """Add the questions of issues.questions.catalogue.py that are missing. Returns how many."""
    known = set(Question.objects.values_list("code", flat=True))
    categories = {category.slug: category for category in Category.objects.all()}
    missing = [q for q in QUESTIONS if q.code not in known and q.category in categories]
    for position, entry in enumerate(missing):
        question = Question.objects.create(
            category=categories[entry.category],
            code=entry.code,
            kind=entry.kind,
            label_tr=entry.label_tr,
            label_en=entry.label_en,
            help_tr=entry.help_tr,
            help_en=entry.help_en,
            minimum=entry.least,
            maximum=entry.most,
            is_public=not entry.private,
            position=position,
        )
        Choice.objects.bulk_create(
            Choice(question=question, position=place, **option._asdict())
            for place, option in enumerate(entry.choices)
        )
    return len(missing)


@transaction.atomic
def recount() -> int:
    """Make all counts anew from the issues. Returns how many were wrong."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE issues_issue IN SHARE ROW EXCLUSIVE MODE")
        wrong = count_differences()
        cursor.execute("SELECT issues_recount_all()")
    return wrong


@transaction.atomic
def clear_sample_issues() -> int:
    """Remove the sample's issues with their history. Returns how many issues there were."""
    samples = Issue.objects.filter(source=Source.SAMPLE)
    removed = samples.count()
    samples.delete()
    events = history.events().filter(source=Source.SAMPLE)
    with history.rewriting():
        events.delete()
    return removed


def _locked(issue: Issue) -> Issue:
    """Return the row as it is now; nobody else changes it before this transaction ends."""
    rows = Issue.objects.select_for_update(of=("self",)).select_related("category", "neighbourhood")
    return rows.get(pk=issue.pk)


def _point_hex(longitude: float, latitude: float) -> str:
    """Return a point of EPSG:4326 as hexadecimal EWKB, which COPY reads fastest."""
    return pack("<BIIdd", 1, 0x20000001, WGS84, longitude, latitude).hex()
