"""What the API tells of categories and issues, as GeoJSON; and the point that it understands."""

from typing import Any

from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gisdata.crs import WGS84, in_turkiye, looks_swapped
from issues.models import Category, Choice, PublicAnswer, PublicIssue, PublicPhoto, Question
from issues.questions.answers import asked, offered
from neighbourhoods.models import Neighbourhood

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

    def get_fields(self) -> dict[str, Any]:
        """Name the group by its slug; as an attribute of the class, `parent` is a serializer's own."""
        slug = serializers.CharField(source="parent.slug", allow_null=True, default=None)
        return {**super().get_fields(), "parent": slug}


class ChoiceSerializer(serializers.ModelSerializer[Choice]):
    """One of the answers that a question offers."""

    class Meta:
        model = Choice
        fields = ["code", "label"]


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question of a category; label and help in the language that is asked for."""

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
            "is_required",
            "is_public",
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
