"""What a meeting saw: views of the map as they were when it opened."""

from django.db import models
from django.db.models import Q

from workinggroups.models.meetings import Subject


class FrozenOutline(models.Model):
    """The outlines of a district's mahalle as GeoJSON text, kept once, under the SHA-256 of the text."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.TextField()

    def __str__(self) -> str:
        return self.digest


class Snapshot(models.Model):
    """A view as it was at a moment; nothing of it changes.

    `manifest` is canonical JSON (workinggroups/snapshots/canonical.py): title, note, what it shows in words,
    numbers, legend, boundary set, and the digest of each feature. `digest` is its SHA-256.
    """

    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, related_name="snapshot")
    frozen_at = models.DateTimeField(editable=False)
    outline = models.ForeignKey(FrozenOutline, on_delete=models.PROTECT, related_name="+")
    manifest = models.TextField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.frozen_at:%Y-%m-%d %H:%M} {self.digest[:12]}"


class FrozenSource(models.TextChoices):
    """Of what a frozen feature tells, if of something that can be taken down."""

    ISSUE = "issue"
    PLACE = "place"
    SUM = "sum"


class FrozenFeature(models.Model):
    """A feature of a frozen view: GeoJSON text in EPSG:4326, canonical, and the SHA-256 of `salt` and text.

    When the report or place is taken down or erased, the database empties salt and text; the digest stays,
    and tells nobody what stood there.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    source = models.CharField(max_length=5, choices=FrozenSource)
    number = models.BigIntegerField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    content = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "position"], name="frozenfeature_once"),
            models.CheckConstraint(
                condition=Q(source=FrozenSource.SUM) ^ Q(number__isnull=False),
                name="frozenfeature_number",
            ),
        ]
        indexes = [
            models.Index(
                fields=["source", "number"],
                condition=Q(number__isnull=False),
                name="frozenfeature_of",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number or self.position}"


class PublicFrozenFeature(models.Model):
    """A row of the view `public_frozen_features`: of what is not public now, salt and text are empty."""

    id = models.BigIntegerField(primary_key=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.DO_NOTHING, related_name="features")
    position = models.PositiveIntegerField()
    salt = models.CharField(max_length=32)
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        managed = False
        db_table = "public_frozen_features"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.digest
