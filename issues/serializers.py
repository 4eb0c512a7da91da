"""What comes in and goes out of the API: parsing with clear errors, GeoJSON out."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import Point, Polygon
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.utils import html

from gisdata.crs import WGS84, in_turkiye, looks_swapped
from issues.filters import IssueFilter
from issues.models import DESCRIPTION_LENGTH, SPOT_LENGTH, Category, Issue, PublicIssue, Status
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
class PointField(serializers.Field):  # type: ignore[type-arg]  # stubs take four parameters
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


class ReportSerializer(serializers.Serializer[Issue]):
    """A report as a phone sends it."""

    id = serializers.UUIDField(help_text="made by the sender (UUIDv7), so that a retry is no copy")
    location = PointField()
    category = serializers.SlugRelatedField[Category](
        slug_field="slug", queryset=Category.objects.open_for_reports()
    )
    description = serializers.CharField(max_length=DESCRIPTION_LENGTH)
    spot = serializers.CharField(max_length=SPOT_LENGTH, required=False, allow_blank=True)
    reported_at = serializers.DateTimeField(
        required=False, help_text="when it was seen, up to 30 days ago; now if left out"
    )

    def validate_id(self, value: Any) -> Any:
        """Refuse the empty UUID, which every careless client would share."""
        if value.int == 0:
            raise serializers.ValidationError(_("Make a new UUID for every report."))
        return value

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


class PublicPropertiesSerializer(serializers.ModelSerializer[PublicIssue]):
    """The properties of a public issue."""

    neighbourhood = NeighbourhoodReferenceSerializer(allow_null=True)
    category = serializers.SlugRelatedField[Category](slug_field="slug", read_only=True)
    url = serializers.SerializerMethodField()

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
            "url",
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


class ListField(serializers.CharField):
    """Several values, repeated or with commas between; parsed into a list without repeats."""

    def get_value(self, dictionary: Any) -> Any:
        """Join the repetitions of a query parameter."""
        if not html.is_html_input(dictionary):
            return super().get_value(dictionary)
        return ",".join(dictionary.getlist(self.field_name)) or empty

    def to_internal_value(self, data: Any) -> Any:
        """Split at commas."""
        text = super().to_internal_value(data)
        return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


class BBoxField(serializers.CharField):
    """west,south,east,north in degrees; parsed into a polygon in EPSG:4326."""

    default_error_messages = {
        "shape": _(
            "Give bbox as west,south,east,north in degrees, for example 29.08,40.95,29.2,41."
        ),
        "order": _("bbox must run from west to east and from south to north within the world."),
    }

    def to_internal_value(self, data: Any) -> Any:
        """Parse four finite numbers in their order."""
        try:
            west, south, east, north = (float(part) for part in str(data).split(","))
        except ValueError:
            self.fail("shape")
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            self.fail("order")
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = WGS84
        return box


class IssueFilterSerializer(serializers.Serializer[IssueFilter]):
    """The query parameters of every list, map, heatmap and statistic of issues."""

    category = ListField(
        required=False, help_text="slugs, commas between; a group includes its own"
    )
    status = ListField(required=False, help_text=", ".join(Status.values))
    neighbourhood = ListField(required=False, help_text="slugs or official codes")
    to = serializers.DateField(required=False, help_text="last day, inclusive")
    bbox = BBoxField(required=False, help_text="west,south,east,north in degrees")

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python reserves as a word."""
        first = serializers.DateField(required=False, help_text="first day, inclusive")
        return {**super().get_fields(), "from": first}

    def validate_category(self, slugs: list[str]) -> list[int]:
        """Look the categories up."""
        found = list(Category.objects.with_children(slugs))
        return _looked_up(slugs, {c.slug for c in found}, [c.pk for c in found])

    def validate_status(self, names: list[str]) -> list[str]:
        """Refuse an unknown status."""
        return _looked_up(names, set(Status.values), names)

    def validate_neighbourhood(self, names: list[str]) -> list[int]:
        """Look the mahalle up by slug or code."""
        current = Neighbourhood.objects.current().by_slug_or_code(names)
        found = list(current.values_list("pk", "slug", "code"))
        known = {name for _pk, slug, code in found for name in (slug, code)}
        return _looked_up(names, known, [pk for pk, _slug, _code in found])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a period that cannot hold anything."""
        first, last = attrs.get("from"), attrs.get("to")
        if first and first > timezone.localdate():
            raise serializers.ValidationError({"from": [_("This date is in the future.")]})
        if first and last and first > last:
            raise serializers.ValidationError({"to": [_("The last day is before the first.")]})
        return attrs

    def issue_filter(self) -> IssueFilter:
        """Return the parsed filter, or raise the validation error that tells what is wrong."""
        self.is_valid(raise_exception=True)
        asked = self.validated_data
        return IssueFilter(
            categories=asked.get("category", ()),
            statuses=asked.get("status", ()),
            neighbourhoods=asked.get("neighbourhood", ()),
            first_day=asked.get("from"),
            last_day=asked.get("to"),
            bbox=asked.get("bbox"),
        )


def _looked_up(names: list[str], known: set[str], result: list[Any]) -> list[Any]:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise serializers.ValidationError(_("Unknown: %(names)s.") % {"names": ", ".join(unknown)})
    return result
