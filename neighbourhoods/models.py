"""Boundary sets with lifetimes, mahalle, the pieces they are looked up by, figures, names, and the base map."""

import secrets
from decimal import Decimal

import pghistory
from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db.models import Q
from django.db.models.constraints import Deferrable
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WEB_MERCATOR, WGS84
from gisdata.functions import NameFold, NameKey, TrFold
from neighbourhoods.querysets import (
    BasemapQuerySet,
    BoundarySetQuerySet,
    FigureQuerySet,
    NeighbourhoodQuerySet,
)

LOADED, ACTIVE, RETIRED = "loaded", "active", "retired"
POPULATION = "population"
FAR_ZOOM = 11
"""Up to it a tile reads the few things that are seen from so far by an index of their own."""


@pghistory.track(
    pghistory.UpdateEvent("changed", row=pghistory.Old),
    pghistory.DeleteEvent("deleted", row=pghistory.Old),
)
class BoundarySet(models.Model):
    """All mahalle boundaries of one source at one time.

    A set is loaded, then activated, then retired when another takes its place; the database
    keeps at most one active, and no one changes the mahalle of a set that has been active.
    """

    class Status(models.TextChoices):
        LOADED = LOADED, _("loaded")
        ACTIVE = ACTIVE, _("active")
        RETIRED = RETIRED, _("retired")

    name = models.CharField(_("name"), max_length=200)
    source = models.TextField(_("source and licence"), blank=True)
    status = models.CharField(max_length=10, choices=Status, default=LOADED, db_default=LOADED)
    is_sample = models.BooleanField(_("schematic boundaries, sample data"), default=False)
    loaded_at = models.DateTimeField(db_default=Now())
    activated_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = BoundarySetQuerySet.as_manager()

    class Meta:
        verbose_name = _("boundary set")
        verbose_name_plural = _("boundary sets")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[LOADED, ACTIVE, RETIRED]), name="boundaryset_status"
            ),
            # Deferred, so that one UPDATE can retire the old set and activate the new one.
            ExclusionConstraint(
                name="boundaryset_one_active",
                expressions=[("status", "=")],
                index_type="gist",
                condition=Q(status=ACTIVE),
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    """A mahalle as one boundary set draws it. Its boundary is in EPSG:4326."""

    boundary_set = models.ForeignKey(
        BoundarySet, on_delete=models.CASCADE, related_name="neighbourhoods"
    )
    code = models.CharField(_("official code"), max_length=20)
    name = models.CharField(_("name"), max_length=120, db_collation="tr-x-icu")
    name_folded = models.GeneratedField(
        expression=TrFold("name"), output_field=models.TextField(), db_persist=True
    )
    slug = models.SlugField(max_length=140)
    boundary = models.MultiPolygonField(srid=WGS84)

    population: Decimal | None  # these two where with_population() was asked for
    population_year: int | None

    objects = NeighbourhoodQuerySet.as_manager()

    class Meta:
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["boundary_set", "code"], name="neighbourhood_code"),
            models.UniqueConstraint(fields=["boundary_set", "slug"], name="neighbourhood_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class Piece(models.Model):
    """A part of an active mahalle with few vertices, for fast look-up. Kept by the database."""

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.CASCADE)
    code = models.CharField(max_length=20)
    shape = models.PolygonField(srid=WGS84)


class Figure(models.Model):
    """One number about a mahalle in one year, by code, so that it outlives a boundary set."""

    code = models.CharField(_("official code"), max_length=20)
    kind = models.SlugField(_("kind"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=3)
    source = models.CharField(_("source"), max_length=200)
    is_sample = models.BooleanField(default=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["kind", "code", "year"]
        permissions = [("load_figures", "Can load figures from a file")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "year"], name="figure_once_a_year"),
            models.CheckConstraint(condition=Q(year__range=(1900, 2200)), name="figure_year"),
            models.CheckConstraint(
                condition=~Q(kind=POPULATION) | Q(value__gte=0), name="figure_population"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.code}: {self.value}"


class NamedPlace(models.Model):
    """A street, a stop, a park by its name, to be found by. `location` is in EPSG:4326.

    A street is known by a point on it. Its mahalle is looked up when it is shown, so that another
    boundary set changes nothing here.
    """

    class Kind(models.TextChoices):
        STREET = "street", _("street")
        SQUARE = "square", _("square")
        STOP = "stop", _("stop")
        PARK = "park", _("park")
        SCHOOL = "school", _("school")
        HEALTH = "health", _("health")
        WORSHIP = "worship", _("place of worship")
        BUILDING = "building", _("building")
        ADDRESS = "address", _("address")
        PLACE = "place", _("place")

    name = models.CharField(_("name"), max_length=200)
    folded = models.GeneratedField(
        expression=NameFold("name"), output_field=models.TextField(), db_persist=True
    )
    key = models.GeneratedField(
        expression=NameKey("name"), output_field=models.TextField(), db_persist=True
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    location = models.PointField(_("location"), srid=WGS84)
    source = models.CharField(_("source and licence"), max_length=200)
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("named place")
        verbose_name_plural = _("named places")
        indexes = [
            GinIndex(fields=["key"], name="namedplace_key", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["source", "kind"], name="namedplace_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="namedplace_name"),
        ]

    def __str__(self) -> str:
        return self.name


def new_key() -> str:
    """Return a key that no base map has had, in whatever database."""
    return secrets.token_hex(8)


class Basemap(models.Model):
    """Streets, water, green and buildings of one source, drawn below everything; there is one at a time."""

    key = models.SlugField(unique=True, default=new_key, editable=False)
    """Stands in the addresses of its tiles, which browsers keep for good."""
    source = models.CharField(_("source"), max_length=200)
    licence = models.CharField(_("licence"), max_length=200)
    address = models.URLField(_("address"), blank=True, db_default="")
    loaded_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)

    objects = BasemapQuerySet.as_manager()

    class Meta:
        verbose_name = _("base map")
        verbose_name_plural = _("base maps")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.source


class BasemapFeature(models.Model):
    """One thing of a base map, by layer and kind of the Shortbread schema.

    `shape` is in EPSG:3857, in which tiles are cut; `first_zoom` is the first that shows it.
    """

    basemap = models.ForeignKey(
        Basemap, on_delete=models.CASCADE, related_name="features", db_index=False
    )  # all there are belong to one
    layer = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=200, blank=True)
    first_zoom = models.PositiveSmallIntegerField()
    shape = models.GeometryField(srid=WEB_MERCATOR, spatial_index=False)

    class Meta:
        indexes = [
            GistIndex(fields=["shape"], name="basemap_near"),
            GistIndex(
                OpClass(
                    "shape", name="gist_geometry_ops_2d"
                ),  # by `fields` Django forgets the condition
                name="basemap_far",
                condition=Q(first_zoom__lte=FAR_ZOOM),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.kind} {self.name}".rstrip()
