"""What readers ask of the register, and say is wrong in it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.reasons import ReasonForm
from neighbourhoods.models import Neighbourhood
from places.flags import flag_place
from places.models import Kind, Place, PlaceFlag, PlaceType, State
from places.querysets import PublicPlaceQuerySet

LONGEST_SEARCH = 120


class RegisterFilter(forms.Form):
    """The filters of the register; each may be left empty."""

    q = forms.CharField(label=_("Name"), required=False, max_length=LONGEST_SEARCH)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    type = forms.ModelChoiceField(
        PlaceType.objects.all(),
        label=_("Type"),
        required=False,
        to_field_name="slug",
        empty_label=_("all"),
    )
    mahalle = forms.ModelChoiceField(
        Neighbourhood.objects.none(),
        label=_("Neighbourhood"),
        required=False,
        to_field_name="slug",
        empty_label=_("all"),
    )
    state = forms.ChoiceField(label=_("Condition"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("all"))]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [*everything, *Kind.choices]
        cast("forms.ChoiceField", self.fields["state"]).choices = [*everything, *State.choices]
        current = Neighbourhood.objects.current().defer("boundary")
        mahalle = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["mahalle"])
        mahalle.queryset = current

    def found(self, places: PublicPlaceQuerySet) -> PublicPlaceQuerySet:
        """Return those of the places that fit; of a form that is not valid, all that its valid fields ask."""
        asked = self.cleaned_data
        if asked.get("q"):
            places = places.called(asked["q"])
        if asked.get("kind"):
            places = places.filter(kind=asked["kind"])
        if asked.get("type"):
            places = places.filter(type=asked["type"])
        if asked.get("mahalle"):
            places = places.within(asked["mahalle"].pk)
        if asked.get("state"):
            places = places.filter(state=asked["state"])
        return places


class PlaceFlagForm(ReasonForm):
    """Why a place is not right."""

    flags, reasons = PlaceFlag, PlaceFlag.Reason.choices

    def flag(self, key: int) -> PlaceFlag:
        """Keep the flag on the place of a number."""
        return flag_place(
            id=self.identity(key),
            place=Place.objects.get(number=key),
            reason=PlaceFlag.Reason(self.cleaned_data["reason"]),
            text=self.cleaned_data["text"],
        )
