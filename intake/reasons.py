"""A word from somebody that what is shown is not right: the form that all kinds of things share."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from intake.texts import FLAG_LENGTH


class ReasonForm(forms.Form):
    """Why something is not right, and what a person wants to say about it.

    `flags` are those of its kind, `reasons` the choices; `flag` keeps one about the thing of a key.
    """

    flags: ClassVar[type[Model]]
    reasons: ClassVar[Any] = ()
    flag: Callable[[int], Model]

    id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect)
    text = TextField(
        label=_("Would you like to say more?"),
        help_text=_("You need not. Only the secretariat reads it."),
        max_length=FLAG_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        reason: Any = self.fields["reason"]
        reason.choices = self.reasons

    def identity(self, key: int | str) -> UUID:
        """Return the flag's id: the same answers sent twice about the same are one."""
        return uuid5(self.cleaned_data["id"], f"{key} {self.cleaned_data}")

    def is_stored(self, key: int) -> bool:
        """Whether it was sent and stored before."""
        return self.flags._default_manager.filter(pk=self.identity(key)).exists()
