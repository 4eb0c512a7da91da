"""Forms of residents: the report without the map, and a word that a report is not right."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from typing import Any, cast
from uuid import UUID, uuid5

from django import forms
from django.contrib.gis.db.models.functions import PointOnSurface
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from intake.fields import PhotosField, TextField
from intake.honeypot import ForPeople
from intake.photo_files import CleanPhoto, PhotoRefusedError, cleaned
from intake.reasons import ReasonForm
from issues import actions
from issues.flags import flag_issue
from issues.models import (
    DESCRIPTION_LENGTH,
    MOST_PHOTOS,
    SPOT_LENGTH,
    Category,
    Flag,
    Issue,
    Photo,
    Precision,
    Source,
)
from issues.photos import add_photo
from issues.questions.answers import AnswersForm, asked
from neighbourhoods.models import Neighbourhood


@dataclass(frozen=True)
class ChosenPhoto:
    """A file with the photo's id, which comes from the report's and the file: sent twice it is one."""

    id: UUID
    file: UploadedFile[Any]


class CategoryChoiceForm(forms.Form):
    """What the report is about; the page draws the choices itself."""

    category = forms.ModelChoiceField(
        queryset=Category.objects.open_for_reports().with_questions(),
        to_field_name="slug",
        error_messages={"required": _("Please choose a category.")},
    )


class ListReportForm(ForPeople):
    """Where (from the list), a description, what the category asks, photos.

    `id` makes a second send no copy.
    """

    id = forms.UUIDField(widget=forms.HiddenInput)
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose a neighbourhood"),
    )
    spot = TextField(
        label=_("Where exactly?"),
        help_text=_("Street, door number, or what it is next to"),
        max_length=SPOT_LENGTH,
    )
    description = TextField(
        label=_("Tell us more"),
        error_messages={"required": _("Write what you see there.")},
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    photos = PhotosField(
        most=MOST_PHOTOS,
        label=_("Photos"),
        help_text=_(
            "Up to five, each of at most 15 MB. Where and when they were taken is removed."
        ),
        required=False,
        allow_empty_file=True,  # it is told with the others what a photo is
    )

    def __init__(
        self,
        category: Category,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, files, initial=dict(initial), label_suffix="")
        self.category = category
        self.answers = AnswersForm(asked(category), data, initial=initial)
        neighbourhood = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        neighbourhood.queryset = Neighbourhood.objects.current()

    def is_valid(self) -> bool:
        """Check the answers to the category's questions, too."""
        return all([super().is_valid(), self.answers.is_valid()])

    @cached_property
    def identity(self) -> UUID:
        """The report's id, from the form's and the answers.

        The same answers sent twice are one report, other answers on a page that somebody went back
        to are another.
        """
        data = {name: value for name, value in self.cleaned_data.items() if name != "photos"}
        return uuid5(data["id"], f"{data} {self.category.slug} {self.answers.answers()}")

    @cached_property
    def new_photos(self) -> list[ChosenPhoto]:
        """The photos that are not stored yet, each once."""
        files = {
            uuid5(self.identity, file_digest(file, "sha256").hexdigest()): file
            for file in self.cleaned_data["photos"]
        }
        known = set(Photo.objects.filter(pk__in=files).values_list("pk", flat=True))
        return [ChosenPhoto(id, file) for id, file in files.items() if id not in known]

    def is_stored(self) -> bool:
        """Whether all of it was sent and stored before."""
        return Issue.objects.filter(pk=self.identity).exists() and not self.new_photos

    def report(self, by: User | None) -> Issue | None:
        """Store the report with its photos, or neither: None, with the reason in `errors`."""
        photos = self._clean_photos()
        if self.errors:
            return None
        try:
            with transaction.atomic():
                issue = self._issue(by)
                for id, photo in photos:
                    add_photo(issue=issue, id=id, photo=photo)
        except actions.RefusedError as error:
            self.add_error("photos", str(error))
            return None
        return issue

    def _clean_photos(self) -> list[tuple[UUID, CleanPhoto]]:
        """Make the photos anew; what is wrong with each is in `errors`."""
        photos = []
        for chosen in self.new_photos:
            chosen.file.seek(0)
            try:
                photos.append((chosen.id, cleaned(chosen.file)))
            except PhotoRefusedError as error:
                self.add_error("photos", f"{chosen.file.name}: {error}")
        return photos

    def _issue(self, by: User | None) -> Issue:
        """Store the report on a point inside its mahalle, marked as known by mahalle only."""
        data = self.cleaned_data
        inside = Neighbourhood.objects.values_list(PointOnSurface("boundary"), flat=True)
        report = actions.Report(
            id=self.identity,
            location=inside.get(pk=data["neighbourhood"].pk),
            category=self.category,
            description=data["description"],
            precision=Precision.NEIGHBOURHOOD,
            spot=data["spot"],
            answers=self.answers.answers(),
        )
        issue, _created = actions.report_issue(report=report, source=Source.WEB, by=by)
        return issue


class FlagForm(ReasonForm):
    """Why a report is not right."""

    flags, reasons = Flag, Flag.Reason.choices

    def flag(self, key: int) -> Flag:
        """Keep the flag on the report of a number."""
        data = self.cleaned_data
        return flag_issue(
            identity=self.identity(key),
            issue=Issue.objects.get(number=key),
            reason=Flag.Reason(data["reason"]),
            text=data["text"],
        )
