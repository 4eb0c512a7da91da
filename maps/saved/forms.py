"""The form of a view that is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from places.actions import found_in


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

    def clean(self) -> dict[str, Any]:
        """Refuse what would wait for a person elsewhere: nobody looks at a view before it is seen."""
        said = self.cleaned_data
        if found := found_in(said.get("title", ""), said.get("note", "")):
            kinds = ", ".join(str(kind.label) for kind in found)
            self.add_error("note", _("Everybody reads this. Please leave out: %s.") % kinds)
        return said
