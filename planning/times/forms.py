"""What is asked about waiting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.forms import TopicForm
from planning.models import Ending
from planning.times.table import Times, times


class TimesForm(TopicForm):
    """What one waits for, with which problem, and where."""

    ending = forms.ChoiceField(label=_("Until"), choices=Ending.choices, required=False)
    field_order = ("ending", "category", "mahalle")

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__({"ending": Ending.CLOSING, **data})
        self.fields["mahalle"].label = _("Put one neighbourhood beside the others")

    @property
    def asked_ending(self) -> Ending:
        """What one waits for; the end where that was not said rightly."""
        return Ending(self.cleaned_data.get("ending") or Ending.CLOSING)

    def answer(self) -> Times:
        """Return the answer, after `is_valid`; what was not said rightly is left out."""
        asked = self.cleaned_data
        return times(self.asked_ending, asked.get("category"), asked.get("mahalle"))
