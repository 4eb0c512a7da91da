"""What minutes tell: the agenda, the views with their pictures, notes, decisions, votes, actions."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workinggroups.meetings.shown import ShownSubject, agenda
from workinggroups.models import Action, Meeting, MeetingNote, PublicFrozenFeature, Snapshot
from workinggroups.snapshots.picture import Picture, picture


@dataclass(frozen=True)
class SeenView:
    """A frozen view with its picture and legend, and how many of it were taken down since."""

    snapshot: Snapshot
    told: dict[str, Any]
    picture: Picture | None


@dataclass(frozen=True)
class Told:
    """An item as the minutes tell it."""

    item: Any
    subjects: list[ShownSubject]
    views: list[SeenView]
    notes: list[MeetingNote]
    decisions: list[Any]
    actions: list[Action]


def content(meeting: Meeting) -> list[Told]:
    """Return what happened under each item. Asks two queries for each view, and eight besides."""
    shown_items = agenda(meeting)
    notes = {shown.pk: shown.notes for shown in shown_items}
    views = _views(meeting, notes)
    actions: dict[int, list[Action]] = defaultdict(list)
    related = Action.objects.select_related("decision__group")
    for action in related.filter(decision__item__meeting=meeting):
        actions[action.decision.item_id].append(action)
    return [
        Told(
            shown.item,
            [subject for subject in shown.subjects if subject.snapshot is None],
            views[shown.pk],
            shown.notes,
            shown.decisions,
            actions[shown.pk],
        )
        for shown in shown_items
    ]


def _views(meeting: Meeting, notes: Mapping[int, list[MeetingNote]]) -> dict[int, list[SeenView]]:
    """Return the frozen views of each item; what was noted is drawn on the first of them."""
    found: dict[int, list[SeenView]] = defaultdict(list)
    snapshots = Snapshot.objects.filter(subject__item__meeting=meeting)
    related = snapshots.select_related("outline", "subject").order_by("subject__position")
    contents: dict[int, list[str]] = defaultdict(list)
    features = PublicFrozenFeature.objects.filter(snapshot__in=snapshots).order_by("position")
    for key, content in features.values_list("snapshot_id", "content"):
        contents[key].append(content)
    for snapshot in related:
        views = found[snapshot.subject.item_id]
        noted = notes.get(snapshot.subject.item_id, []) if not views else []
        drawn = picture(snapshot, contents[snapshot.pk], noted)
        views.append(SeenView(snapshot, json.loads(snapshot.manifest), drawn))
    return found
