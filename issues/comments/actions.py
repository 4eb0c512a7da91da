"""Changes of state of comments: keyword-only, one transaction each, no request."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from issues.actions import RefusedError
from issues.models import Comment, CommentFlag, Flag, HateTerm, Issue, Visibility
from issues.screening import Kind, kinds_in


@transaction.atomic
def write(*, sent_id: UUID, issue: Issue, text: str) -> Comment:
    """Keep somebody's comment once, however often it is sent.

    Like a report it is held where it holds personal data, a link or a term of the lexicon, or where
    the settings publish nothing at once.
    """
    found = _kinds_in(text)
    public = settings.PUBLISH_AT_ONCE and not found
    comment, _is_new = Comment.objects.get_or_create(
        sent_id=sent_id,
        defaults={
            "issue": issue,
            "text": text.strip(),
            "found": found,
            "visibility": Visibility.PUBLIC if public else Visibility.HELD,
        },
    )
    return comment


@transaction.atomic
def publish(*, comment: Comment, by: User) -> None:
    """Show a comment, or say that a public one is well as it is."""
    _decide(comment, by, Visibility.PUBLIC)


@transaction.atomic
def take_down(*, comment: Comment, by: User) -> None:
    """Take a comment down, everywhere at once."""
    _decide(comment, by, Visibility.REMOVED)


@transaction.atomic
def redact(*, comment: Comment, text: str, by: User) -> None:
    """Write a comment anew without personal data and show it; the text before is kept nowhere.

    Raises:
        RefusedError: nothing would be left of it.
    """
    if not text.strip():
        raise RefusedError(_("Nothing would be left. Take the comment down instead."))
    Comment.objects.filter(pk=comment.pk).update(text=text.strip(), found=_kinds_in(text))
    comment.flags.update(text="")
    _decide(comment, by, Visibility.PUBLIC)


@transaction.atomic
def flag(*, identity: UUID, comment: Comment, reason: Flag.Reason, text: str) -> CommentFlag:
    """Keep a flag once, however often it is sent: the comment stays and waits for a look."""
    found, is_new = CommentFlag.objects.get_or_create(
        id=identity, defaults={"comment": comment, "reason": reason, "text": text.strip()}
    )
    if is_new:
        Comment.objects.filter(pk=comment.pk).update(reviewed_at=None)
    return found


def _decide(comment: Comment, by: User, to: Visibility) -> None:
    now = timezone.now()
    Comment.objects.filter(pk=comment.pk).update(visibility=to, reviewed_at=now, reviewed_by=by)
    comment.flags.filter(handled_at=None).update(handled_at=now)


def _kinds_in(text: str) -> list[Kind]:
    return kinds_in(text, list(HateTerm.objects.in_use()))
