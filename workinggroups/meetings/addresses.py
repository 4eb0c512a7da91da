"""What an address stands for that somebody puts on an agenda."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from issues.models import PublicIssue
from maps.models import SavedView
from maps.saved.state import MapState, read_state
from maps.saved.words import in_words
from places.models import PublicPlace
from planning.indicators import indicator
from planning.models import Scenario
from workinggroups.models import SubjectKind

LONGEST_KEY, LONGEST_TITLE = 500, 120


class AddressError(Exception):
    """An address that cannot be put on an agenda; the message says why."""


@dataclass(frozen=True)
class Found:
    """What an address stands for; `state` is of views alone."""

    kind: SubjectKind
    key: str
    title: str
    state: MapState | None = None


def found_at(address: str) -> Found:
    """Return what stands at an address of ours, or a document elsewhere.

    Raises:
        AddressError: nothing of ours that can be put on an agenda is there.
    """
    parts = _split(address.strip())
    if parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc:
        if parts.scheme not in {"http", "https"}:
            raise AddressError(_("An address begins with https://."))
        if len(address.strip()) > LONGEST_KEY:
            raise AddressError(_("This address is too long."))
        return Found(SubjectKind.DOCUMENT, address.strip(), parts.netloc[:LONGEST_TITLE])
    try:
        match = resolve(parts.path or "/")
    except Resolver404 as error:
        raise AddressError(_("There is no such page here.")) from error
    if match.view_name not in READERS:
        raise AddressError(
            _("A map, a report, a place, an indicator or a scenario can be put on the agenda.")
        )
    return READERS[match.view_name](parts, match.kwargs)


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise AddressError(_("There is no such page here.")) from error


def _map(parts: SplitResult, _place: dict[str, Any]) -> Found:
    given = dict(parse_qsl(parts.query))
    at = parts.fragment if parts.fragment.count("/") >= 2 else ""
    try:
        state = read_state(given | ({"at": at} if at else {}))
    except ValidationError as error:
        raise AddressError(_("This map cannot be shown: its address is not whole.")) from error
    return Found(SubjectKind.VIEW, "", ", ".join(in_words(state))[:120], state)


def _view(_parts: SplitResult, place: dict[str, Any]) -> Found:
    kept = _one(SavedView.objects.filter(pk=place["id"]))
    at = {"at": kept.at} if kept.at else {}
    try:
        state = read_state(dict(parse_qsl(kept.query)) | at)
    except ValidationError as error:
        raise AddressError(_("This map cannot be shown: its address is not whole.")) from error
    return Found(SubjectKind.VIEW, "", kept.title, state)


def _issue(_parts: SplitResult, place: dict[str, Any]) -> Found:
    issue = _one(PublicIssue.objects.filter(number=place["number"]).select_related("category"))
    return Found(SubjectKind.ISSUE, str(issue.number), f"{issue.category.name} #{issue.number}")


def _place(_parts: SplitResult, place: dict[str, Any]) -> Found:
    found = _one(PublicPlace.objects.filter(number=place["number"]))
    return Found(SubjectKind.PLACE, str(found.number), found.name)


def _scenario(_parts: SplitResult, place: dict[str, UUID]) -> Found:
    scenario = _one(Scenario.objects.filter(pk=place["id"]))
    return Found(SubjectKind.SCENARIO, str(scenario.pk), scenario.title)


def _indicator(_parts: SplitResult, place: dict[str, str]) -> Found:
    found = indicator(place["slug"])
    if found is None:
        raise AddressError(_("There is no such page here."))
    return Found(SubjectKind.INDICATOR, found.slug, found.name)


def _one(rows: Any) -> Any:
    row = rows.first()
    if row is None:
        raise AddressError(_("There is no such page here."))
    return row


READERS: dict[str, Callable[[SplitResult, Any], Found]] = {
    "maps:home": _map,
    "views:view": _view,
    "issues:detail": _issue,
    "places:detail": _place,
    "fairness:scenario": _scenario,
    "indicators:detail": _indicator,
}
"""By the name of an address of ours, who reads it."""
