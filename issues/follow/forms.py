"""What somebody wants to hear of by e-mail, and where."""

from typing import Any, cast

from django import forms
from django.contrib.gis.geos import Point, Polygon
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.fields import Field

from issues.areas import DIGITS, RADII, read_area, read_circle
from issues.follow.alerts import Wish
from issues.models import Category, Issue, Pace, Visibility
from issues.parameters import AreaField, BBoxField
from neighbourhoods.models import Neighbourhood
from neighbourhoods.names.question import LONGEST, read_question
from neighbourhoods.names.search import Found, search


class PlaceField(forms.CharField):
    """A part of the map in an address, read as the filters of the list read it."""

    def __init__(self, place: Field[Any, Any, Any, Any]) -> None:
        self.place = place
        super().__init__(required=False)

    def clean(self, value: Any) -> Polygon | None:
        """Return the polygon in EPSG:4326, or None where nothing is given."""
        text = super().clean(value)
        try:
            return cast("Polygon", self.place.to_internal_value(text)) if text else None
        except ValidationError as error:
            raise forms.ValidationError(
                [str(e) for e in cast("list[str]", error.detail)]
            ) from error


class WishForm(forms.Form):
    """What to follow, from the address: an issue, or a mahalle, a category and a place together."""

    issue = forms.ModelChoiceField(
        Issue.objects.filter(visibility=Visibility.PUBLIC).select_related("category"),
        required=False,
        to_field_name="number",
    )
    mahalle = forms.ModelChoiceField(
        Neighbourhood.objects.none(), required=False, to_field_name="slug"
    )
    category = forms.ModelChoiceField(Category.objects.all(), required=False, to_field_name="slug")
    bbox = PlaceField(BBoxField())
    area = PlaceField(AreaField(read_area))
    circle = PlaceField(AreaField(read_circle))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mahalle = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["mahalle"])
        mahalle.queryset = Neighbourhood.objects.current()

    def clean(self) -> dict[str, Any]:
        """Ask for something to follow."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(
                _("Go to a report, a neighbourhood or the list, and choose there what to follow.")
            )
        if sum(bool(data.get(name)) for name in ("area", "circle", "bbox")) > 1:
            raise forms.ValidationError(_("Give an area or a circle, not both."))
        return data

    def wish(self) -> Wish:
        """Return what is to be followed."""
        data = self.cleaned_data
        if data["issue"]:
            return Wish(issue=data["issue"])
        area = data["area"] or data["circle"] or data["bbox"]
        return Wish(neighbourhood=data["mahalle"], category=data["category"], area=area)


class AroundForm(forms.Form):
    """A place by its name, and how far around it."""

    place = forms.CharField(
        label=_("Around which place?"),
        help_text=_("A street, a stop, a park or a neighbourhood"),
        max_length=LONGEST,
    )
    radius = forms.TypedChoiceField(
        label=_("How far around it?"),
        choices=[(metres, f"{metres} m") for metres in RADII],
        coerce=int,
        initial=RADII[1],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def circles(self) -> list[tuple[Found, str]]:
        """Return the places that are called so, each with the circle around it as an address says it."""
        found = search(read_question(self.cleaned_data["place"]))
        return [(one, self._around(one.location)) for one in found]

    def _around(self, place: Point) -> str:
        return f"{place.x:.{DIGITS}f},{place.y:.{DIGITS}f},{self.cleaned_data['radius']}"


class AddressForm(forms.Form):
    """Where to write, and how soon."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    pace = forms.ChoiceField(label=_("When?"), choices=Pace, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
