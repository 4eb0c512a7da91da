"""Where places come from, and what each source said of them."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from places.models.place import Place, PublicPlace


class DataSource(models.Model):
    """Somebody's collection of places, with the licence under which we show it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    licence = models.CharField(_("licence"), max_length=200)
    address = models.URLField(_("address"), blank=True, db_default="")

    class Meta:
        verbose_name = _("source of places")
        verbose_name_plural = _("sources of places")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SourcedPlace(models.Model):
    """What a source says of a place, by the source's own id: so a second import finds it again.

    `said` holds the values that were imported last, so that what people changed since is known.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="sourced")
    source = models.ForeignKey(DataSource, on_delete=models.PROTECT, related_name="sourced")
    identity = models.CharField(max_length=200, help_text="the source's own id of it")
    said = models.JSONField()
    imported_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "identity"], name="sourcedplace_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.identity}"


class PublicSource(models.Model):
    """A row of the view `public_place_sources`: which source a public place has, under which licence."""

    id = models.BigIntegerField(primary_key=True)
    place = models.ForeignKey(PublicPlace, on_delete=models.DO_NOTHING, related_name="sources")
    name = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    address = models.CharField(max_length=200)

    class Meta:
        managed = False
        db_table = "public_place_sources"

    def __str__(self) -> str:
        return self.name
