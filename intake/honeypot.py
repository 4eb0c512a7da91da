"""A field that only programs fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ForPeople(forms.Form):
    """A form with a field that no person sees; whoever fills it in is refused."""

    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse a program that fills in whatever there is."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this field empty and send again."))
        return ""
