"""What a planner asks: a resource, a year, weights of need, and perhaps a budget with a rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from planning.indicators import Indicator

MOST_WEIGHT = 10
LARGEST_BUDGET = 10**13
WHOLE = re.compile(r"\d+|\d{1,3}([. \u00a0]\d{3})+", re.ASCII)
MARKS = re.compile(r"[. \u00a0]")


class Rule(TextChoices):
    """How a budget is shared."""

    EQUAL = "equal", _("equal for each resident")
    NEED = "need", _("by need")
    WORST = "worst", _("lift those first who have least")
    KEEP = "keep", _("nobody less than now, the rest by need")


@dataclass(frozen=True)
class Question:
    """A resource in a year, weights by the slug of an indicator, and a budget that a rule shares.

    Without weights, need is how many people live somewhere. Without a budget nothing is shared anew.
    """

    resource: Indicator
    year: int
    parts: list[tuple[Indicator, int]] = field(default_factory=list)
    budget: int | None = None
    rule: Rule = Rule.EQUAL


class FairnessForm(forms.Form):
    """The question as fields; `weight-<slug>` for each indicator that says something about need."""

    resource = forms.ChoiceField(label=_("Resource"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    budget = forms.CharField(
        label=_("Budget to share"),
        help_text=_(
            "A whole number, in the unit of the resource. Left empty, nothing is shared anew."
        ),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    rule = forms.ChoiceField(label=_("Rule"), choices=Rule.choices, required=False)

    def __init__(self, data: Mapping[str, Any], indicators: list[Indicator]) -> None:
        self.resources = {one.slug: one for one in indicators if one.is_resource}
        self.needs = {f"weight-{one.slug}": one for one in indicators if one.says_need}
        chosen = data.get("resource")
        first = next(iter(self.resources), "")
        shown = self.resources.get(chosen if chosen in self.resources else first)
        years = list(reversed(shown.years)) if shown else []
        super().__init__({"resource": first, "rule": Rule.EQUAL, **data}, label_suffix="")
        fields = cast("dict[str, forms.ChoiceField]", self.fields)
        fields["resource"].choices = [(slug, one.name) for slug, one in self.resources.items()]
        fields["year"].choices = [("", _("the newest")), *((year, year) for year in years)]
        for name, one in self.needs.items():
            self.fields[name] = forms.IntegerField(
                label=one.name, min_value=0, max_value=MOST_WEIGHT, required=False
            )

    def weights(self) -> list[forms.BoundField]:
        """Return the fields of the weights but those of reports, for the page."""
        return [self[name] for name, one in self.needs.items() if not one.counts_reports]

    def weights_of_reports(self) -> list[forms.BoundField]:
        """Return the fields of the weights of reports."""
        return [self[name] for name, one in self.needs.items() if one.counts_reports]

    def weighs_reports(self) -> bool:
        """Tell whether a weight was given to reports."""
        return any(field.value() not in {None, "", "0"} for field in self.weights_of_reports())

    def clean_budget(self) -> int | None:
        """Read a whole number, with or without marks between the thousands."""
        written = self.cleaned_data["budget"]
        if not written:
            return None
        text = MARKS.sub("", written) if WHOLE.fullmatch(written) else ""
        if not (text and 0 < int(text) <= LARGEST_BUDGET):
            raise forms.ValidationError(_("Give a whole number above zero, such as 1.500.000."))
        return int(text)

    def clean(self) -> dict[str, Any]:
        """Refuse weights that are all zero, where some were given."""
        data = super().clean() or self.cleaned_data
        given = [data[name] for name in self.needs if data.get(name) is not None]
        if given and not any(given):
            raise forms.ValidationError(
                _("All weights are zero. Give at least one figure a weight above zero.")
            )
        return data

    def question(self) -> Question:
        """Return what is asked, after `is_valid`."""
        data = self.cleaned_data
        resource = self.resources[data["resource"]]
        return Question(
            resource=resource,
            year=data["year"] or resource.years[-1],
            parts=[(one, data[name]) for name, one in self.needs.items() if data.get(name)],
            budget=data["budget"],
            rule=Rule(data["rule"] or Rule.EQUAL),
        )
