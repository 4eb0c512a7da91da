"""Views of the map that people keep, and the dumps of the open data."""

from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

LONGEST = 2000
"""Characters of the query of an address that is kept."""


class MapView(models.Model):
    """What the web map shows: the query of its address, and where it looks (degrees in EPSG:4326, zoom)."""

    title = models.CharField(_("title"), max_length=120)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    query = models.CharField(max_length=LONGEST, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    zoom = models.FloatField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def at(self) -> str:
        """Where it looks, as the map's address says it behind #; empty for the whole district."""
        if self.zoom is None:
            return ""
        return f"{self.zoom:.2f}/{self.latitude:.5f}/{self.longitude:.5f}"


class SavedView(MapView):
    """A view with a name of its own and an address; whoever has the address sees it, and may embed it.

    It belongs to the person who kept it and goes with their account.
    """

    id = models.UUIDField(primary_key=True)
    kept_at = models.DateTimeField(db_default=Now(), editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["-kept_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None, zoom=None)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90), zoom__range=(0, 24)),
                name="savedview_camera",
            )
        ]


class DumpFile(TypedDict):
    """A file of a dump: its name, bytes, media type, and SHA-256 in hexadecimal digits."""

    name: str
    bytes: int
    media_type: str
    sha256: str


class DumpQuerySet(models.QuerySet["Dump"]):
    """Dumps of the open data."""

    def current(self) -> "Dump | None":
        """Return the newest that is whole and holds nothing that is not public any more."""
        return self.exclude(files=[]).filter(withdrawn_at=None).order_by("-pk").first()


class Dump(models.Model):
    """All layers as files, made at night. The database withdraws it when anything in it stops being public (maps/sql/dump.sql)."""

    made_at = models.DateTimeField(db_default=Now())
    files: models.JSONField[list[DumpFile], list[DumpFile]] = models.JSONField(default=list)
    """Empty until they are whole."""
    withdrawn_at = models.DateTimeField(null=True)

    objects = DumpQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return dumps_folder() / str(self.pk)


def dumps_folder() -> Path:
    """Return where all dumps lie."""
    return Path(settings.MEDIA_ROOT) / "dumps"
