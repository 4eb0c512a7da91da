"""What became of a nomination, and how a place is doing: all of it public, with its date."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from places.models.choices import State, Visibility
from places.models.place import Place, PublicPlace

NOTE_LENGTH = 2000


class Action(models.TextChoices):
    """The steps of a place."""

    NOMINATED = "nominated", _("nominated")
    QUESTIONED = "questioned", _("asked back")
    ANSWERED = "answered", _("answered")
    VERIFIED = "verified", _("taken into the register")
    DECLINED = "declined", pgettext_lazy("nomination", "declined")
    MERGED = "merged", _("joined with another place")
    CHANGED = "changed", _("facts changed")
    IMPORTED = "imported", _("imported from a source")
    HELD = "held", _("held for review")
    SHOWN = "shown", _("shown again")
    SEEN_HELD = "seen_held", _("what somebody saw is held for review")
    SEEN_SHOWN = "seen_shown", _("what somebody saw is shown")
    REDACTED = "redacted", _("personal data taken out")
    PHOTO_GONE = "photo_gone", _("photo removed for good")
    ERASED = "erased", _("its nominator’s words and photos erased")
    FLAGS_SEEN = "flags_seen", _("what people said is wrong was looked at")


class StepFacts(models.Model):
    """The columns that a step and its public view share."""

    action = models.CharField(_("step"), max_length=10, choices=Action)
    note = models.TextField(_("note"), blank=True, max_length=NOTE_LENGTH)
    taken_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.note}".strip()

    @property
    def told(self) -> str:
        """The note as people read it: of changed facts, their names in the reader's language."""
        if self.action != Action.CHANGED:
            return self.note
        names = {field.name: str(field.verbose_name) for field in Place._meta.fields}
        return ", ".join(names.get(name, name) for name in self.note.split(", "))


class PlaceStep(StepFacts):
    """One step of a place; by whom is known to the desk alone."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="steps")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["taken_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Action.values), name="placestep_action"),
        ]


class PublicPlaceStep(StepFacts):
    """A row of the view `public_place_steps`."""

    id = models.BigIntegerField(primary_key=True)
    place = models.ForeignKey(PublicPlace, on_delete=models.DO_NOTHING, related_name="steps")

    class Meta:
        managed = False
        db_table = "public_place_steps"
        ordering = ["taken_at", "id"]


class ConditionFacts(models.Model):
    """The columns that a report of a place's condition and its public view share."""

    id = models.UUIDField(primary_key=True)
    state = models.CharField(_("condition"), max_length=10, choices=State)
    note = models.TextField(_("what you saw"), blank=True, max_length=NOTE_LENGTH)
    seen_on = models.DateField(_("seen on"))
    reported_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.seen_on})"


class Condition(ConditionFacts):
    """What somebody saw of a place's condition. The phone makes its id, so a retry is no copy."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="conditions")
    visibility = models.CharField(
        max_length=10, choices=Visibility, default="public", db_default="public"
    )
    looked_at = models.DateTimeField(null=True, editable=False)
    """When somebody of the desk decided on it last; None waits in the queue."""

    class Meta:
        indexes = [
            models.Index(
                fields=["place"], condition=Q(looked_at=None), name="condition_not_looked_at"
            ),
        ]
        verbose_name = _("condition of a place")
        verbose_name_plural = _("conditions of places")
        ordering = ["-seen_on", "-reported_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="condition_state"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="condition_visibility"
            ),
        ]


class PublicCondition(ConditionFacts):
    """A row of the view `public_conditions`."""

    place = models.ForeignKey(PublicPlace, on_delete=models.DO_NOTHING, related_name="conditions")

    class Meta:
        managed = False
        db_table = "public_conditions"
        ordering = ["-seen_on", "-reported_at", "-id"]
