"""What comes in and goes out of the API: parsing with clear errors, GeoJSON out."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError as Refused
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gisdata.crs import WGS84, in_turkiye, looks_swapped
from issues.models import (
    DESCRIPTION_LENGTH,
    SPOT_LENGTH,
    Category,
    Choice,
    Issue,
    Photo,
    PublicAnswer,
    PublicIssue,
    PublicPhoto,
    Question,
)
from issues.photo_files import CleanPhoto, PhotoRefusedError, PhotoTooLargeError, cleaned
from issues.querysets import CategoryQuerySet
from issues.questions.answers import asked, checked_answers, offered
from issues.texts import readable
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


class ChoiceSerializer(serializers.ModelSerializer[Choice]):
    """One of the answers that a question offers."""

    class Meta:
        model = Choice
        fields = ["code", "label"]


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question of a category; label and help in the language that is asked for."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a serializer has an attribute of that name
    help = serializers.CharField(read_only=True)
    required = serializers.BooleanField(source="is_required")  # type: ignore[assignment]  # a serializer has an attribute of that name
    public = serializers.BooleanField(
        source="is_public", help_text="whether everybody may read the answers"
    )
    minimum = serializers.FloatField(allow_null=True)
    maximum = serializers.FloatField(allow_null=True)
    choices = serializers.SerializerMethodField()

    class Meta:
        model = Question
        fields = [
            "code",
            "kind",
            "label",
            "help",
            "required",
            "public",
            "minimum",
            "maximum",
            "unit",
            "choices",
        ]

    @extend_schema_field(ChoiceSerializer(many=True))
    def get_choices(self, question: Question) -> Any:
        """Return what is offered now."""
        return ChoiceSerializer(offered(question), many=True).data


class AskingCategorySerializer(CategorySerializer):
    """A category with what its reports are asked, its group's questions first."""

    questions = serializers.SerializerMethodField()

    class Meta(CategorySerializer.Meta):
        fields = [*CategorySerializer.Meta.fields, "questions"]

    @extend_schema_field(QuestionSerializer(many=True))
    def get_questions(self, category: Category) -> Any:
        """Return what is asked now."""
        return QuestionSerializer(asked(category), many=True).data


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


class AskingCategoryField(CategoryField):
    """The same, with its questions fetched along with it."""

    def get_queryset(self) -> CategoryQuerySet:
        """Fetch what is asked, too."""
        return Category.objects.open_for_reports().with_questions()


class ReportIdSerializer(serializers.Serializer[Issue]):
    """What tells a report from every other."""

    id = SentUUIDField(help_text="made by the sender (UUIDv7), so that a retry is no copy")


class ReportSerializer(ReportIdSerializer):
    """A report as a phone sends it."""

    location = PointField()
    category = AskingCategoryField()
    description = serializers.CharField(max_length=DESCRIPTION_LENGTH)
    spot = serializers.CharField(max_length=SPOT_LENGTH, required=False, allow_blank=True)
    answers = serializers.DictField(
        required=False,
        help_text="answers to the category's questions, by code: a text, a number, the code of a"
        " choice, a list of such codes, or a date",
    )
    reported_at = serializers.DateTimeField(
        required=False, help_text="when it was seen, up to 30 days ago; now if left out"
    )

    def validate_description(self, value: str) -> str:
        """Leave out what no program can show; something must be left."""
        if not (text := readable(value).strip()):
            raise serializers.ValidationError(_("Write what you see there."))
        return text

    def validate_spot(self, value: str) -> str:
        """Leave out what no program can show."""
        return readable(value).strip()

    def validate_reported_at(self, value: Any) -> Any:
        """Refuse the future and what is too long ago."""
        now = timezone.now()
        if value > now + CLOCK_SKEW:
            raise serializers.ValidationError(_("This date is in the future."))
        if value < now - EARLIEST:
            raise serializers.ValidationError(_("Reports can be at most 30 days old."))
        return min(value, now)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check the answers against the category's questions, also those that are missing."""
        try:
            answers = checked_answers(attrs["category"], attrs.get("answers", {}))
        except Refused as refused:
            raise serializers.ValidationError({"answers": refused.message_dict}) from refused
        return attrs | {"answers": answers}


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


class PublicAnswerSerializer(serializers.ModelSerializer[PublicAnswer]):
    """A public answer: its question's code and label, its value, and that in words."""

    code = serializers.CharField(source="question.code")
    label = serializers.CharField(source="question.label")  # type: ignore[assignment]  # a serializer has an attribute of that name
    text = serializers.CharField(source="__str__")

    class Meta:
        model = PublicAnswer
        fields = ["code", "label", "value", "text"]


class PublicPropertiesSerializer(serializers.ModelSerializer[PublicIssue]):
    """The properties of a public issue."""

    neighbourhood = NeighbourhoodReferenceSerializer(allow_null=True)
    category = serializers.SlugRelatedField[Category](slug_field="slug", read_only=True)
    support = serializers.IntegerField(source="support_count")
    url = serializers.SerializerMethodField()
    photos = PublicPhotoSerializer(many=True)
    answers = PublicAnswerSerializer(many=True)

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
            "answers",
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
