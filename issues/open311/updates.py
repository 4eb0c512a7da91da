"""Answers of another system to a report: its status and a note, once however often they are sent."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ClientKey
from intake.texts import readable
from issues.actions import RefusedError, change_status
from issues.models import CLOSED, OPEN, OWN_ID_LENGTH, ClientUpdate, Issue, PublicIssue, Status
from issues.open311.errors import Open311Error

NOTE_LENGTH = 2000
NEXT = {
    "closed": dict.fromkeys(OPEN, Status.RESOLVED),
    "open": {
        **dict.fromkeys([Status.NEW, *CLOSED], Status.ACKNOWLEDGED),
        Status.ACKNOWLEDGED: Status.ACKNOWLEDGED,
        Status.IN_PROGRESS: Status.IN_PROGRESS,
    },
}
"""Which status of ours follows, by the two of the standard."""


@transaction.atomic
def take_update(*, client: ClientKey, given: Mapping[str, str]) -> str:
    """Change a report's status as a client says, which everybody reads with its note.

    Returns:
        The id of the update here.

    Raises:
        Open311Error: a field is missing, the report is not public, or its status cannot become that.
    """
    own_id = given.get("update_id", "").strip()
    if not 0 < len(own_id) <= OWN_ID_LENGTH or "\x00" in own_id:
        raise Open311Error(_("update_id: your own id of this update, at most 100 letters."))
    issue = _issue(given.get("service_request_id", ""))
    ClientKey.objects.select_for_update(no_key=True).get(
        pk=client.pk
    )  # of two at once, one is first
    known = (
        ClientUpdate.objects.filter(client=client, own_id=own_id).select_related("change").first()
    )
    if known is not None and known.change.issue_id != issue.pk:
        raise Open311Error(_("update_id: this one was about another report."))
    if known is not None:
        return str(known.change_id)
    note = readable(given.get("description", "")).strip()
    if not 0 < len(note) <= NOTE_LENGTH:
        raise Open311Error(_("description: what everybody reads, at most 2,000 letters."))
    try:
        to = next_status(given.get("status", ""), Status(issue.status))
        change = change_status(issue=issue, to=to, note=note, source=client.name)
    except RefusedError as error:
        raise Open311Error(str(error)) from error
    ClientUpdate.objects.create(client=client, own_id=own_id, change=change)
    return str(change.pk)


def _issue(text: str) -> Issue:
    """Return a public report, locked until the end."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
    if not PublicIssue.objects.filter(number=number).exists():
        raise Open311Error(_("There is no such request, or it is not public."), 404)
    return Issue.objects.select_for_update().get(number=number)


def next_status(said: str, now: Status) -> Status:
    """Return the status that is meant: one of the standard's two, or one of ours by its name.

    Raises:
        Open311Error: it is neither, or the report is closed and said to be closed.
    """
    if said in Status.values:
        return Status(said)
    found = NEXT.get(said, {}).get(now)
    if said not in NEXT:
        raise Open311Error(_("status: open or closed."))
    if found is None:
        raise Open311Error(_("It has this status already."))
    return found
