"""Changes of state of comments: keyword-only, one transaction each, no request.

`seen` is how many decisions the moderator knew of: if another one came in between, nothing is done.
`flagged` is when the newest flag came that they knew of: later ones stay open. None leaves that
out, where nobody looked at a page before.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ErasureLog, User
from accounts.retention import log_erasure
from intake.flags import handle, new_flag
from intake.models import HateTerm
from intake.screening import Kind, kinds_in
from issues.actions import RefusedError
from issues.models import Comment, CommentFlag, Flag, Issue, Visibility
from issues.moderation import HandledMeanwhileError


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
def take_back(*, sent_id: UUID) -> None:
    """Erase a comment because its sender asks for it, with what flags said of it; again is the same."""
    gone, _by_model = Comment.objects.of_residents().filter(sent_id=sent_id).delete()
    if gone:
        log_erasure(kind=ErasureLog.Kind.COMMENT, rule=ErasureLog.ASKED, count=1)


@transaction.atomic
def publish(
    *, comment: Comment, by: User, seen: int | None = None, flagged: datetime | None = None
) -> None:
    """Show a comment, or say that a public one is well as it is."""
    _decide(_locked(comment, seen), by, Visibility.PUBLIC, flagged)


@transaction.atomic
def take_down(
    *, comment: Comment, by: User, seen: int | None = None, flagged: datetime | None = None
) -> None:
    """Take a comment down, everywhere at once."""
    _decide(_locked(comment, seen), by, Visibility.REMOVED, flagged)


@transaction.atomic
def redact(
    *,
    comment: Comment,
    text: str,
    by: User,
    seen: int | None = None,
    flagged: datetime | None = None,
) -> None:
    """Write a comment anew without personal data and show it; the text before is kept nowhere.

    Raises:
        RefusedError: nothing would be left of it.
    """
    if not text.strip():
        raise RefusedError(_("Nothing would be left. Take the comment down instead."))
    locked = _locked(comment, seen)
    locked.text, locked.found = text.strip(), _kinds_in(text)
    locked.save(update_fields=["text", "found"])
    _decide(locked, by, Visibility.PUBLIC, flagged)
    locked.flags.exclude(handled_at=None).update(text="")


@transaction.atomic
def flag(*, identity: UUID, comment: Comment, reason: Flag.Reason, text: str) -> CommentFlag:
    """Keep a flag once, however often it is sent: the comment stays and waits for a look."""
    locked = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    found, is_new = CommentFlag.objects.get_or_create(
        id=identity, defaults=new_flag(reason, text) | {"comment": locked}
    )
    if is_new:
        Comment.objects.filter(pk=locked.pk).update(reviewed_at=None)
    return found


def _locked(comment: Comment, seen: int | None) -> Comment:
    """Return the comment as it is now, locked, unless somebody decided on it since `seen`."""
    locked = Comment.objects.select_for_update().filter(pk=comment.pk).first()
    if locked is None:
        raise HandledMeanwhileError(_("Whoever wrote this comment has taken it back meanwhile."))
    if seen is not None and seen != locked.decisions:
        raise HandledMeanwhileError(
            _("Somebody else decided on this comment meanwhile. Look at it as it is now.")
        )
    return locked


def _decide(locked: Comment, by: User, to: Visibility, flagged: datetime | None) -> None:
    """Set who sees the comment; it goes on waiting where a flag came that nobody looked at."""
    now = timezone.now()
    handle(locked.flags.all(), at=now, until=flagged)
    waits = locked.flags.filter(handled_at=None).exists()
    locked.visibility, locked.reviewed_by = to, by
    locked.reviewed_at = None if waits else now
    locked.decisions += 1
    locked.save(update_fields=["visibility", "reviewed_by", "reviewed_at", "decisions"])


def _kinds_in(text: str) -> list[Kind]:
    return kinds_in(text, list(HateTerm.objects.in_use()))
