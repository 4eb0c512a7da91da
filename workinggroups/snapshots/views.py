"""Pages of frozen views: what a meeting saw, and the same as a file that anyone can check."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from workinggroups.models import PublicFrozenFeature, Snapshot
from workinggroups.snapshots.canonical import faults
from workinggroups.snapshots.picture import picture

Parts = list[tuple[str, str, str]]


@require_safe
def snapshot(request: HttpRequest, id: UUID, snapshot: int) -> HttpResponse:
    """A frozen view: its picture, its numbers, what was taken down since, and whether it is as it was frozen."""
    found = _found(id, snapshot)
    parts = _parts(found)
    told = json.loads(found.manifest)
    context = {
        "snapshot": found,
        "meeting": found.subject.item.meeting,
        "told": told,
        "numbers": told["numbers"],
        "picture": picture(found, (content for _salt, content, _digest in parts)),
        "gone": sum(not content for _salt, content, _digest in parts),
        "features": len(parts),
        "is_whole": not faults(found.manifest, found.digest, found.outline.content, parts),
    }
    return render(request, "workinggroups/snapshots/snapshot.html", context)


@require_safe
def snapshot_file(request: HttpRequest, id: UUID, snapshot: int) -> HttpResponse:
    """A frozen view as JSON: manifest, digest and boundaries as texts, and each feature's salt, text and digest."""
    found = _found(id, snapshot)
    features: list[dict[str, Any]] = [
        {"salt": salt, "content": content, "digest": known}
        for salt, content, known in _parts(found)
    ]
    whole = {"manifest": found.manifest, "digest": found.digest, "outline": found.outline.content}
    return JsonResponse(whole | {"features": features}, json_dumps_params={"ensure_ascii": False})


def _found(meeting: UUID, pk: int) -> Snapshot:
    related = Snapshot.objects.select_related("outline", "subject__item__meeting__group")
    return get_object_or_404(related, pk=pk, subject__item__meeting=meeting)


def _parts(found: Snapshot) -> Parts:
    rows = PublicFrozenFeature.objects.filter(snapshot=found)
    return list(rows.values_list("salt", "content", "digest"))
