"""Photos of places, and the view of the public ones. The pictures themselves are files."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from places.models.place import Place, PublicPlace
from places.models.steps import Condition, PublicCondition


class PlacePhotoFacts(models.Model):
    """What a photo and its public view share; width and height in pixels."""

    id = models.UUIDField(primary_key=True, editable=False)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"

    def get_absolute_url(self) -> str:
        """The photo, for everybody while it is public."""
        return reverse("places:photo", args=[self.id])

    def get_small_url(self) -> str:
        """Its thumbnail."""
        return reverse("places:small-photo", args=[self.id])


class PlacePhoto(PlacePhotoFacts):
    """A photo of a place, made anew from its pixels; sent with a condition or with a nomination."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="photos")
    condition = models.ForeignKey(
        Condition, null=True, on_delete=models.CASCADE, related_name="photos"
    )
    nomination = models.ForeignKey(
        Place, null=True, on_delete=models.SET_NULL, related_name="sent_photos"
    )
    """What it was sent with, where that was a nomination; it may be joined with another place by now."""
    shown_at = models.DateTimeField(null=True, editable=False)
    """Since when it is shown with its place; None while it waits for a look."""

    class Meta:
        verbose_name = _("photo of a place")
        verbose_name_plural = _("photos of places")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["place"], condition=Q(shown_at=None), name="placephoto_waiting"),
        ]


class PublicPlacePhoto(PlacePhotoFacts):
    """A row of the view `public_place_photos`: the only door by which photos go out."""

    place = models.ForeignKey(PublicPlace, on_delete=models.DO_NOTHING, related_name="photos")
    condition = models.ForeignKey(
        PublicCondition, null=True, on_delete=models.DO_NOTHING, related_name="photos"
    )

    class Meta:
        managed = False
        db_table = "public_place_photos"
        ordering = ["created_at", "id"]
