"""The choice of what becomes of reports, and a word that erasing is meant."""

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.mine.erasure import Rest


class EraseForm(forms.Form):
    """How to erase; a box to tick, for it cannot be undone."""

    rest = forms.TypedChoiceField(
        label=_("And the report itself?"),
        choices=Rest,
        coerce=Rest,
        initial=Rest.FACELESS,
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=_("Yes, erase. I know that this cannot be undone."),
        error_messages={"required": _("Please tick this box if you really want to erase.")},
    )
