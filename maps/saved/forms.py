"""The form of a view that is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField


class KeepForm(forms.Form):
    """How a view is called, and a word to it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    title = TextField(label=_("Title"), max_length=120)
    note = TextField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is there to see?"),
    )
