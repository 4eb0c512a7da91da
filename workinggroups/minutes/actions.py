"""Writing and publishing minutes: keyword-only, one transaction each, no request."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workinggroups.errors import RefusedError
from workinggroups.models import Correction, Meeting, Minutes, Stage


@transaction.atomic
def write_minutes(*, meeting: Meeting, present: str, text: str, publish: bool) -> Minutes:
    """Keep what the secretary writes, and publish it if wanted.

    Raises:
        RefusedError: the meeting is not over, or the minutes are published already.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.stage != Stage.CLOSED:
        raise RefusedError(_("Minutes are written when the meeting is over."))
    minutes, _is_new = Minutes.objects.get_or_create(meeting=locked)
    if minutes.published_at:
        raise RefusedError(_("These minutes are published: correct them on their page."))
    minutes.present, minutes.text = present, text
    minutes.published_at = timezone.now() if publish else None
    minutes.save()
    return minutes


@transaction.atomic
def correct(*, minutes: Minutes, text: str) -> Correction:
    """Say what is wrong in published minutes, for all to read beside it.

    Raises:
        RefusedError: they are not published, so that they can still be changed.
    """
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if not locked.published_at:
        raise RefusedError(_("These minutes are not published yet: change them."))
    return locked.corrections.create(text=text)
