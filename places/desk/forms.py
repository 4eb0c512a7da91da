"""The steps that are taken at the desk, each a form; `FORMS` knows them by the last word of their address."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from intake.fields import TextField
from places import actions
from places.flags import handle_flags
from places.models import NOTE_LENGTH, Facility, Place, Protection, Visibility
from places.photos import remove_photo
from places.shapes import LONGEST_TEXT, ShapeRefusedError, drawn_shape


class StepForm(forms.Form):
    """What every step has: a title, and the action that takes it with what the fields say."""

    title: ClassVar[Any]
    action: ClassVar[Callable[..., object]]

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.place = place

    def act(self, by: User) -> None:
        """Take the step.

        Raises:
            places.actions.RefusedError: the rules do not allow it.
        """
        type(self).action(place=self.place, by=by, **self.asked())

    def asked(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        return self.cleaned_data


def note(*, required: bool = True) -> TextField:
    """Return the field of a sentence that everybody reads."""
    return TextField(
        label=_("Public note"),
        max_length=NOTE_LENGTH,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class VerifyForm(StepForm):
    """Take it into the register."""

    title, action = _("Take into the register"), actions.verify
    text = note(required=False)


class QuestionForm(StepForm):
    """Return it with a question."""

    title, action = _("Ask back"), actions.ask_back
    text = note()


class DeclineForm(StepForm):
    """Decline it with a reason."""

    title, action = _("Decline"), actions.decline
    text = note()


class MergeForm(StepForm):
    """Join it with another place, by its number."""

    title, action = _("Join with another place"), actions.merge
    into = forms.IntegerField(label=_("Number of the other place"), min_value=1)
    text = note(required=False)

    def clean_into(self) -> Place:
        """Return the place of that number."""
        other = Place.objects.filter(number=self.cleaned_data["into"]).first()
        if other is None:
            raise forms.ValidationError(_("There is no place of this number."))
        return other


class VisibilityForm(StepForm):
    """Show it, or hold it."""

    title, action = _("Show or hold"), actions.set_visibility
    to = forms.ChoiceField(label=_("Who sees it"), choices=Visibility.choices)


class RedactForm(StepForm):
    """Take personal data out of what a resident said beside a step."""

    title, action = _("Take personal data out"), actions.redact
    step = forms.IntegerField(widget=forms.HiddenInput)
    note = TextField(max_length=NOTE_LENGTH, required=False, widget=forms.Textarea)


class ConditionStepForm(StepForm):
    """Show a condition that was held, or hold one."""

    title, action = _("Conditions"), actions.judge_condition
    condition = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(choices=Visibility.choices)


class PhotoStepForm(StepForm):
    """Remove a photo for good."""

    title, action = _("Photos"), remove_photo
    photo = forms.UUIDField(widget=forms.HiddenInput)


class FlagsForm(StepForm):
    """Have looked at what people said is wrong, up to the newest of them that was shown."""

    title, action = _("Looked at"), handle_flags
    until = forms.DateTimeField(widget=forms.HiddenInput)


class FactsForm(StepForm):
    """Change what is known of it."""

    title, action = _("Change what is known"), actions.change
    shape = forms.CharField(
        label=_("Place as GeoJSON"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Left empty, it stays where it is."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    FIELDS: ClassVar = [
        "type", "name", "other_names", "spot", "story", "period", "protection", "register_number",
        "ownership", "access", "hours", "has_fee", "is_step_free", "facilities", "evidence",
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

    def asked(self) -> dict[str, Any]:
        """Return the facts, the place on the map among them where one was drawn."""
        facts = {name: self.cleaned_data[name] for name in self.FIELDS}
        if shape := self.cleaned_data["shape"]:
            facts |= {"shape": shape, "is_placed": True}
        return {"facts": facts}


FORMS: dict[str, type[StepForm]] = {
    "verify": VerifyForm,
    "ask": QuestionForm,
    "decline": DeclineForm,
    "merge": MergeForm,
    "show": VisibilityForm,
    "redact": RedactForm,
    "change": FactsForm,
    "condition": ConditionStepForm,
    "photo": PhotoStepForm,
    "flags": FlagsForm,
}

IN_SIGHT = ("verify", "ask", "decline", "merge", "show")
"""The steps that the page of a place offers as they are; the others are beside what they are about."""
