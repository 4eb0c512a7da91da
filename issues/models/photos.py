"""Photos of issues, and the view of the public ones."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue, PublicIssue
from issues.querysets import PhotoQuerySet

MOST_PHOTOS = 5


class PhotoFacts(models.Model):
    """What a photo and its public view share. The phone makes its id, so a retry is no copy.

    The pictures themselves are files: see issues/photos.py. Width and height are in pixels.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"))
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.position} ({self.width} × {self.height})"

    def get_absolute_url(self) -> str:
        """The photo, for everybody while its issue is public."""
        return reverse("issues:photo", args=[self.id])

    def get_small_url(self) -> str:
        """Its thumbnail."""
        return reverse("issues:small-photo", args=[self.id])


class Photo(PhotoFacts):
    """A photo of an issue, as `photo_files.cleaned` made it anew."""

    issue = models.ForeignKey(  # its index is that of `photo_of_issue`
        Issue, on_delete=models.CASCADE, related_name="photos", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    shown_at = models.DateTimeField(null=True, db_default=Now(), editable=False)
    """Since when it is shown with its issue; None while it waits for a moderator."""

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_PHOTOS), name="photo_position"
            ),
            models.UniqueConstraint(fields=["issue", "position"], name="photo_of_issue"),
        ]


class RemovedPhoto(models.Model):
    """The id of a photo that is gone, written by the database: no other picture ever has it."""

    id = models.UUIDField(primary_key=True, editable=False)
    removed_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return str(self.pk)


class PublicPhoto(PhotoFacts):
    """A row of the view `public_photos`: the only door by which photos go out."""

    issue = models.ForeignKey(PublicIssue, on_delete=models.DO_NOTHING, related_name="photos")

    class Meta:
        managed = False
        db_table = "public_photos"
        ordering = ["position"]
