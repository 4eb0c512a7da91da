"""What an open meeting looks at just now, and what is noted on its maps."""

from django.contrib.gis.db.models import GeometryField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WGS84
from workinggroups.models.meetings import AgendaItem, Meeting
from workinggroups.models.snapshots import Snapshot


class Screen(models.Model):
    """What the facilitator shows; `version` grows with each change, also of the notes.

    One snapshot fills the screen; with `right` the two are side by side, divided at `swipe` (0 to 1 from the
    left). `pointed` is the position of the feature that is pointed at in `left`.
    """

    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, primary_key=True, related_name="screen"
    )
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    left = models.ForeignKey(Snapshot, null=True, on_delete=models.SET_NULL, related_name="+")
    right = models.ForeignKey(Snapshot, null=True, on_delete=models.SET_NULL, related_name="+")
    swipe = models.FloatField(default=0.5)
    pointed = models.PositiveIntegerField(null=True)
    zoom = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version}"


class NoteColour(models.TextChoices):
    """Colours of notes, by names that everybody can say; of those that all can tell apart (Okabe and Ito)."""

    ORANGE = "orange", _("orange")
    BLUE = "blue", _("blue")
    GREEN = "green", _("green")
    PINK = "pink", _("pink")


NOTE_COLOURS = {"orange": "#D55E00", "blue": "#0072B2", "green": "#009E73", "pink": "#CC79A7"}


class NoteState(models.TextChoices):
    """Who sees a note."""

    SHOWN = "shown", _("shown")
    PROPOSED = "proposed", _("waits for the facilitator")
    DECLINED = "declined", _("not shown")


class MeetingNote(models.Model):
    """A note of a meeting on an item's map: a point, a line, an area in EPSG:4326, or words alone."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    shape = GeometryField(srid=WGS84, null=True, blank=True)
    text = models.CharField(_("note"), max_length=300, blank=True)
    colour = models.CharField(_("colour"), max_length=8, choices=NoteColour)
    state = models.CharField(max_length=8, choices=NoteState)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shape__isnull=False) | ~Q(text=""), name="meetingnote_says_something"
            ),
            models.CheckConstraint(
                condition=Q(colour__in=NoteColour.values), name="meetingnote_colour"
            ),
            models.CheckConstraint(
                condition=Q(state__in=NoteState.values), name="meetingnote_state"
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.colour
