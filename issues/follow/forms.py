"""What somebody wants to hear of by e-mail, and where."""

from typing import Any, cast

from django import forms
from django.contrib.gis.geos import Polygon
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from issues.follow.alerts import Wish
from issues.models import Category, Issue, Pace, Visibility
from issues.parameters import BBoxField
from neighbourhoods.models import Neighbourhood


class WishForm(forms.Form):
    """What to follow, from the address: an issue, or a mahalle, a category and a box together."""

    issue = forms.ModelChoiceField(
        Issue.objects.filter(visibility=Visibility.PUBLIC).select_related("category"),
        required=False,
        to_field_name="number",
    )
    mahalle = forms.ModelChoiceField(
        Neighbourhood.objects.none(), required=False, to_field_name="slug"
    )
    category = forms.ModelChoiceField(Category.objects.all(), required=False, to_field_name="slug")
    bbox = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mahalle = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["mahalle"])
        mahalle.queryset = Neighbourhood.objects.current()

    def clean_bbox(self) -> Polygon | None:
        """Parse west,south,east,north in degrees."""
        text = self.cleaned_data["bbox"]
        try:
            return cast("Polygon", BBoxField().to_internal_value(text)) if text else None
        except ValidationError as error:
            raise forms.ValidationError(
                [str(e) for e in cast("list[str]", error.detail)]
            ) from error

    def clean(self) -> dict[str, Any]:
        """Ask for something to follow."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(
                _("Go to a report, a neighbourhood or the list, and choose there what to follow.")
            )
        return data

    def wish(self) -> Wish:
        """Return what is to be followed."""
        data = self.cleaned_data
        if data["issue"]:
            return Wish(issue=data["issue"])
        return Wish(neighbourhood=data["mahalle"], category=data["category"], area=data["bbox"])


class AddressForm(forms.Form):
    """Where to write, and how soon."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    pace = forms.ChoiceField(label=_("When?"), choices=Pace, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
