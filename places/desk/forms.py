"""The steps that are taken at the desk, each a form."""

from typing import Any, ClassVar

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from intake.fields import TextField
from places import actions
from places.models import (
    NOTE_LENGTH,
    Condition,
    Facility,
    Place,
    PlacePhoto,
    Protection,
    Visibility,
)
from places.photos import remove_photo, show_photos
from places.shapes import ShapeRefusedError, drawn_shape


class StepForm(forms.Form):
    """A step with a sentence that everybody reads."""

    title: ClassVar[str | Promise]

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.place = place

    def act(self, by: User) -> None:
        """Take the step.

        Raises:
            places.actions.RefusedError: the rules do not allow it.
        """
        raise NotImplementedError


class Sentence(StepForm):
    """A step whose sentence must be there."""

    text = TextField(
        label=_("Public note"), max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class VerifyForm(StepForm):
    """Take it into the register."""

    title = _("Take into the register")
    text = TextField(
        label=_("Public note"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def act(self, by: User) -> None:
        """Verify."""
        actions.verify(place=self.place, text=self.cleaned_data["text"], by=by)
        show_photos(place=self.place)


class QuestionForm(Sentence):
    """Return it with a question."""

    title = _("Ask back")

    def act(self, by: User) -> None:
        """Ask."""
        actions.ask_back(place=self.place, text=self.cleaned_data["text"], by=by)


class DeclineForm(Sentence):
    """Decline it with a reason."""

    title = _("Decline")

    def act(self, by: User) -> None:
        """Decline."""
        actions.decline(place=self.place, text=self.cleaned_data["text"], by=by)


class MergeForm(StepForm):
    """Join it with another place, by its number."""

    title = _("Join with another place")
    into = forms.IntegerField(label=_("Number of the other place"), min_value=1)
    text = TextField(label=_("Public note"), max_length=NOTE_LENGTH, required=False)

    def clean_into(self) -> Place:
        """Return the place of that number."""
        other = Place.objects.filter(number=self.cleaned_data["into"]).first()
        if other is None:
            raise forms.ValidationError(_("There is no place of this number."))
        return other

    def act(self, by: User) -> None:
        """Join."""
        data = self.cleaned_data
        actions.merge(place=self.place, into=data["into"], text=data["text"], by=by)


class VisibilityForm(StepForm):
    """Show it, or hold it."""

    title = _("Show or hold")
    to = forms.ChoiceField(label=_("Who sees it"), choices=Visibility.choices)

    def act(self, _by: User) -> None:
        """Set it, and show the photos that waited with it."""
        to = Visibility(self.cleaned_data["to"])
        actions.set_visibility(place=self.place, to=to)
        if to == Visibility.PUBLIC:
            show_photos(place=self.place)


class FactsForm(StepForm):
    """Change what is known of it."""

    title = _("Change what is known")
    shape = forms.CharField(
        label=_("Place as GeoJSON"),
        required=False,
        help_text=_("Left empty, it stays where it is."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    FIELDS: ClassVar = [
        "type", "name", "other_names", "story", "period", "protection", "register_number", "ownership",
        "access", "hours", "has_fee", "is_step_free", "facilities", "evidence",
    ]  # fmt: skip

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        known = {name: getattr(place, name) for name in self.FIELDS}
        known["type"] = place.type_id
        super().__init__(place, *args, initial=known, **kwargs)
        self.fields |= forms.fields_for_model(Place, fields=self.FIELDS)
        self.fields["facilities"] = forms.MultipleChoiceField(
            label=_("Facilities"),
            choices=Facility.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self) -> dict[str, Any]:
        """Let only what is registered have a register number."""
        data = super().clean() or self.cleaned_data
        if data.get("register_number") and data.get("protection") != Protection.REGISTERED:
            self.add_error("register_number", _("Only what is registered has a register number."))
        return data

    def clean_shape(self) -> GEOSGeometry | None:
        """Return what was drawn, or None where nothing was."""
        text = self.cleaned_data["shape"]
        try:
            return drawn_shape(text) if text else None
        except ShapeRefusedError as error:
            raise forms.ValidationError(str(error)) from error

    def act(self, by: User) -> None:
        """Change it."""
        facts = {name: self.cleaned_data[name] for name in self.FIELDS}
        if shape := self.cleaned_data["shape"]:
            facts |= {"shape": shape, "is_placed": True}
        actions.change(place=self.place, facts=facts, by=by)


class ConditionStepForm(StepForm):
    """Show a condition that was held, or hold one."""

    title = _("Conditions")
    condition = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(choices=Visibility.choices)

    def act(self, _by: User) -> None:
        """Set who sees it."""
        to = Visibility(self.cleaned_data["to"])
        condition = Condition.objects.filter(
            pk=self.cleaned_data["condition"], place=self.place
        ).first()
        if condition is None:
            raise actions.RefusedError(_("This is not there any more."))
        actions.judge_condition(condition=condition, to=to)
        if to == Visibility.PUBLIC:
            show_photos(place=self.place, condition=condition)


class PhotoStepForm(StepForm):
    """Remove a photo for good."""

    title = _("Photos")
    photo = forms.UUIDField(widget=forms.HiddenInput)

    def act(self, _by: User) -> None:
        """Remove it."""
        photo = PlacePhoto.objects.filter(pk=self.cleaned_data["photo"], place=self.place).first()
        if photo is None:
            raise actions.RefusedError(_("This is not there any more."))
        remove_photo(photo=photo)


FORMS: dict[str, type[StepForm]] = {
    "verify": VerifyForm,
    "ask": QuestionForm,
    "decline": DeclineForm,
    "merge": MergeForm,
    "show": VisibilityForm,
    "change": FactsForm,
    "condition": ConditionStepForm,
    "photo": PhotoStepForm,
}
"""By the last part of their address."""

IN_SIGHT = ("verify", "ask", "decline", "merge", "show")
"""The steps that the page of a place offers as they are; the others are beside what they are about."""
