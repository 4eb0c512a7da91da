"""A report and its photos as a phone sends them, and what it gets back: parsing with clear errors."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError as Refused
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from intake.photo_files import CleanPhoto, PhotoRefusedError, PhotoTooLargeError, cleaned
from intake.texts import readable
from issues.models import DESCRIPTION_LENGTH, SPOT_LENGTH, Category, Issue, Photo
from issues.querysets import CategoryQuerySet
from issues.questions.answers import checked_answers
from issues.serializers import NeighbourhoodReferenceSerializer, PointField

EARLIEST = timedelta(days=30)
CLOCK_SKEW = timedelta(minutes=10)


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
            "answers",
            "reported_at",
            "url",
        ]

    def get_url(self, issue: Issue) -> str:
        """The issue's public page."""
        return settings.SITE_URL + issue.get_absolute_url()


class PhotoUploadSerializer(serializers.Serializer[Photo]):
    """A photo as a phone sends it."""

    photo = serializers.FileField(
        allow_empty_file=True, help_text="JPEG, PNG or WebP of at most 15 MB"
    )

    def validate_photo(self, file: UploadedFile[bytes]) -> CleanPhoto:
        """Make it anew, or refuse it with what to do; one that is too large is the view's to refuse."""
        try:
            return cleaned(file)
        except PhotoTooLargeError:
            raise
        except PhotoRefusedError as error:
            raise serializers.ValidationError(str(error)) from error


class StoredPhotoSerializer(serializers.ModelSerializer[Photo]):
    """What the sender of a photo gets back; width and height in pixels."""

    class Meta:
        model = Photo
        fields = ["id", "position", "width", "height"]
