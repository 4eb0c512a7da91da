"""Forms of actions."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from issues.models import Category
from neighbourhoods.models import Neighbourhood
from planning.indicators import all_indicators
from workinggroups.decisions.forms import AboutForm
from workinggroups.duties import Duty
from workinggroups.models import Doer, Progress, WorkingGroup


class ActionForm(AboutForm):
    """What is done, by whom, by when, and what it should change."""

    title = TextField(label=_("What is done?"), max_length=200)
    doer = forms.ChoiceField(label=_("Who does it?"), choices=Doer.choices)
    unit = TextField(label=_("Which unit?"), max_length=120, required=False)
    due_on = forms.DateField(
        label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    mahalle = forms.ChoiceField(label=_("Where?"), required=False)
    topic = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Which reports should become fewer?"),
        required=False,
        empty_label=_("none"),
        help_text=_("When it is done, they are counted there before and after, beside the others."),
    )
    indicator = forms.ChoiceField(label=_("Which indicator should change?"), required=False)
    target = forms.FloatField(
        label=_("To which value?"), required=False, localize=True, help_text=_("Of the indicator.")
    )
    field_order = ["title", "doer", "unit", "due_on", "mahalle", "topic", "indicator", "target"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        fields: Any = self.fields
        current = Neighbourhood.objects.current().values_list("code", "name")
        fields["mahalle"].choices = [("", _("the whole district")), *current]
        fields["topic"].queryset = Category.objects.filter(is_active=True)
        known = [(one.slug, one.name) for one in all_indicators()]
        fields["indicator"].choices = [("", _("none")), *known]

    def clean_due_on(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a target of nothing, and an effect that is looked for nowhere."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("target") is not None and not given.get("indicator"):
            self.add_error("target", _("Say which indicator this is the target of."))
        if (given.get("topic") or given.get("indicator")) and not given.get("mahalle"):
            self.add_error(
                "mahalle", _("An effect is seen in one neighbourhood beside the others.")
            )
        return given


class TellForm(forms.Form):
    """How far an action is."""

    progress = forms.ChoiceField(label=_("How far is it?"), choices=Progress.choices)
    on = forms.DateField(
        label=_("Since when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = TextField(
        label=_("What is there to tell?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it."),
    )


class ListForm(forms.Form):
    """Which actions are listed."""

    group = forms.ModelChoiceField(
        WorkingGroup.objects.all(),
        label=_("Group"),
        to_field_name="slug",
        required=False,
        empty_label=_("all"),
    )
    mahalle = forms.ModelChoiceField(
        Neighbourhood.objects.none(),
        label=_("Neighbourhood"),
        to_field_name="slug",
        required=False,
        empty_label=_("all"),
    )
    duty = forms.ChoiceField(label=_("Duty of the charter"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        fields: Any = self.fields
        fields["mahalle"].queryset = Neighbourhood.objects.current().defer("boundary")
        fields["duty"].choices = [("", _("all")), *Duty.choices]

    def asked(self) -> Q:
        """Return what is asked for; what cannot be used is let be."""
        return self.conditions() or Q()

    def conditions(self) -> Q | None:
        """Return what is asked for; None where a value cannot be used."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        wanted = Q()
        if given.get("group"):
            wanted &= Q(decision__group=given["group"])
        if given.get("mahalle"):
            wanted &= Q(mahalle=given["mahalle"].code)
        if given.get("duty"):
            wanted &= Q(duties__contains=[given["duty"]])
        return wanted
