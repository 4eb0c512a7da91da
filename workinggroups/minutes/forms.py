"""Forms of minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField


class MinutesForm(forms.Form):
    """What the secretary writes."""

    present = TextField(
        label=_("Who was there?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody reads it: names only of those who agree, else how many."),
    )
    text = TextField(
        label=_("What was said?"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Agenda, maps, notes, decisions and actions come in by themselves."),
    )


class CorrectionForm(forms.Form):
    """A correction."""

    text = TextField(
        label=_("What is wrong, and what is right?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
