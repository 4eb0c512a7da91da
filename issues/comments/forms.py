"""Forms of those who comment, and of those who say that something is wrong with a comment."""

from typing import Any, ClassVar
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from intake.honeypot import ForPeople
from intake.reasons import ReasonForm
from issues.comments import actions
from issues.models import COMMENT_LENGTH, Comment, CommentFlag, Flag, Issue

REASONS = [Flag.Reason.PERSONAL, Flag.Reason.HURTFUL, Flag.Reason.UNTRUE, Flag.Reason.OTHER]
"""What can be wrong with a comment, which has no place and no category."""


class CommentForm(ForPeople):
    """A comment; its id and what is written make a second send no copy."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Your comment"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "comment-%s", "label_suffix": ""})

    def sent_id(self, number: int) -> UUID:
        """Return its id: the same words sent twice about the same report are one."""
        return uuid5(self.cleaned_data["id"], f"{number} {self.cleaned_data['text']}")

    def is_stored(self, number: int) -> bool:
        """Whether it was sent and stored before."""
        return Comment.objects.filter(sent_id=self.sent_id(number)).exists()

    def write(self, number: int) -> Comment:
        """Keep the comment."""
        return actions.write(
            sent_id=self.sent_id(number),
            issue=Issue.objects.get(number=number),
            text=self.cleaned_data["text"],
        )


class CommentFlagForm(ReasonForm):
    """Why a comment is not right."""

    flags = CommentFlag
    reasons: ClassVar = [(reason.value, reason.label) for reason in REASONS]

    def identity(self, key: int | str) -> UUID:
        """Return the flag's id; a comment's key may be a report's number, too."""
        return super().identity(f"comment {key}")

    def flag(self, key: int) -> CommentFlag:
        """Keep the flag on the comment of an id."""
        data = self.cleaned_data
        return actions.flag(
            identity=self.identity(key),
            comment=Comment.objects.get(pk=key),
            reason=Flag.Reason(data["reason"]),
            text=data["text"],
        )
