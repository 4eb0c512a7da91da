"""What is asked about waiting."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.models import Category
from neighbourhoods.models import Neighbourhood
from planning.models import Ending
from planning.times.table import Times, times


class TimesForm(forms.Form):
    """What one waits for, with which problem, and where."""

    ending = forms.ChoiceField(label=_("Until"), choices=Ending.choices, required=False)
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Topic"),
        to_field_name="slug",
        empty_label=_("all topics"),
        required=False,
    )
    mahalle = forms.ModelChoiceField(
        Neighbourhood.objects.none(),
        label=_("Put one neighbourhood beside the others"),
        to_field_name="slug",
        empty_label=_("none"),
        required=False,
    )

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__({"ending": Ending.CLOSING, **data}, label_suffix="")
        fields = cast("dict[str, forms.ModelChoiceField[Any]]", self.fields)
        fields["category"].queryset = Category.objects.filter(parent=None, is_active=True)
        fields["mahalle"].queryset = Neighbourhood.objects.current().defer("boundary")

    @property
    def asked_ending(self) -> Ending:
        """What one waits for; the end where that was not said rightly."""
        return Ending(self.cleaned_data.get("ending") or Ending.CLOSING)

    def answer(self) -> Times:
        """Return the answer, after `is_valid`; what was not said rightly is left out."""
        asked = self.cleaned_data
        return times(self.asked_ending, asked.get("category"), asked.get("mahalle"))
