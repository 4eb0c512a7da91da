"""One form per decision on a comment; `FORMS` knows them by the last word of their address."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from issues.comments import actions
from issues.models import COMMENT_LENGTH, Comment
from issues.screening import masked, personal_data


class DecisionForm(forms.Form):
    """A decision, which asks nothing more."""

    name: ClassVar[str]
    title: ClassVar[Any]
    key: ClassVar[str]
    action: ClassVar[Callable[..., None]]

    def __init__(self, comment: Comment, data: dict[str, str] | None = None) -> None:
        self.comment = comment
        prefix = f"{self.name}-{comment.pk}"
        super().__init__(data, initial=self.first(), auto_id=f"{prefix}-%s", label_suffix="")

    def first(self) -> dict[str, Any]:
        """Return what the fields hold before anybody writes."""
        return {}

    def decide(self, by: User) -> None:
        """Do it.

        Raises:
            RefusedError: it is not allowed, with a sentence that says why.
        """
        type(self).action(comment=self.comment, by=by, **self.cleaned_data)


class PublishForm(DecisionForm):
    """Publish, or say that all is well."""

    name, key, title = "publish", "p", _("Publish")
    action = actions.publish


class TakeDownForm(DecisionForm):
    """Take down."""

    name, key, title = "take-down", "t", _("Take down")
    action = actions.take_down


class RedactForm(DecisionForm):
    """Write it without personal data and publish it."""

    name, key, title = "redact", "e", _("Take personal data out and publish")
    action = actions.redact

    text = forms.CharField(
        label=_("Comment"),
        help_text=_("What the program found is […] here already. Please read the rest too."),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def first(self) -> dict[str, Any]:
        """Return the text with an ellipsis for what was found."""
        return {"text": masked(self.comment.text, personal_data(self.comment.text))}


FORMS: dict[str, type[DecisionForm]] = {
    form.name: form for form in (PublishForm, TakeDownForm, RedactForm)
}
