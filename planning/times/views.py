"""The page of waiting."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from issues.models import Category
from neighbourhoods.models import Neighbourhood
from planning.models import Ending
from planning.times.curve import drawing
from planning.times.table import HORIZON, times


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
        self.fields["category"].queryset = Category.objects.filter(parent=None, is_active=True)  # type: ignore[attr-defined]
        self.fields["mahalle"].queryset = Neighbourhood.objects.current().defer("boundary")  # type: ignore[attr-defined]


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """How long each mahalle waits, as a table; one beside the others, as curves with a test."""
    form = TimesForm(request.GET.dict())
    is_right = form.is_valid()
    asked = form.cleaned_data
    ending = Ending(asked.get("ending") or Ending.CLOSING)
    found = times(ending, asked.get("category"), asked.get("mahalle"))
    context = {
        "form": form,
        "ending": ending,
        "times": found,
        "drawing": drawing(found.curve, found.chosen_curve),
        "horizon": HORIZON,
    }
    return render(request, "planning/times/times.html", context, status=200 if is_right else 400)
