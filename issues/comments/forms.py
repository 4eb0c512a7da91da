"""Forms of those who comment, and of those who say that something is wrong with a comment."""

from typing import Any, cast
from uuid import uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.comments import actions
from issues.forms import FlagForm
from issues.honeypot import ForPeople
from issues.models import COMMENT_LENGTH, Comment, CommentFlag, Flag, Issue

REASONS = [Flag.Reason.PERSONAL, Flag.Reason.HURTFUL, Flag.Reason.UNTRUE, Flag.Reason.OTHER]
"""What can be wrong with a comment, which has no place and no category."""


class CommentForm(ForPeople):
    """A comment; its id and what is written make a second send no copy."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your comment"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "comment-%s", "label_suffix": ""})

    def write(self, number: int) -> Comment:
        """Keep the comment."""
        data = self.cleaned_data
        return actions.write(
            sent_id=uuid5(data["id"], f"{number} {data['text']}"),
            issue=Issue.objects.get(number=number),
            text=data["text"],
        )


class CommentFlagForm(FlagForm):
    """Why a comment is not right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["reason"])
        field.choices = [(reason.value, reason.label) for reason in REASONS]

    def flag_comment(self, comment: Comment) -> CommentFlag:
        """Keep the flag; the same answers sent twice are one."""
        data = self.cleaned_data
        return actions.flag(
            identity=uuid5(data["id"], f"comment {comment.pk} {data}"),
            comment=comment,
            reason=Flag.Reason(data["reason"]),
            text=data["text"],
        )
