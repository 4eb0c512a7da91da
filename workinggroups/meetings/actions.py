"""Changes of meetings and their agendas: keyword-only, one transaction each, no request."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.saved.state import MapState
from workinggroups.errors import RefusedError
from workinggroups.models import (
    AgendaItem,
    Decision,
    GroupView,
    Meeting,
    MeetingNote,
    NoteState,
    Outcome,
    Stage,
    Subject,
    SubjectKind,
    WorkingGroup,
)
from workinggroups.snapshots.freeze import freeze_meeting

LETTERS = "ABCDEFGHJKLMNPRSTUVYZ23456789"
"""Of codes that are read aloud: without what looks or sounds alike, or no Turkish keyboard has."""


@transaction.atomic
def call_meeting(*, id: UUID, group: WorkingGroup, facts: Mapping[str, Any]) -> Meeting:
    """Call a meeting; sent twice, it is one."""
    meeting, _is_new = Meeting.objects.get_or_create(id=id, defaults={"group": group, **facts})
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, facts: Mapping[str, Any]) -> None:
    """Change when and where a meeting is; calendars take the change over, and its people are reminded anew.

    Raises:
        RefusedError: it was opened or cancelled meanwhile.
    """
    locked = _locked(meeting, Stage.PLANNED)
    moved = locked.starts_at != facts["starts_at"]
    again = {"reminded_at": None} if moved else {}
    _change(locked, **facts, **again)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting) -> None:
    """Call a meeting off; it stays in calendars as cancelled.

    Raises:
        RefusedError: it was opened or cancelled meanwhile.
    """
    _change(_locked(meeting, Stage.PLANNED), stage=Stage.CANCELLED)


@transaction.atomic
def open_meeting(*, meeting: Meeting) -> Meeting:
    """Open a meeting: every view on its agenda is frozen as it is now, and others follow by a code.

    Raises:
        RefusedError: it is open already, over, or cancelled.
    """
    locked = _locked(meeting, Stage.PLANNED)
    code = "".join(secrets.choice(LETTERS) for _ in range(6))
    _change(locked, stage=Stage.OPEN, opened_at=timezone.now(), code=code)
    freeze_meeting(meeting=locked)
    return locked


@transaction.atomic
def close_meeting(*, meeting: Meeting) -> None:
    """Close a meeting; nobody follows it any more, and its agenda stays as it is.

    Notes that were proposed and not shown are forgotten.

    Raises:
        RefusedError: it is not open, or something is still being voted on.
    """
    locked = _locked(meeting, Stage.OPEN)
    if Decision.objects.filter(item__meeting=locked, outcome=Outcome.VOTING).exists():
        raise RefusedError(_("Something is still being voted on. Close the vote first."))
    MeetingNote.objects.filter(item__meeting=locked).exclude(state=NoteState.SHOWN).delete()
    _change(locked, stage=Stage.CLOSED, closed_at=timezone.now(), code="")


@transaction.atomic
def keep_for_group(*, group: WorkingGroup, title: str, state: MapState) -> GroupView:
    """Let a group keep a state of the map; it is a copy, whoever made it first."""
    camera = asdict(state.camera) if state.camera else {}
    return GroupView.objects.create(group=group, title=title, query=state.query, **camera)


@transaction.atomic
def forget_of_group(*, view: GroupView) -> None:
    """Let a group keep a view no longer; on agendas it stays."""
    view.delete()


@transaction.atomic
def add_item(*, meeting: Meeting, title: str, note: str) -> AgendaItem:
    """Put an item at the end of an agenda.

    Raises:
        RefusedError: the meeting is over or was cancelled.
    """
    locked = _locked(meeting, Stage.PLANNED, Stage.OPEN)
    last = locked.items.aggregate(last=Max("position"))["last"] or 0
    return locked.items.create(position=last + 1, title=title, note=note)


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool) -> None:
    """Let an item change places with the one before it, or behind it.

    Raises:
        RefusedError: the meeting was opened meanwhile.
    """
    meeting = _locked(item.meeting, Stage.PLANNED)
    order = list(meeting.items.all())
    at = order.index(item)
    other = at - 1 if up else at + 1
    if 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
    for position, each in enumerate(order, start=1):
        each.position = position
    AgendaItem.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove_item(*, item: AgendaItem) -> None:
    """Take an item off the agenda.

    Raises:
        RefusedError: the meeting was opened meanwhile: what was talked about stays.
    """
    _locked(item.meeting, Stage.PLANNED)
    item.delete()


@transaction.atomic
def add_subject(
    *, item: AgendaItem, kind: SubjectKind, key: str, title: str, state: MapState | None
) -> Subject:
    """Put something under an item: a state of the map, or what a key names.

    A view that is added while the meeting is open is frozen at once.

    Raises:
        RefusedError: the meeting is over or was cancelled.
    """
    meeting = _locked(item.meeting, Stage.PLANNED, Stage.OPEN)
    last = item.subjects.aggregate(last=Max("position"))["last"] or 0
    camera = asdict(state.camera) if state and state.camera else {}
    query = state.query if state else ""
    subject = item.subjects.create(
        position=last + 1, kind=kind, key=key, title=title, query=query, **camera
    )
    if meeting.stage == Stage.OPEN:
        freeze_meeting(meeting=meeting)
    return subject


@transaction.atomic
def remove_subject(*, subject: Subject) -> None:
    """Take something off an item.

    Raises:
        RefusedError: the meeting was opened meanwhile: what was seen stays.
    """
    _locked(subject.item.meeting, Stage.PLANNED)
    subject.delete()


def _locked(meeting: Meeting, *expected: Stage) -> Meeting:
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.stage not in expected:
        raise RefusedError(
            _("This meeting is “%(stage)s” by now.") % {"stage": locked.get_stage_display()}
        )
    return locked


def _change(locked: Meeting, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(locked, name, value)
    changed = {**facts, "changed_at": timezone.now(), "sequence": F("sequence") + 1}
    Meeting.objects.filter(pk=locked.pk).update(**changed)
