"""The report without the map: a mahalle from the list and a description of the spot."""

from typing import Any

from django import forms
from django.contrib.gis.db.models.functions import PointOnSurface
from django.utils.translation import gettext_lazy as _

from issues import actions
from issues.models import DESCRIPTION_LENGTH, SPOT_LENGTH, Category, Issue, Precision, Source
from neighbourhoods.models import Neighbourhood


class GroupedCategoryField(forms.ModelChoiceField):
    """Categories under the headings of their groups."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Category.objects.open_for_reports(), to_field_name="slug", **options
        )

    def grouped(self) -> list[tuple[str, Any]]:
        """Return choices: every group as a heading with itself and its own below."""
        everything = list(self.queryset)
        groups = [c for c in everything if c.parent_id is None]
        return [("", _("Choose a category"))] + [
            (g.name, [(c.slug, c.name) for c in [*_below(g, everything), g]]) for g in groups
        ]


def _below(group: Category, everything: list[Category]) -> list[Category]:
    return [c for c in everything if c.parent_id == group.pk]


class ListReportForm(forms.Form):
    """Where (from the list), what, and a description. `id` makes a second send no copy."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    neighbourhood = forms.ModelChoiceField(
        label=_("Mahalle"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose a mahalle"),
    )
    spot = forms.CharField(
        label=_("Where exactly?"),
        help_text=_("Street, door number, or what it is next to"),
        max_length=SPOT_LENGTH,
    )
    category = GroupedCategoryField(label=_("What is the problem?"))
    description = forms.CharField(
        label=_("Tell us more"),
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighbourhood"].queryset = Neighbourhood.objects.current()
        self.fields["category"].choices = self.fields["category"].grouped()

    def report(self) -> Issue:
        """Store the report on a point inside its mahalle, marked as known by mahalle only."""
        data = self.cleaned_data
        chosen = Neighbourhood.objects.annotate(inside=PointOnSurface("boundary"))
        issue, _created = actions.report_issue(
            id=data["id"],
            location=chosen.get(pk=data["neighbourhood"].pk).inside,
            category=data["category"],
            description=data["description"],
            source=Source.WEB,
            precision=Precision.NEIGHBOURHOOD,
            spot=data["spot"],
        )
        return issue
