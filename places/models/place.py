"""Places, the share of each mahalle in them, and the view of the public ones."""

import pghistory
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WGS84
from gisdata.functions import NameFold, NameKey
from neighbourhoods.models import Neighbourhood
from places.models.choices import (
    Access,
    Facility,
    Origin,
    Ownership,
    Protection,
    State,
    Status,
    Visibility,
)
from places.models.types import PlaceType
from places.querysets import PublicPlaceQuerySet

NAME_LENGTH = 200
STORY_LENGTH = 6000
SPOT_LENGTH = 200
NAMES = Concat("name", Value("\n"), "other_names", output_field=models.TextField())


class NextNumber(Func):
    """The next public number of a place."""

    template = "nextval('places_number')"
    arity = 0
    output_field = models.BigIntegerField()


class PlaceFacts(models.Model):
    """The columns that a place and its public view share. `shape` is in EPSG:4326.

    `shape` is a point for most, a polygon for an area, a line for a stream or a historic way.
    """

    number = models.BigIntegerField(
        _("number"), unique=True, editable=False, db_default=NextNumber()
    )
    type = models.ForeignKey(
        PlaceType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    other_names = models.TextField(
        _("other names"), blank=True, db_default="", max_length=500, help_text=_("one on each line")
    )
    shape = models.GeometryField(_("place"), srid=WGS84)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default="nominated", db_default="nominated"
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin, default="resident", db_default="resident"
    )
    story = models.TextField(_("story"), blank=True, db_default="", max_length=STORY_LENGTH)
    period = models.CharField(_("period"), max_length=100, blank=True, db_default="")
    protection = models.CharField(
        _("protection"), max_length=10, choices=Protection, default="none", db_default="none"
    )
    register_number = models.CharField(
        _("register number"), max_length=60, blank=True, db_default=""
    )
    ownership = models.CharField(
        _("ownership"), max_length=10, choices=Ownership, default="unknown", db_default="unknown"
    )
    access = models.CharField(
        _("access"), max_length=10, choices=Access, default="unknown", db_default="unknown"
    )
    hours = models.CharField(_("opening hours"), max_length=200, blank=True, db_default="")
    has_fee = models.BooleanField(_("entrance fee"), null=True, blank=True)
    is_step_free = models.BooleanField(_("step-free access"), null=True, blank=True)
    facilities = ArrayField(
        models.CharField(max_length=10, choices=Facility),
        verbose_name=_("facilities"),
        blank=True,
        default=list,
        db_default=Value([], ArrayField(models.CharField(max_length=10))),
    )
    evidence = models.TextField(
        _("sources"),
        blank=True,
        db_default="",
        max_length=2000,
        help_text=_("where what is told here is known from"),
    )
    spot = models.CharField(
        _("description of the spot"), max_length=SPOT_LENGTH, blank=True, db_default=""
    )
    is_placed = models.BooleanField(
        _("place on the map known"),
        default=True,
        db_default=True,
        help_text=_("else only its neighbourhood is"),
    )
    updated_at = models.DateTimeField(_("last changed"), db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The place's public page."""
        return reverse("places:detail", args=[self.number])

    @property
    def other_names_listed(self) -> list[str]:
        """The other names, one by one."""
        return [name.strip() for name in self.other_names.splitlines() if name.strip()]

    @property
    def facilities_said(self) -> list[str]:
        """The facilities, in words."""
        return [str(Facility(facility).label) for facility in self.facilities]


@pghistory.track(
    pghistory.UpdateEvent("changed", row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent("deleted", row=pghistory.Old, level=pghistory.Statement),
    exclude=["folded", "key", "updated_at"],
)
class Place(PlaceFacts):
    """A heritage site or a green space. The phone makes its id (UUIDv7), so a retry is no copy.

    Everything public is read from `PublicPlace`; this table is for actions and the desk.
    """

    id = models.UUIDField(primary_key=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default="public", db_default="public"
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("joined with"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="merged",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    folded = models.GeneratedField(
        expression=NameFold(NAMES),
        output_field=models.TextField(),
        db_persist=True,
    )
    key = models.GeneratedField(
        expression=NameKey(NAMES),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        permissions = [("verify_place", "Can verify places")]
        indexes = [
            GinIndex(fields=["key"], name="place_key", opclasses=["gin_trgm_ops"]),
            models.Index(F("updated_at").desc(), F("number").desc(), name="place_updated"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="place_name"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="place_status"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="place_visibility"
            ),
            models.CheckConstraint(
                condition=Q(protection__in=Protection.values), name="place_protection"
            ),
            models.CheckConstraint(
                condition=Q(ownership__in=Ownership.values), name="place_ownership"
            ),
            models.CheckConstraint(condition=Q(access__in=Access.values), name="place_access"),
            models.CheckConstraint(
                condition=Q(facilities__contained_by=Facility.values), name="place_facilities"
            ),
            models.CheckConstraint(
                condition=Q(register_number="") | Q(protection="registered"),
                name="place_register_number",
                violation_error_message=_("Only what is registered has a register number."),
            ),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(is_placed=True),
                name="place_verified_placed",
                violation_error_message=_("Put the place on the map first."),
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
                name="place_merged",
            ),
        ]


class PlaceShare(models.Model):
    """How much of a place lies in a mahalle of the active set. Kept by the database.

    `share` is of the place's area, of a line's length, or 1 for a point, measured in EPSG:5254; the
    shares of a place sum to the part of it that lies in the district.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="shares")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.CASCADE, related_name="+")
    share = models.FloatField(_("share"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "neighbourhood"], name="placeshare_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="placeshare_share"),
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood}: {self.share:.0%}"


class PublicPlace(PlaceFacts):
    """A row of the view `public_places`: the only door by which places go out."""

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10)
    point = models.PointField(srid=WGS84)
    area = models.FloatField(help_text=_("m², measured in EPSG:5254; 0 for a point or a line"))
    length = models.FloatField(help_text=_("m, of a line; else 0"))
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    """The one that has most of it."""
    neighbourhood_ids = ArrayField(models.BigIntegerField())
    """All that it reaches into."""
    folded = models.TextField()
    key = models.TextField()
    state = models.CharField(_("condition"), max_length=10, choices=State, null=True)  # none known
    state_seen_on = models.DateField(null=True)
    svg: str
    """Where with_svg() was asked for."""
    state_before = models.CharField(max_length=10, choices=State, null=True)  # the one before

    objects = PublicPlaceQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "public_places"


class PublicShare(models.Model):
    """A row of the view `public_place_shares`: how much of a public place lies in a mahalle."""

    id = models.BigIntegerField(primary_key=True)
    place = models.ForeignKey(PublicPlace, on_delete=models.DO_NOTHING, related_name="shares")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.DO_NOTHING, related_name="+")
    share = models.FloatField()

    class Meta:
        managed = False
        db_table = "public_place_shares"

    def __str__(self) -> str:
        return f"{self.neighbourhood}: {self.share:.0%}"
