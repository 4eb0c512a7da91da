"""The report without the map: a mahalle from the list and a description of the spot."""

from typing import Any, cast
from uuid import uuid5

from django import forms
from django.contrib.gis.db.models.functions import PointOnSurface
from django.utils.translation import gettext_lazy as _

from issues import actions
from issues.models import (
    DESCRIPTION_LENGTH,
    SPOT_LENGTH,
    Category,
    Issue,
    Precision,
    Source,
    grouped,
)
from neighbourhoods.models import Neighbourhood


class ListReportForm(forms.Form):
    """Where (from the list), what, and a description. `id` makes a second send no copy."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose a neighbourhood"),
    )
    spot = forms.CharField(
        label=_("Where exactly?"),
        help_text=_("Street, door number, or what it is next to"),
        max_length=SPOT_LENGTH,
    )
    category = forms.ModelChoiceField(
        label=_("What is the problem?"),
        queryset=Category.objects.open_for_reports(),
        to_field_name="slug",
    )
    description = forms.CharField(
        label=_("Tell us more"),
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse a program that fills in whatever there is; no person sees this field."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this field empty and send again."))
        return ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        neighbourhood = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        neighbourhood.queryset = Neighbourhood.objects.current()
        category = cast("forms.ModelChoiceField[Category]", self.fields["category"])
        category.choices = [
            ("", _("Choose a category")),
            *(
                (group.name, [(c.slug, c.name) for c in members])
                for group, members in grouped(Category.objects.open_for_reports())
            ),
        ]

    def report(self) -> Issue:
        """Store the report on a point inside its mahalle, marked as known by mahalle only.

        Its id comes from the form's and the answers: the same answers sent twice are one report,
        other answers on a page that somebody went back to are another.
        """
        data = self.cleaned_data
        inside = Neighbourhood.objects.values_list(PointOnSurface("boundary"), flat=True)
        report = actions.Report(
            id=uuid5(data["id"], f"{data}"),
            location=inside.get(pk=data["neighbourhood"].pk),
            category=data["category"],
            description=data["description"],
            precision=Precision.NEIGHBOURHOOD,
            spot=data["spot"],
        )
        issue, _created = actions.report_issue(report=report, source=Source.WEB)
        return issue
