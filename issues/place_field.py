"""The choice of the place of the register that a report is about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from places.models import PublicPlace


class PlaceField(forms.ModelChoiceField[PublicPlace]):
    """One of the places near a report, or none of them, which is a choice of its own."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Place"),
            queryset=PublicPlace.objects.none(),
            required=False,
            blank=True,
            empty_label=_("about none of them"),
            widget=forms.RadioSelect,
        )
