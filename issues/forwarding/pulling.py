"""What became of reports that were sent on: the other place's status as a change of status here, with its name."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from intake.texts import readable
from issues.actions import RefusedError, change_status
from issues.forwarding.actions import continue_all
from issues.forwarding.remote import (
    NotNowError,
    RefusedThereError,
    asked,
    first_of,
    id_in,
    items_of,
)
from issues.models import CLOSED, Endpoint, Forward, Issue, Status, Visibility
from issues.open311.errors import Open311Error
from issues.open311.updates import NOTE_LENGTH, next_status

logger = logging.getLogger(__name__)

STATUS_LENGTH = 20
AT_ONCE = 50
"""Ids in one question: an address of at most some two thousand letters."""


@dataclass(frozen=True)
class Said:
    """What a place says of a report: its word for the status, and its note."""

    status: str
    notes: str


def pull() -> None:
    """Ask each place what became of what it has, and let go on what waited for that."""
    for endpoint in Endpoint.objects.filter(is_active=True):
        try:
            _pull_from(endpoint)
        except (NotNowError, RefusedThereError) as error:
            logger.warning("%s could not be asked what became of reports: %s", endpoint, error)
    continue_all()


def _pull_from(endpoint: Endpoint) -> None:
    for forward in endpoint.forwards.filter(remote_id="").exclude(token=""):
        _ask_for_number(forward)
    known = {forward.remote_id: forward for forward in endpoint.forwards.worth_asking_about()}
    ids = list(known)
    for first in range(0, len(ids), AT_ONCE):
        some = ",".join(ids[first : first + AT_ONCE])
        for told in items_of(asked(endpoint, "requests", service_request_id=some)):
            found = known.get(str(told.get("service_request_id")))
            if found and said_in(told) != said_before(found):
                take(forward=found.pk, said=said_in(told))


def _ask_for_number(forward: Forward) -> None:
    try:
        answer = first_of(asked(forward.endpoint, f"tokens/{quote(forward.token, safe='')}"))
    except RefusedThereError as error:
        logger.warning("%s: the token is not known there: %s", forward, error)
        return
    forward.remote_id = id_in(answer, "service_request_id")
    forward.save(update_fields=["remote_id"])


@transaction.atomic
def take(*, forward: UUID, said: Said) -> None:
    """Keep what a place says of a report, and change its status here if that is news.

    What was closed here stays so, unless the place had closed it, too, and opens it again.
    """
    issue = Issue.objects.select_for_update().get(
        forwards=forward
    )  # first, as whoever answers it does
    related = Forward.objects.select_related("endpoint")
    locked = related.select_for_update(of=("self",), no_key=True).get(pk=forward)
    before = said_before(locked)
    if said == before or issue.visibility != Visibility.PUBLIC:
        return
    locked.remote_status, locked.remote_notes = said.status, said.notes
    locked.save(update_fields=["remote_status", "remote_notes"])
    note = _news(issue, before, said)
    if not note:
        return
    try:
        to = next_status(said.status, Status(issue.status))
        change_status(issue=issue, to=to, note=note, source=locked.endpoint.name)
    except (Open311Error, RefusedError) as error:  # closed here already, or no status that follows
        logger.info("%s: %s", locked, error)


def said_before(forward: Forward) -> Said:
    """Return what the place said of a report when it was last asked."""
    return Said(forward.remote_status, forward.remote_notes)


def said_in(told: Mapping[str, Any]) -> Said:
    """Return what an answer of a place says of a report."""
    status = readable(str(told.get("status") or "")).lower()
    notes = readable(str(told.get("status_notes") or "")).strip()
    return Said(status[:STATUS_LENGTH], notes[:NOTE_LENGTH])


def _news(issue: Issue, before: Said, said: Said) -> str:
    """Return what everybody is told of it; empty if it is no news: without words, or our own."""
    words = "" if issue.changes.filter(note=said.notes).exists() else said.notes
    if said.status == before.status:
        return "" if issue.status in CLOSED else words
    return words or _without_words(said.status)


def _without_words(status: str) -> str:
    if status == "closed":
        return _("The report was closed there, without a note.")
    return _("The report is open again there, without a note.")
