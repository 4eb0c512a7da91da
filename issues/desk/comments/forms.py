"""One form per decision on a comment; `FORMS` knows them by the last word of their address."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from intake.fields import TextField
from intake.screening import masked, personal_data
from issues.comments import actions
from issues.desk.forms import newest_flag
from issues.models import COMMENT_LENGTH, Comment


class DecisionForm(forms.Form):
    """A decision, which asks nothing more; it carries what the moderator saw: decisions and flags."""

    name: ClassVar[str]
    title: ClassVar[Any]
    key: ClassVar[str]
    action: ClassVar[Callable[..., None]]

    seen = forms.IntegerField(widget=forms.HiddenInput)
    flagged = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, comment: Comment, data: dict[str, str] | None = None) -> None:
        self.comment = comment
        prefix = f"{self.name}-{comment.pk}"
        first = self.known() | self.first()
        super().__init__(data, initial=first, auto_id=f"{prefix}-%s", label_suffix="")

    def known(self) -> dict[str, str]:
        """Return what the page shows: how often was decided, and when the newest open flag came."""
        return {"seen": str(self.comment.decisions), "flagged": newest_flag(self.comment)}

    def first(self) -> dict[str, Any]:
        """Return what the fields hold before anybody writes."""
        return {}

    def decide(self, by: User) -> None:
        """Do it.

        Raises:
            RefusedError: it is not allowed, with a sentence that says why.
        """
        said = dict(self.cleaned_data)
        said["flagged"] = said["flagged"] or self.comment.created_at  # which is before any flag
        type(self).action(comment=self.comment, by=by, **said)

    def look_again(self, comment: Comment) -> None:
        """Let what was typed be sent once more, now that the moderator sees the comment as it is."""
        self.comment = comment
        self.data = {**self.data, **self.known()}


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

    text = TextField(
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
