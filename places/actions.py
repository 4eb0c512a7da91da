"""Changes of state of places: keyword-only, one transaction each, no request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from intake.models import HateTerm
from intake.screening import Kind, kinds_in
from neighbourhoods.models import Neighbourhood
from places.models import (
    Action,
    Condition,
    Place,
    PlaceStep,
    PlaceType,
    State,
    Status,
    Visibility,
)

WAITING = (Status.NOMINATED, Status.QUESTIONED)
"""What is still to be decided on."""

OPEN = (*WAITING, Status.DECLINED)
"""What is not in the register, nor part of what is."""


class RefusedError(Exception):
    """A change that the rules do not allow; the message tells the person why."""


@dataclass(frozen=True)
class Nomination:
    """What a resident finds worth keeping; `id` is the sender's own, `shape` in EPSG:4326.

    `is_placed` is False where only the mahalle is known; `facts` are fields of a place.
    """

    id: UUID
    type: PlaceType
    name: str
    shape: GEOSGeometry
    reason: str
    is_placed: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def nominate(*, nomination: Nomination) -> tuple[Place, bool]:
    """Store a nomination once, however often it is sent. Returns the place, and whether it is new.

    A text that holds personal data or a term of the lexicon is held until somebody has read it; links
    are welcome among the sources.

    Raises:
        RefusedError: it lies outside the district, and ACCEPT_OUTSIDE is off; nothing is stored.
    """
    facts = nomination.facts
    texts = [nomination.name, nomination.reason, *(v for k, v in facts.items() if k != "evidence")]
    held = found_in(*texts) or found_in(facts.get("evidence", ""), links=True)
    place, created = Place.objects.get_or_create(
        id=nomination.id,
        defaults={
            "type": nomination.type,
            "name": nomination.name,
            "shape": nomination.shape,
            "is_placed": nomination.is_placed,
            "visibility": _seen(held),
            **facts,
        },
    )
    if created:
        _refuse_outside(nomination.shape)
        PlaceStep.objects.create(place=place, action=Action.NOMINATED, note=nomination.reason)
    return place, created


def found_in(*texts: str, links: bool = False) -> list[Kind]:
    """Return the kinds of what asks for a person's look in texts; `links` allows them."""
    terms = list(HateTerm.objects.in_use())
    kinds = {kind for text in texts for kind in kinds_in(text, terms)}
    return sorted(kinds - {Kind.LINK} if links else kinds)


def _seen(held: list[Kind]) -> Visibility:
    return Visibility.PUBLIC if settings.PUBLISH_AT_ONCE and not held else Visibility.HELD


def _refuse_outside(shape: GEOSGeometry) -> None:
    if settings.ACCEPT_OUTSIDE:
        return
    if not Neighbourhood.objects.current().filter(boundary__intersects=shape).exists():
        raise RefusedError(
            _("This place is outside %(district)s.") % {"district": settings.DISTRICT_NAME}
        )


@transaction.atomic
def answer(*, place: Place, text: str) -> None:
    """Answer what was asked back about a nomination; it waits for a decision again.

    Raises:
        RefusedError: nothing was asked, or the answer is empty.
    """
    locked = _locked(place, Status.QUESTIONED)
    _need(text)
    locked.status = Status.NOMINATED
    _take(locked, Action.ANSWERED, text)
    if found_in(text, links=True) and locked.visibility == Visibility.PUBLIC:
        locked.visibility = Visibility.HELD
        _take(locked, Action.HELD, "")


@transaction.atomic
def ask_back(*, place: Place, text: str, by: User) -> None:
    """Return a nomination with a question, which everybody reads.

    Raises:
        RefusedError: it was decided on meanwhile, or there is no question.
    """
    locked = _locked(place, *WAITING)
    _need(text)
    locked.status = Status.QUESTIONED
    _take(locked, Action.QUESTIONED, text, by)


@transaction.atomic
def verify(*, place: Place, text: str, by: User) -> None:
    """Take a nomination into the register; one that was held is public from here on.

    Raises:
        RefusedError: it was decided on meanwhile, or is not on the map yet.
    """
    locked = _locked(place, *OPEN)
    if not locked.is_placed:
        raise RefusedError(_("Put the place on the map first."))
    locked.status, locked.visibility = Status.VERIFIED, Visibility.PUBLIC
    _show_photos(locked)
    _take(locked, Action.VERIFIED, text, by)


@transaction.atomic
def decline(*, place: Place, text: str, by: User) -> None:
    """Decline a nomination, with a reason that everybody reads.

    Raises:
        RefusedError: it was decided on meanwhile, or there is no reason.
    """
    locked = _locked(place, *WAITING)
    _need(text)
    locked.status = Status.DECLINED
    _take(locked, Action.DECLINED, text, by)


@transaction.atomic
def merge(*, place: Place, into: Place, text: str, by: User) -> None:
    """Join a nomination with another place: its photos, conditions, sources, flags and address lead there.

    Of one that is held, photos and conditions wait there for a look, and its names stay where they were.

    Raises:
        RefusedError: both are the same, or the other was joined itself.
    """
    if place.pk == into.pk:
        raise RefusedError(_("A place cannot be joined with itself."))
    rows = Place.objects.select_for_update().order_by("pk").filter(pk__in=[place.pk, into.pk])
    both = {row.pk: row for row in rows}
    locked, kept = both[place.pk], both[into.pk]
    if Status.MERGED in {locked.status, kept.status}:
        raise RefusedError(_("One of the two was joined with another place already."))
    if locked.status == Status.VERIFIED and not is_in_register(kept):
        raise RefusedError(_("A place of the register can be joined only with another of it."))
    if locked.visibility == Visibility.PUBLIC:
        _keep_names(kept, locked)
    else:
        _hold_parts(locked)
    for things in (locked.photos, locked.conditions, locked.sourced, locked.flags):
        things.update(place=kept)
    locked.merged.update(merged_into=kept)
    locked.status, locked.merged_into = Status.MERGED, kept
    _take(locked, Action.MERGED, text, by)


def _hold_parts(held: Place) -> None:
    """Let what belongs to a held place wait at the desk wherever it goes, though it was shown once."""
    held.photos.update(shown_at=None)
    held.conditions.update(visibility=Visibility.HELD, looked_at=None)


def is_in_register(place: Place) -> bool:
    """Tell whether everybody finds a place in the register."""
    return place.status == Status.VERIFIED and place.visibility == Visibility.PUBLIC


def _keep_names(kept: Place, joined: Place) -> None:
    """Let a place be found by the names of one that is joined with it, as far as there is room."""
    known = {kept.name, *kept.other_names_listed}
    new = [name for name in (joined.name, *joined.other_names_listed) if name not in known]
    names = "\n".join([*kept.other_names_listed, *dict.fromkeys(new)])
    field = Place._meta.get_field("other_names")
    if new and len(names) <= (field.max_length or 0):
        kept.other_names = names
        kept.save(update_fields=["other_names"])


@transaction.atomic
def set_visibility(*, place: Place, to: Visibility, by: User) -> None:
    """Show a place with the photos that waited with it, or hold it; it is so from this commit on."""
    locked = Place.objects.select_for_update().get(pk=place.pk)
    waits = to == Visibility.PUBLIC and locked.photos.filter(condition=None, shown_at=None).exists()
    if locked.visibility == to and not waits:
        return
    locked.visibility = to
    if to == Visibility.PUBLIC:
        _show_photos(locked)
    _take(locked, Action.SHOWN if to == Visibility.PUBLIC else Action.HELD, "", by)


@transaction.atomic
def redact(*, place: Place, step: int, note: str, by: User) -> None:
    """Write what a resident said beside a step anew, without what is nobody's business.

    Raises:
        RefusedError: there is no such step of a resident.
    """
    locked = Place.objects.select_for_update().get(pk=place.pk)
    said = locked.steps.filter(pk=step, taken_by=None).first()
    if said is None:
        raise RefusedError(_("This is not there any more."))
    if said.note == note:
        return
    said.note = note
    said.save(update_fields=["note"])
    _take(locked, Action.REDACTED, "", by)


@transaction.atomic
def change(*, place: Place, facts: Mapping[str, Any], by: User) -> None:
    """Change what is known of a place; an import keeps it from then on."""
    locked = Place.objects.select_for_update().get(pk=place.pk)
    changed = [name for name, value in facts.items() if getattr(locked, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(locked, name, facts[name])
    _take(locked, Action.CHANGED, ", ".join(changed), by)


@transaction.atomic
def report_condition(
    *, place: Place, id: UUID, state: State, note: str, seen_on: date
) -> tuple[Condition, bool]:
    """Store what somebody saw of a place once, however often it is sent.

    Returns:
        The condition, and whether it is new. A note that asks for a person's look is held.

    Raises:
        RefusedError: the day is in the future.
    """
    if seen_on > timezone.localdate():
        raise RefusedError(_("This day is in the future."))
    return Condition.objects.get_or_create(
        id=id,
        defaults={
            "place": place,
            "state": state,
            "note": note,
            "seen_on": seen_on,
            "visibility": _seen(found_in(note)),
        },
    )


@transaction.atomic
def judge_condition(*, place: Place, condition: UUID, to: Visibility, by: User) -> None:
    """Look at a condition: show it with the photos that waited with it, or hold it.

    Raises:
        RefusedError: there is no such condition.
    """
    locked = Place.objects.select_for_update().get(pk=place.pk)
    judged = locked.conditions.filter(pk=condition).first()
    if judged is None:
        raise RefusedError(_("This is not there any more."))
    judged.visibility, judged.looked_at = to, timezone.now()
    judged.save(update_fields=["visibility", "looked_at"])
    if to == Visibility.PUBLIC:
        _show_photos(locked, judged)
    shown = to == Visibility.PUBLIC
    _take(locked, Action.SEEN_SHOWN if shown else Action.SEEN_HELD, "", by)


def _locked(place: Place, *expected: Status) -> Place:
    locked = Place.objects.select_for_update().get(pk=place.pk)
    if locked.status not in expected:
        raise RefusedError(
            _("“%(name)s” is “%(status)s” by now. Look at it as it is.")
            % {"name": locked.name, "status": locked.get_status_display()}
        )
    return locked


def _show_photos(locked: Place, condition: Condition | None = None) -> None:
    """Show the photos that waited with a place, or with one of its conditions."""
    waiting = locked.photos.filter(condition=condition, shown_at=None)
    waiting.update(shown_at=timezone.now())


def _need(text: str) -> None:
    if not text.strip():
        raise RefusedError(_("Write a sentence: everybody reads it beside this step."))


def _take(locked: Place, action: Action, text: str, by: User | None = None) -> None:
    locked.updated_at = timezone.now()
    locked.save()
    PlaceStep.objects.create(place=locked, action=action, note=text.strip(), taken_by=by)
