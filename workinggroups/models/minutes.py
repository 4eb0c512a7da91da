"""Minutes of meetings."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from workinggroups.models.meetings import Meeting


class Minutes(models.Model):
    """What the secretary writes of a meeting that is over; once published it never changes.

    Agenda, views, notes, decisions and actions are told from what was recorded, not written again.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    present = models.TextField(_("who was there"), max_length=2000, blank=True)
    text = models.TextField(_("what was said"), max_length=20_000, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")

    def __str__(self) -> str:
        return f"{self.meeting_id}"


class Correction(models.Model):
    """Something in published minutes that was wrong; what stood there stays, and this beside it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField(_("correction"), max_length=2000)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
