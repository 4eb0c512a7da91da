"""What an open meeting looks at, as its screens ask for it. Everything of it is public."""

import json
from typing import Any

from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import F
from django.urls import reverse

from workinggroups.models import (
    NOTE_COLOURS,
    AgendaItem,
    Meeting,
    MeetingNote,
    NoteState,
    PublicFrozenFeature,
    Screen,
    Snapshot,
)


def state_of(meeting: Meeting, since: int) -> dict[str, Any] | None:
    """Return what is shown, or None where it is still the version `since`. Asks one query where nothing is new."""
    nothing = Screen(meeting=meeting, version=0)
    screen = Screen.objects.filter(meeting=meeting).first() or nothing
    if screen.version == since:
        return None
    return {
        "version": screen.version,
        "item": screen.item_id,
        "left": screen.left_id,
        "right": screen.right_id,
        "swipe": screen.swipe,
        "pointed": screen.pointed,
        "zoom": screen.zoom,
        "longitude": screen.longitude,
        "latitude": screen.latitude,
        "notes": notes_of(screen.item_id) if screen.item_id else [],
    }


def notes_of(item: int) -> list[dict[str, Any]]:
    """Return the notes of an item that all see."""
    shown = MeetingNote.objects.filter(item=item, state=NoteState.SHOWN)
    rows = shown.annotate(drawn=AsGeoJSON("shape", precision=6))
    return [
        {"id": pk, "text": text, "colour": NOTE_COLOURS[colour], "shape": json.loads(drawn) if drawn else None}
        for pk, text, colour, drawn in rows.values_list("pk", "text", "colour", "drawn")
    ]  # fmt: skip


def items_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Return the agenda with its frozen views, as the screens go through it."""
    rows = Snapshot.objects.filter(subject__item__meeting=meeting).order_by("subject__position")
    known = rows.annotate(item=F("subject__item"), title=F("subject__title"))
    views: dict[int, list[dict[str, Any]]] = {}
    for snapshot in known.defer("manifest"):
        told: Any = snapshot
        address = reverse("meetings:snapshot-features", args=[meeting.pk, snapshot.pk])
        view = {"id": snapshot.pk, "title": told.title, "features": address}
        views.setdefault(told.item, []).append(view)
    return [
        {"id": item.pk, "title": item.title, "note": item.note, "views": views.get(item.pk, [])}
        for item in AgendaItem.objects.filter(meeting=meeting)
    ]


def drawing_of(snapshot: Snapshot) -> dict[str, Any]:
    """Return a frozen view to be drawn: what is left of its features, each with its position, and the legend."""
    told = json.loads(snapshot.manifest)
    rows = PublicFrozenFeature.objects.filter(snapshot=snapshot).exclude(content="")
    features = []
    for position, content in rows.values_list("position", "content"):
        feature = json.loads(content)
        names = ("colour", "character", "label")
        kept = {name: feature["properties"][name] for name in names}
        features.append(feature | {"properties": kept | {"at": position}})
    return {
        "type": "FeatureCollection",
        "title": told["title"],
        "shown": told["shown"],
        "legend": told["legend"],
        "at": told["at"],
        "features": features,
    }
