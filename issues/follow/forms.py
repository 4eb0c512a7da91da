"""Where to write, and a place by its name."""

from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from intake.honeypot import ForPeople
from issues.areas import DIGITS, RADII
from issues.models import Pace
from neighbourhoods.names.question import LONGEST, read_question
from neighbourhoods.names.search import Found, search


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


class AddressForm(ForPeople):
    """Where to write, and how soon."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    pace = forms.ChoiceField(label=_("When?"), choices=Pace, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
