"""Photos of places and of their conditions, with the same care as those of issues."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from intake import photo_store
from intake.photo_files import CleanPhoto
from places.actions import RefusedError
from places.models import (
    Action,
    Condition,
    Place,
    PlacePhoto,
    PlaceStep,
    Visibility,
)

FOLDER = "place-photos"
"""Of MEDIA_ROOT."""


def photo_file(photo: UUID, *, small: bool = False) -> Path:
    """Return where a photo, or its thumbnail, is kept."""
    return photo_store.photo_file(FOLDER, photo, small=small)


@transaction.atomic
def add_photo(
    *, place: Place, id: UUID, photo: CleanPhoto, condition: Condition | None = None
) -> PlacePhoto:
    """Store a photo once, however often it is sent.

    Where what it came with waits it waits, too, and so it does where something of the place was held or a
    photo of it removed before.
    """
    locked = Place.objects.select_for_update().get(pk=place.pk)
    known = PlacePhoto.objects.filter(pk=id).first()
    if known:
        return known
    came_with = condition or locked
    looks_well = came_with.visibility == Visibility.PUBLIC and not _is_looked_at_first(locked)
    is_shown = settings.PUBLISH_AT_ONCE and looks_well
    stored = PlacePhoto.objects.create(
        id=id,
        place=locked,
        condition=condition,
        nomination=None if condition else locked,
        width=photo.width,
        height=photo.height,
        shown_at=timezone.now() if is_shown else None,
    )
    photo_store.keep(FOLDER, id, photo)
    return stored


def _is_looked_at_first(locked: Place) -> bool:
    """Tell whether the desk had to act on a place, or on one that was joined with it."""
    warnings = (Action.HELD, Action.SEEN_HELD, Action.PHOTO_GONE)
    own_or_joined = Q(place=locked) | Q(place__merged_into=locked)
    return PlaceStep.objects.filter(own_or_joined, action__in=warnings).exists()


@transaction.atomic
def remove_photo(*, place: Place, photo: UUID, by: User) -> None:
    """Delete a photo of a place for good; its files are gone with the commit.

    Raises:
        RefusedError: there is no such photo.
    """
    removed, _by_model = PlacePhoto.objects.filter(pk=photo, place=place).delete()
    if not removed:
        raise RefusedError(_("This is not there any more."))
    PlaceStep.objects.create(place=place, action=Action.PHOTO_GONE, taken_by=by)
    transaction.on_commit(lambda: photo_store.discard(FOLDER, [photo]))


def discard_photos(photos: QuerySet[PlacePhoto]) -> None:
    """Delete photos for good; their files are gone with the commit."""
    gone = list(photos.values_list("pk", flat=True))
    photos.delete()
    transaction.on_commit(lambda: photo_store.discard(FOLDER, gone))


def sweep_photo_files(*, now: datetime) -> int:
    """Delete the files that belong to no photo. Returns how many."""
    known = PlacePhoto.objects.values_list("pk", flat=True)
    return photo_store.sweep(FOLDER, known=known, now=now)
