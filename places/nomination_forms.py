"""Forms of residents: to nominate a place, to answer what was asked back, to tell how a place is doing."""

from hashlib import file_digest
from typing import Any, cast
from uuid import UUID, uuid5

from django import forms
from django.contrib.gis.db.models.functions import PointOnSurface
from django.contrib.gis.geos import GEOSGeometry
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.fields import PhotosField, TextField
from intake.honeypot import ForPeople
from intake.photo_files import CleanPhoto, PhotoRefusedError, cleaned
from neighbourhoods.models import Neighbourhood
from places import actions
from places.likeness import Candidate, likely_the_same
from places.models import (
    NAME_LENGTH,
    NOTE_LENGTH,
    SPOT_LENGTH,
    Condition,
    Place,
    PlaceType,
    PublicPlace,
    State,
)
from places.photos import add_photo
from places.shapes import LONGEST_TEXT, ShapeRefusedError, drawn_shape

AT_ONCE = 5
"""Photos that are sent together."""

PHOTOS_HELP = _("Up to five, each of at most 15 MB. Where and when they were taken is removed.")


class WithPhotos(ForPeople):
    """A form that is sent with photos; `id` makes a second send no copy."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    photos = PhotosField(
        label=_("Photos"),
        help_text=PHOTOS_HELP,
        most=AT_ONCE,
        required=False,
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @cached_property
    def identity(self) -> UUID:
        """The id of what is sent: the same answers sent twice are one, other answers another."""
        data = {name: str(value) for name, value in self.cleaned_data.items() if name != "photos"}
        return uuid5(self.cleaned_data["id"], str(sorted(data.items())))

    def clean_photos_anew(self) -> list[tuple[UUID, CleanPhoto]]:
        """Make the photos anew; what is wrong with one is in `errors`."""
        found = []
        for file in self.cleaned_data["photos"]:
            try:
                found.append((self._photo_id(file), cleaned(file)))
            except PhotoRefusedError as error:
                self.add_error("photos", f"{file.name}: {error}")
        return found

    def _photo_id(self, file: UploadedFile[Any]) -> UUID:
        digest = file_digest(file, "sha256").hexdigest()
        file.seek(0)
        return uuid5(self.identity, digest)


class NominationForm(WithPhotos):
    """What is worth keeping, where it is, and why."""

    type = forms.ModelChoiceField(
        PlaceType.objects.filter(is_active=True),
        label=_("What is it?"),
        to_field_name="slug",
        empty_label=_("Choose"),
    )
    name = TextField(
        label=_("What is it called?"),
        help_text=_(
            "Where it has no name, say how one would find it: “the green behind the stop”."
        ),
        max_length=NAME_LENGTH,
    )
    other_names = TextField(
        label=_("Other names"),
        help_text=_("One on each line; you need not."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shape = forms.CharField(max_length=LONGEST_TEXT, required=False, widget=forms.HiddenInput)
    neighbourhood = forms.ModelChoiceField(
        Neighbourhood.objects.none(),
        label=_("Neighbourhood"),
        help_text=_("You need not choose it where you have put it on the map."),
        to_field_name="slug",
        empty_label=_("Choose a neighbourhood"),
        required=False,
    )
    spot = TextField(
        label=_("Where exactly?"),
        help_text=_("Street, door number, or what it is next to"),
        max_length=SPOT_LENGTH,
        required=False,
    )
    reason = TextField(
        label=_("Why is it worth keeping?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence = TextField(
        label=_("How do you know of it?"),
        help_text=_("A book, an inscription, a link, what the elders tell. You need not."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    another = forms.BooleanField(label=_("It is another place"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        neighbourhood = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        neighbourhood.queryset = Neighbourhood.objects.current()

    def clean_shape(self) -> GEOSGeometry | None:
        """Return what was drawn, or None where nothing was."""
        text = self.cleaned_data["shape"]
        try:
            return drawn_shape(text) if text else None
        except ShapeRefusedError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two ways to say where it is."""
        data = super().clean() or self.cleaned_data
        if self.errors.get("shape") or data.get("shape"):
            return data
        if not data.get("neighbourhood"):
            self.add_error("neighbourhood", _("Put it on the map, or choose its neighbourhood."))
        elif not data.get("spot"):
            self.add_error("spot", _("Say where exactly it is, so that others find it."))
        return data

    def place_on_map(self) -> tuple[GEOSGeometry, bool]:
        """Return its shape, and whether that is more than a point somewhere in its mahalle."""
        if drawn := self.cleaned_data["shape"]:
            return drawn, True
        inside = Neighbourhood.objects.values_list(PointOnSurface("boundary"), flat=True)
        return inside.get(pk=self.cleaned_data["neighbourhood"].pk), False

    def likely(self) -> list[PublicPlace]:
        """Return the places that it may be, unless the person has said that it is another."""
        if self.cleaned_data["another"]:
            return []
        shape, is_placed = self.place_on_map()
        data = self.cleaned_data
        names = [data["name"], *data["other_names"].split("\n")]
        return list(likely_the_same(Candidate(names, data["type"], shape, is_placed)))

    def is_stored(self) -> bool:
        """Whether it was sent and stored before."""
        return Place.objects.filter(pk=self.identity).exists()

    def nominate(self) -> Place | None:
        """Store the nomination with its photos, or neither: None, with the reason in `errors`."""
        photos = self.clean_photos_anew()
        if self.errors:
            return None
        data = self.cleaned_data
        shape, is_placed = self.place_on_map()
        facts = {name: data[name] for name in ("other_names", "spot", "evidence")}
        nomination = actions.Nomination(
            self.identity, data["type"], data["name"], shape, data["reason"], is_placed, facts
        )
        try:
            with transaction.atomic():
                place, is_new = actions.nominate(nomination=nomination)
                for id, photo in photos if is_new else []:  # they came with it the first time
                    add_photo(place=place, id=id, photo=photo)
        except actions.RefusedError as error:
            self.add_error(None, str(error))
            return None
        return place


class AnswerForm(forms.Form):
    """The answer to what was asked back."""

    text = TextField(
        label=_("Your answer"),
        help_text=_("Everybody can read it."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class ConditionForm(WithPhotos):
    """How somebody found a place."""

    state = forms.ChoiceField(
        label=_("How is it doing?"), choices=State.choices, widget=forms.RadioSelect
    )
    note = TextField(
        label=_("What did you see?"),
        help_text=_("You need not, but it helps those who look after it."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen_on = forms.DateField(
        label=_("When did you see it?"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def is_stored(self) -> bool:
        """Whether it was sent and stored before."""
        return Condition.objects.filter(pk=self.identity).exists()

    def report(self, place: Place) -> Condition | None:
        """Store it with its photos, or neither: None, with the reason in `errors`."""
        photos = self.clean_photos_anew()
        if self.errors:
            return None
        data = self.cleaned_data
        try:
            with transaction.atomic():
                condition, is_new = actions.report_condition(
                    place=place,
                    id=self.identity,
                    state=State(data["state"]),
                    note=data["note"],
                    seen_on=data["seen_on"],
                )
                for id, photo in photos if is_new else []:
                    add_photo(place=place, id=id, photo=photo, condition=condition)
        except actions.RefusedError as error:
            self.add_error(None, str(error))
            return None
        return condition
