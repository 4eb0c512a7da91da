"""One form per thing that a reporter can do; `FORMS` knows them by the last word of their address."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from issues.models import (
    AGES,
    DESCRIPTION_LENGTH,
    RATING_LENGTH,
    SPOT_LENGTH,
    Category,
    Group,
    Issue,
    Rating,
    grouped,
)
from issues.own import actions
from issues.place_field import PlaceField
from issues.placing import places_near, tied_place


class OwnForm(forms.Form):
    """What all have: a name, a title, what is said when it is done, and when it cannot be done."""

    name: ClassVar[str]
    title: ClassVar[Any]
    done: ClassVar[Any]
    refusal: ClassVar[Callable[[Issue], str]]
    action: ClassVar[Callable[..., object]]

    def __init__(self, issue: Issue, data: Mapping[str, Any] | None = None) -> None:
        self.issue = issue
        super().__init__(data, initial=self.first(), auto_id=f"{self.name}-%s", label_suffix="")

    def first(self) -> dict[str, Any]:
        """Return what the fields hold before anybody writes."""
        return {}

    def asked(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        return self.cleaned_data

    def act(self) -> None:
        """Do it.

        Raises:
            RefusedError: it cannot be done, with a sentence that says why.
        """
        type(self).action(issue=self.issue, **self.asked())


class EditForm(OwnForm):
    """Write the report anew; the fields are those of `actions.edit`."""

    name, title = "edit", _("Edit")
    done = _("Your report was changed.")
    refusal = actions.no_edit
    action = actions.edit

    description = TextField(
        label=_("Description"),
        error_messages={"required": _("Write what you see there.")},
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    spot = TextField(label=_("Description of the spot"), max_length=SPOT_LENGTH, required=False)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), to_field_name="slug"
    )

    def __init__(self, issue: Issue, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(issue, data)
        open_ones = Category.objects.open_for_reports()
        field = cast("forms.ModelChoiceField[Category]", self.fields["category"])
        field.queryset = open_ones | Category.objects.filter(pk=issue.category_id)
        field.choices = [
            (group.name, [(c.slug, c.name) for c in members])
            for group, members in grouped(field.queryset)
        ]

    def first(self) -> dict[str, Any]:
        """Return the report as it is."""
        issue = self.issue
        return {
            "description": issue.description,
            "spot": issue.spot,
            "category": issue.category.slug,
        }


class PlaceForm(OwnForm):
    """Say which place near by it is about."""

    name, title = "place", _("Is it about one of these places?")
    done = _("Thank you, that is noted.")
    refusal = actions.no_placing
    action = actions.tie

    place = PlaceField()

    def __init__(self, issue: Issue, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(issue, data)
        cast("PlaceField", self.fields["place"]).queryset = places_near(issue)

    def first(self) -> dict[str, Any]:
        """Return what was said before."""
        return {"place": tied_place(self.issue)}


class StreetForm(OwnForm):
    """Have the pin moved from a door to the street."""

    name, title = "street", _("Move the pin to the street")
    done = _("The pin is on the street now, everywhere.")
    refusal = actions.no_blurring
    action = actions.blur


class ReopenForm(OwnForm):
    """Say that it is not solved."""

    name, title = "reopen", _("Not solved")
    done = _("Your report is open again. The secretariat will look at it.")
    refusal = actions.no_reopening
    action = actions.reopen


class RateForm(OwnForm):
    """Rate the outcome."""

    name, title = "rate", _("Rate the outcome")
    done = _("Thank you for your word.")
    refusal = actions.no_rating
    action = actions.rate

    score = forms.TypedChoiceField(
        label=_("How satisfied are you with the outcome?"),
        choices=Rating.Score.choices[::-1],
        coerce=lambda value: Rating.Score(int(value)),
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=_("Would you like to say more?"),
        help_text=_("You need not. Only the secretariat reads it."),
        max_length=RATING_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def first(self) -> dict[str, Any]:
        """Return what was said about this closing before."""
        said = Rating.objects.filter(change=actions.closing(self.issue)).first()
        return {"score": said.score, "text": said.text} if said else {}


class GroupsForm(OwnForm):
    """Say which groups the reporter belongs to."""

    name, title = "groups", _("Who speaks?")
    done = _("Thank you. You were counted, apart from your report.")
    refusal = actions.no_groups
    action = actions.say_groups

    NONE = "none"
    groups = forms.MultipleChoiceField(
        label=_("What is true of you?"),
        choices=[*Group.choices, (NONE, _("None of these."))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what is true of you, or leave it: you need not say anything.")
        },
    )

    def clean_groups(self) -> set[Group]:
        """Refuse two ages at once, and none together with some."""
        chosen = set(self.cleaned_data["groups"])
        if self.NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("“None of these” and another answer do not go together. Choose again.")
            )
        groups = {Group(group) for group in chosen - {self.NONE}}
        if len(groups & AGES) > 1:
            raise forms.ValidationError(_("You gave two ages. Choose one."))
        return groups


class WithdrawForm(OwnForm):
    """Take the report back."""

    name, title = "withdraw", _("Take the report back")
    done = _("You have taken your report back. It is gone from the map and from all numbers.")
    refusal = actions.no_withdrawal
    action = actions.withdraw

    confirm = forms.BooleanField(label=_("I know that this cannot be undone."))

    def asked(self) -> dict[str, Any]:
        """Return nothing: the tick is for the reporter alone."""
        return {}


FORMS: dict[str, type[OwnForm]] = {
    form.name: form
    for form in (PlaceForm, EditForm, StreetForm, ReopenForm, RateForm, GroupsForm, WithdrawForm)
}
