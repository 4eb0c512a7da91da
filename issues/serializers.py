"""What comes in and goes out of the API: parsing with clear errors, GeoJSON out."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gisdata.crs import WGS84, in_turkiye, looks_swapped
from issues.models import (
    DESCRIPTION_LENGTH,
    SPOT_LENGTH,
    Category,
    Issue,
    Photo,
    PublicIssue,
    PublicPhoto,
)
from issues.photo_files import CleanPhoto, PhotoRefusedError, PhotoTooLargeError, cleaned
from neighbourhoods.models import Neighbourhood

EARLIEST = timedelta(days=30)
CLOCK_SKEW = timedelta(minutes=10)

POINT_SCHEMA = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "enum": ["Point"]},
        "coordinates": {
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 3,
            "description": "longitude, latitude (degrees, EPSG:4326)",
        },
    },
}


@extend_schema_field(POINT_SCHEMA)
class PointField(serializers.Field[Point, Any, dict[str, Any], Any]):
    """A GeoJSON Point in EPSG:4326 within Türkiye."""

    default_error_messages = {
        "shape": _(
            'Give a GeoJSON Point: {{"type": "Point", "coordinates": [longitude, latitude]}}.'
        ),
        "range": _("Longitude must be from -180 to 180 and latitude from -90 to 90."),
        "swapped": _("The coordinates look swapped: longitude comes first, then latitude."),
        "away": _("This point is not in Türkiye."),
    }

    def to_internal_value(self, data: Any) -> Point:
        """Parse, or refuse with what to do."""
        longitude, latitude = self._numbers(data)
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            self.fail("range")
        if looks_swapped(longitude, latitude):
            self.fail("swapped")
        if not in_turkiye(longitude, latitude):
            self.fail("away")
        return Point(longitude, latitude, srid=WGS84)

    def to_representation(self, value: Point) -> dict[str, Any]:
        """Return a GeoJSON Point with seven decimals (about a centimetre)."""
        return {"type": "Point", "coordinates": [round(value.x, 7), round(value.y, 7)]}

    def _numbers(self, data: Any) -> tuple[float, float]:
        if not isinstance(data, dict) or data.get("type") != "Point":
            self.fail("shape")
        numbers = data.get("coordinates")
        if not isinstance(numbers, list) or len(numbers) not in {2, 3}:
            self.fail("shape")
        if not all(type(n) in {int, float} and -1e6 < n < 1e6 for n in numbers):  # no NaN is
            self.fail("shape")
        return float(numbers[0]), float(numbers[1])


class CategorySerializer(serializers.ModelSerializer[Category]):
    """A category with both names; `parent` is the slug of its group, or null."""

    parent = serializers.CharField(source="parent.slug", allow_null=True, default=None)  # type: ignore[assignment]  # a serializer has an attribute of that name

    class Meta:
        model = Category
        fields = [
            "slug",
            "parent",
            "name",
            "name_tr",
            "name_en",
            "glyph",
            "colour",
            "open311_code",
            "target_days",
        ]


class NeighbourhoodReferenceSerializer(serializers.ModelSerializer[Neighbourhood]):
    """A mahalle by code, name and slug."""

    class Meta:
        model = Neighbourhood
        fields = ["code", "name", "slug"]


class SentUUIDField(serializers.UUIDField):
    """A UUID as text: a number is a counter that two careless clients would share."""

    def to_internal_value(self, data: Any) -> UUID:
        """Parse text only, and not the empty UUID."""
        if not isinstance(data, str) or not (sent := super().to_internal_value(data)).int:
            self.fail("invalid", value=data)
        return sent


class CategoryField(serializers.SlugRelatedField[Category]):
    """A category that is open for reports, by its slug."""

    def __init__(self) -> None:
        super().__init__(slug_field="slug", queryset=Category.objects.open_for_reports())

    def to_internal_value(self, data: Any) -> Category:
        """Look it up; what can be no slug is unknown without asking the database."""
        if not isinstance(data, str) or "\x00" in data:
            self.fail("does_not_exist", slug_name="slug", value=data)
        return super().to_internal_value(data)


class ReportIdSerializer(serializers.Serializer[Issue]):
    """What tells a report from every other."""

    id = SentUUIDField(help_text="made by the sender (UUIDv7), so that a retry is no copy")


class ReportSerializer(ReportIdSerializer):
    """A report as a phone sends it."""

    location = PointField()
    category = CategoryField()
    description = serializers.CharField(max_length=DESCRIPTION_LENGTH)
    spot = serializers.CharField(max_length=SPOT_LENGTH, required=False, allow_blank=True)
    reported_at = serializers.DateTimeField(
        required=False, help_text="when it was seen, up to 30 days ago; now if left out"
    )

    def validate_reported_at(self, value: Any) -> Any:
        """Refuse the future and what is too long ago."""
        now = timezone.now()
        if value > now + CLOCK_SKEW:
            raise serializers.ValidationError(_("This date is in the future."))
        if value < now - EARLIEST:
            raise serializers.ValidationError(_("Reports can be at most 30 days old."))
        return min(value, now)


class StoredIssueSerializer(serializers.ModelSerializer[Issue]):
    """What the sender of a report gets back."""

    neighbourhood = NeighbourhoodReferenceSerializer(allow_null=True)
    category = serializers.SlugRelatedField[Category](slug_field="slug", read_only=True)
    location = PointField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Issue
        fields = [
            "id",
            "number",
            "status",
            "visibility",
            "neighbourhood",
            "category",
            "location",
            "description",
            "reported_at",
            "url",
        ]

    def get_url(self, issue: Issue) -> str:
        """The issue's public page."""
        return settings.SITE_URL + issue.get_absolute_url()


class CleanPhotoField(serializers.FileField):
    """A photo, made anew while it is read."""

    def to_internal_value(self, data: Any) -> CleanPhoto:  # type: ignore[override]  # made anew
        """Read a file, or refuse it with what to do; one that is too large is the view's to refuse."""
        try:
            return cleaned(super().to_internal_value(data))
        except PhotoTooLargeError:
            raise
        except PhotoRefusedError as error:
            raise serializers.ValidationError(str(error)) from error


class PhotoUploadSerializer(serializers.Serializer[Photo]):
    """A photo as a phone sends it."""

    photo = CleanPhotoField(allow_empty_file=True, help_text="JPEG, PNG or WebP of at most 15 MB")


class StoredPhotoSerializer(serializers.ModelSerializer[Photo]):
    """What the sender of a photo gets back; width and height in pixels."""

    class Meta:
        model = Photo
        fields = ["id", "position", "width", "height"]


class PublicPhotoSerializer(serializers.ModelSerializer[PublicPhoto]):
    """A public photo: its address, its thumbnail's, and its size in pixels."""

    url = serializers.SerializerMethodField()
    small = serializers.SerializerMethodField()

    class Meta:
        model = PublicPhoto
        fields = ["url", "small", "width", "height"]

    def get_url(self, photo: PublicPhoto) -> str:
        """The photo, at most 2048 pixels long."""
        return settings.SITE_URL + photo.get_absolute_url()

    def get_small(self, photo: PublicPhoto) -> str:
        """Its thumbnail, at most 480 pixels long."""
        return settings.SITE_URL + photo.get_small_url()


class PublicPropertiesSerializer(serializers.ModelSerializer[PublicIssue]):
    """The properties of a public issue."""

    neighbourhood = NeighbourhoodReferenceSerializer(allow_null=True)
    category = serializers.SlugRelatedField[Category](slug_field="slug", read_only=True)
    support = serializers.IntegerField(source="support_count")
    url = serializers.SerializerMethodField()
    photos = PublicPhotoSerializer(many=True)

    class Meta:
        model = PublicIssue
        fields = [
            "number",
            "category",
            "status",
            "neighbourhood",
            "description",
            "spot",
            "precision",
            "reported_at",
            "closed_at",
            "support",
            "url",
            "photos",
        ]

    def get_url(self, issue: PublicIssue) -> str:
        """The issue's public page."""
        return settings.SITE_URL + issue.get_absolute_url()


class FeatureSerializer(serializers.Serializer[PublicIssue]):
    """A public issue as a GeoJSON Feature."""

    type = serializers.ChoiceField(choices=["Feature"], default="Feature", read_only=True)
    id = serializers.IntegerField(source="number")
    geometry = PointField(source="location")
    properties = PublicPropertiesSerializer(source="*")
