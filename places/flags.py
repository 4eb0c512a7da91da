"""A word from somebody that what is shown of a place is not right."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from intake.flags import handle, new_flag
from places.models import Action, Place, PlaceFlag, PlaceStep


@transaction.atomic
def flag_place(*, id: UUID, place: Place, reason: PlaceFlag.Reason, text: str) -> PlaceFlag:
    """Keep a flag once, however often it is sent. It hides nothing: somebody of the desk looks at it."""
    locked = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    said = new_flag(reason, text) | {"place": locked}
    flag, _created = PlaceFlag.objects.get_or_create(id=id, defaults=said)
    return flag


@transaction.atomic
def handle_flags(*, place: Place, until: datetime, by: User) -> None:
    """Count the flags on a place as looked at; those that came after `until` stay open."""
    locked = Place.objects.select_for_update().get(pk=place.pk)
    if handle(locked.flags.all(), at=timezone.now(), until=until):
        PlaceStep.objects.create(place=locked, action=Action.FLAGS_SEEN, taken_by=by)
