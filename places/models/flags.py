"""What somebody says is not right about a place."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from intake.texts import FLAG_LENGTH
from places.models.place import Place


class PlaceFlag(models.Model):
    """Somebody's word that a place, a photo of it or what was told of it is not right. It hides nothing."""

    class Reason(models.TextChoices):
        """What may be wrong with a place."""

        PERSONAL = "personal", _("It tells something private about a person")
        HURTFUL = "hurtful", _("It is hurtful or insulting")
        UNTRUE = "untrue", _("It is not true")
        DUPLICATE = "duplicate", _("It is in the register a second time")
        MISPLACED = "misplaced", _("It is somewhere else")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    text = models.CharField(_("in your words"), max_length=FLAG_LENGTH, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    handled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["place"], condition=Q(handled_at=None), name="placeflag_open")
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
