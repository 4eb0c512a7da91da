"""Showing views in an open meeting, and noting on them: keyword-only, one transaction each, no request."""

from dataclasses import dataclass

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from intake.screening import Kind
from places.actions import found_in
from workinggroups.errors import RefusedError
from workinggroups.models import (
    AgendaItem,
    Meeting,
    MeetingNote,
    NoteColour,
    NoteState,
    Screen,
    Snapshot,
    Stage,
)


@dataclass(frozen=True)
class Shown:
    """What is to be on the screen; positions in EPSG:4326."""

    item: AgendaItem
    left: Snapshot | None
    right: Snapshot | None
    swipe: float = 0.5
    pointed: int | None = None
    zoom: float | None = None
    longitude: float | None = None
    latitude: float | None = None


@transaction.atomic
def show(*, meeting: Meeting, shown: Shown) -> int:
    """Put something on the screen of an open meeting, for all who follow it.

    Returns:
        The version of what is shown now.

    Raises:
        RefusedError: the meeting is not open.
    """
    _open(meeting)
    Screen.objects.get_or_create(meeting=meeting)
    Screen.objects.filter(meeting=meeting).update(**vars(shown), version=F("version") + 1)
    return Screen.objects.values_list("version", flat=True).get(meeting=meeting)


@transaction.atomic
def note(
    *,
    item: AgendaItem,
    shape: GEOSGeometry | None,
    text: str,
    colour: NoteColour,
    is_proposal: bool,
) -> MeetingNote:
    """Write a note on an item's map; what a follower proposes waits for the facilitator.

    Raises:
        RefusedError: the meeting is not open, there is nothing to note, or its words are hurtful.
    """
    _open(item.meeting)
    if shape is None and not text:
        raise RefusedError(_("Write something, or draw on the map."))
    if Kind.HATE in found_in(text):
        raise RefusedError(_("Please say it without hurtful words."))
    state = NoteState.PROPOSED if is_proposal else NoteState.SHOWN
    new = MeetingNote.objects.create(item=item, shape=shape, text=text, colour=colour, state=state)
    _tell_followers(item)
    return new


@transaction.atomic
def judge_note(*, note: MeetingNote, to: NoteState) -> None:
    """Show a note to all, or take it off; once the meeting is over, for good: it may tell of somebody.

    Raises:
        RefusedError: it is to be shown, and the meeting is not open.
    """
    if to == NoteState.SHOWN:
        _open(note.item.meeting)
    notes = MeetingNote.objects.filter(pk=note.pk)
    if note.item.meeting.stage == Stage.OPEN:
        notes.update(state=to)
    else:
        notes.delete()
    _tell_followers(note.item)


def _open(meeting: Meeting) -> None:
    locked = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if locked.stage != Stage.OPEN:
        raise RefusedError(_("The meeting is not open."))


def _tell_followers(item: AgendaItem) -> None:
    Screen.objects.filter(meeting=item.meeting_id).update(version=F("version") + 1)
