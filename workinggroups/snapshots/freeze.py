"""Freezing the views of a meeting: no request, inside the transaction that opens it."""

import json
import secrets
from dataclasses import asdict
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from maps.saved.state import read_state
from neighbourhoods.models import BoundarySet, Neighbourhood
from workinggroups.errors import RefusedError
from workinggroups.models import (
    FrozenFeature,
    FrozenOutline,
    FrozenSource,
    Meeting,
    Snapshot,
    Subject,
    SubjectKind,
)
from workinggroups.snapshots.canonical import canonical, digest
from workinggroups.snapshots.drawn import Drawn, drawn

BATCH = 1000


@transaction.atomic
def freeze_meeting(*, meeting: Meeting) -> list[Snapshot]:
    """Freeze each view on a meeting's agenda that is not frozen yet, in the language of the service."""
    views = Subject.objects.filter(item__meeting=meeting, kind=SubjectKind.VIEW, snapshot=None)
    waiting = list(views.select_related("item"))
    if not waiting:
        return []
    outline = _outline()
    with translation.override(settings.LANGUAGE_CODE):
        return [_freeze(subject, outline) for subject in waiting]


def _outline() -> FrozenOutline:
    """Return the outlines of the mahalle as they are drawn now."""
    drawn_as = AsGeoJSON("boundary", precision=6)
    told = Neighbourhood.objects.current().order_by("code").values_list("code", "name", drawn_as)
    content = canonical([[code, name, json.loads(shape)] for code, name, shape in told])
    kept, _is_new = FrozenOutline.objects.get_or_create(
        digest=digest(content), defaults={"content": content}
    )
    return kept


def _drawn(subject: Subject) -> Drawn:
    """Return what a view shows now, without what somebody is taking down at this moment."""
    try:
        found = drawn(read_state(dict(parse_qsl(subject.query))))
    except ValidationError as error:
        sentence = _("“%(title)s” cannot be shown any more: take it off the agenda.")
        raise RefusedError(sentence % {"title": subject.title}) from error
    numbers = [f.number for f in found.features if f.source == FrozenSource.ISSUE]
    if numbers:
        kept = _kept_public(numbers)
        found.features = [
            f for f in found.features if f.source != FrozenSource.ISSUE or f.number in kept
        ]
    return found


def _kept_public(numbers: list[int | None]) -> set[int]:
    """Return those reports that are public, and let nobody take one down before the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number FROM issues_issue"
            " WHERE number = ANY(%s) AND visibility = 'public' FOR SHARE",
            [numbers],
        )
        return {number for (number,) in cursor.fetchall()}


def _freeze(subject: Subject, outline: FrozenOutline) -> Snapshot:
    found, moment = _drawn(subject), timezone.now()
    features = [_feature(found, position) for position in range(len(found.features))]
    current = BoundarySet.objects.current()
    manifest = canonical(
        {
            "title": subject.title,
            "note": subject.note,
            "query": subject.query,
            "at": subject.at,
            "layer": found.layer.name,
            "shown": found.shown,
            "caveat": found.caveat,
            "numbers": found.numbers,
            "legend": [asdict(entry) for entry in found.legend],
            "boundary_set": current.name if current else "",
            "outline": outline.digest,
            "frozen_at": moment.isoformat(),
            "features": [feature.digest for feature in features],
        }
    )
    snapshot = Snapshot.objects.create(
        subject=subject,
        frozen_at=moment,
        outline=outline,
        manifest=manifest,
        digest=digest(manifest),
    )
    for feature in features:
        feature.snapshot = snapshot
    FrozenFeature.objects.bulk_create(features, batch_size=BATCH)
    return snapshot


def _feature(found: Drawn, position: int) -> FrozenFeature:
    """Return one feature; the salt keeps what is erased later from being guessed by its digest."""
    told = found.features[position]
    content = canonical(
        {"type": "Feature", "geometry": told.geometry, "properties": told.properties}
    )
    salt = "" if told.source == FrozenSource.SUM else secrets.token_hex(16)
    return FrozenFeature(
        position=position,
        source=told.source,
        number=told.number,
        salt=salt,
        content=content,
        digest=digest(salt, content),
    )
