"""What residents sent about places, taken back: keyword-only, one transaction each, no request."""

from uuid import UUID

from django.apps import apps
from django.db import transaction

from accounts.models import ErasureLog
from accounts.retention import log_erasure
from gisdata.history import rewriting
from places.actions import OPEN
from places.models import Action, Condition, Place, PlaceStep
from places.photos import discard_photos

SAID = (Action.NOMINATED, Action.ANSWERED)
"""The steps with words of a nomination's sender."""

OWN_WORDS = ("evidence", "spot")
"""The columns of a place that its sender wrote first, and in which the desk may write later."""


@transaction.atomic
def take_nomination_back(*, place: Place) -> bool:
    """Erase what the sender of a nomination sent.

    Returns:
        Whether the place itself is gone, too: not where it is in the register, or others nominated it.
    """
    locked = Place.objects.select_for_update().filter(pk=place.pk).first()
    if locked is None:  # taken back meanwhile
        return True
    if not locked.steps.filter(action=Action.ERASED).exists():
        log_erasure(kind=ErasureLog.Kind.PLACE, rule=ErasureLog.ASKED, count=1)
    return erase_nomination(locked=locked)


def is_only_its_senders(place: Place) -> bool:
    """Tell whether nobody else has a part in a nomination: it is not in the register, nor joined."""
    return place.status in OPEN and not place.merged.exists()


def erase_nomination(*, locked: Place) -> bool:
    """Erase what was sent with a nomination whose row is locked. Returns whether the place is gone, too.

    Of a place that stays, its name and what else the register knows stay; why somebody nominated it, how
    they knew of it and how they described the spot do not.
    """
    discard_photos(locked.sent_photos.all())
    events = apps.get_model("places", "PlaceEvent")
    own = events.objects.filter(pgh_obj_id=locked.pk)
    if is_only_its_senders(locked):
        discard_photos(locked.photos.all())
        locked.delete()
        with rewriting(events):
            own.delete()
        return True
    if locked.steps.filter(action=Action.ERASED).exists():
        return False
    locked.steps.filter(action__in=SAID).update(note="")
    locked.flags.update(text="")
    left = {column: "" for column in OWN_WORDS if column not in _written_by_the_desk(locked)}
    Place.objects.filter(pk=locked.pk).update(**left)
    with rewriting(events):
        own.update(**dict.fromkeys(OWN_WORDS, ""))
    PlaceStep.objects.create(place=locked, action=Action.ERASED)
    return False


def _written_by_the_desk(locked: Place) -> set[str]:
    """Return the columns in which stands what the desk wrote, in place of what was sent."""
    changed = locked.steps.filter(action=Action.CHANGED).values_list("note", flat=True)
    return {name for note in changed for name in note.split(", ")}


@transaction.atomic
def take_condition_back(*, condition: UUID) -> None:
    """Erase what somebody told of a place's condition, with its photos; again is the same."""
    found = Condition.objects.select_for_update().filter(pk=condition).first()
    if found:
        erase_condition(locked=found)
        log_erasure(kind=ErasureLog.Kind.PLACE, rule=ErasureLog.ASKED, count=1)


def erase_condition(*, locked: Condition) -> None:
    """Erase a condition whose row is locked, with its photos."""
    discard_photos(locked.photos.all())
    locked.delete()
