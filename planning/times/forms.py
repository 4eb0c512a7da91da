"""What is asked about waiting."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.forms import TopicForm
from planning.models import Ending
from planning.times.periods import periods
from planning.times.table import Times, times


class TimesForm(TopicForm):
    """What one waits for, with which problem, and where."""

    ending = forms.ChoiceField(label=_("Until"), choices=Ending.choices, required=False)
    period = forms.ChoiceField(label=_("Reported in"), required=False)
    field_order = ("ending", "category", "period", "mahalle")

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__({"ending": Ending.CLOSING, **data})
        self.periods = {period.key: period for period in periods()}
        known = [(key, period.name) for key, period in self.periods.items()]
        choices = cast("forms.ChoiceField", self.fields["period"])
        choices.choices = [("", _("the last two years")), *known]
        self.fields["mahalle"].label = _("Put one neighbourhood beside the others")

    @property
    def asked_ending(self) -> Ending:
        """What one waits for; the end where that was not said rightly."""
        return Ending(self.cleaned_data.get("ending") or Ending.CLOSING)

    def answer(self) -> Times:
        """Return the answer, after `is_valid`; what was not said rightly is left out."""
        asked = self.cleaned_data
        return times(
            self.asked_ending,
            asked.get("category"),
            asked.get("mahalle"),
            self.periods.get(asked.get("period", "")),
        )
