"""Photos of issues: at most five each, kept as files beside the database.

A reporter's photo brings its issue back to the moderators. It is shown at once only where reports
are (PUBLISH_AT_ONCE) and none of them held the issue or removed a photo of it; else it waits until
one of them publishes.
"""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from intake import photo_store
from intake.photo_files import CleanPhoto
from issues.actions import RefusedError
from issues.models import (
    MOST_PHOTOS,
    Issue,
    ModerationStep,
    Photo,
    RemovedPhoto,
    Visibility,
)

FOLDER = "photos"
"""Of MEDIA_ROOT."""


def photo_file(photo: UUID, *, small: bool = False) -> Path:
    """Return where a photo, or its thumbnail, is kept."""
    return photo_store.photo_file(FOLDER, photo, small=small)


def known_photo(*, issue: Issue, id: UUID, by: User | None = None) -> Photo | None:
    """Return the issue's photo of this id, or None where there is room for a new one.

    To be asked before a picture is decoded, which costs a hundred times as much.

    Raises:
        RefusedError: as `add_photo`.
    """
    known = Photo.objects.filter(pk=id).first()
    if known and known.issue_id == issue.pk:
        return known
    if known:
        raise RefusedError(_("This photo belongs to another report. Please choose it again."))
    if RemovedPhoto.objects.filter(pk=id).exists():
        raise RefusedError(_("This photo was removed from the report and cannot come back."))
    if by is None and not Issue.objects.open_for_photos().filter(pk=issue.pk).exists():
        raise RefusedError(_("Photos can no longer be added to this report."))
    _free_position(issue)
    return None


@transaction.atomic
def add_photo(
    *,
    issue: Issue,
    id: UUID,
    photo: CleanPhoto,
    by: User | None = None,
) -> tuple[Photo, bool]:
    """Store a photo of an issue once, however often it is sent, on the first free position.

    Without `by` it is the reporter who adds it, who knows the issue's id and has a day's time.

    Returns:
        The photo and whether it is new; an id that is already known keeps its first picture.

    Raises:
        RefusedError: the issue has five photos, or is no longer open for its reporter's; or the id
            belongs to another issue's photo, or to one that was removed.
    """
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if known := known_photo(issue=locked, id=id, by=by):
        return known, False
    stored = Photo.objects.create(
        id=id,
        issue=locked,
        position=_free_position(locked),
        width=photo.width,
        height=photo.height,
        shown_at=None if by is None and _is_looked_at_first(locked) else timezone.now(),
    )
    _tell_moderators(locked, by)
    photo_store.keep(FOLDER, id, photo)
    return stored, True


def _is_looked_at_first(issue: Issue) -> bool:
    if not settings.PUBLISH_AT_ONCE or issue.visibility == Visibility.HELD:
        return True
    was_held = Q(from_visibility=Visibility.HELD)
    lost_a_photo = Q(action=ModerationStep.Action.PHOTO_REMOVED)
    return issue.moderation_steps.filter(was_held | lost_a_photo).exists()


def _tell_moderators(locked: Issue, by: User | None) -> None:
    """Record the photo as a step; a reporter's brings the issue back to the queue."""
    ModerationStep.objects.create(
        issue=locked,
        action=ModerationStep.Action.PHOTO_ADDED,
        from_visibility=locked.visibility,
        taken_by=by,
    )
    if by is None:
        Issue.objects.filter(pk=locked.pk).update(reviewed_at=None)


def _free_position(issue: Issue) -> int:
    taken = set(issue.photos.values_list("position", flat=True))
    free = [position for position in range(1, MOST_PHOTOS + 1) if position not in taken]
    if not free:
        raise RefusedError(_("A report can have five photos. Please remove one first."))
    return free[0]


@transaction.atomic
def remove_photo(*, photo: Photo) -> None:
    """Delete a photo for good; its files are gone with the commit."""
    id = photo.pk
    photo.delete()
    transaction.on_commit(lambda: photo_store.discard(FOLDER, [id]))


def sweep_photo_files(*, now: datetime) -> int:
    """Delete the files that belong to no photo. Returns how many."""
    known = Photo.objects.values_list("pk", flat=True)
    return photo_store.sweep(FOLDER, known=known, now=now)
