"""Forms of residents: the report without the map, and a word that a report is not right."""

from typing import Any, cast
from uuid import uuid5

from django import forms
from django.contrib.gis.db.models.functions import PointOnSurface
from django.utils.translation import gettext_lazy as _

from issues import actions
from issues.flags import flag_issue
from issues.models import (
    DESCRIPTION_LENGTH,
    FLAG_LENGTH,
    SPOT_LENGTH,
    Category,
    Flag,
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


class FlagForm(forms.Form):
    """Why a report is not right, and what a person wants to say about it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Flag.Reason.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Would you like to say more?"),
        help_text=_("You need not. Only the secretariat reads it."),
        max_length=FLAG_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def flag(self, number: int) -> Flag:
        """Keep the flag; the same answers sent twice are one."""
        data = self.cleaned_data
        return flag_issue(
            identity=uuid5(data["id"], f"{number} {data}"),
            issue=Issue.objects.get(number=number),
            reason=Flag.Reason(data["reason"]),
            text=data["text"],
        )
