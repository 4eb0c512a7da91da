"""Reports as service requests: read from the public views alone, by the standard's parameters."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.models import CLOSED, OPEN, Category, PublicChange, PublicIssue
from issues.moments import day_of, moment_of
from issues.open311.errors import Open311Error
from issues.querysets import PublicIssueQuerySet

MOST = 1000
SPAN = timedelta(days=90)
STATUSES = {"open": OPEN, "closed": CLOSED}
TOKENS = signing.Signer(salt="open311")
READING = {
    "service_request_id", "service_code", "start_date", "end_date", "updated_after", "updated_before", "status", "page",
    "page_size", "extensions", "jurisdiction_id", "api_key",
}  # fmt: skip


def requests_asked(given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the public reports that a client asks for, the newest first.

    Those of given ids, whatever else is asked; or of the last 90 days, at most 1,000 on a page.

    Raises:
        Open311Error: a parameter cannot be used.
    """
    known = PublicIssue.objects.for_readers().prefetch_related("changes")
    size = _whole(given, "page_size", MOST, MOST)
    first = (_whole(given, "page", 1, 100_000) - 1) * size
    found = _narrowed(known, given).order_by("-reported_at", "-number")[first : first + size]
    return [request_of(issue, extended=given.get("extensions") == "true") for issue in found]


def _narrowed(known: PublicIssueQuerySet, given: Mapping[str, str]) -> PublicIssueQuerySet:
    if given.get("service_request_id"):
        return known.filter(number__in=_numbers(given["service_request_id"]))
    found = known.filter(status__in=_statuses(given.get("status", "")))
    if given.get("service_code"):
        wanted = given["service_code"].replace("\x00", "").split(",")
        found = found.filter(category__in=Category.objects.with_children(wanted).values("pk"))
    if given.get("updated_after") or given.get("updated_before"):
        first, last = _span(given, "updated_after", "updated_before")
        return found.filter(updated_at__range=(first, last))
    first, last = _span(given, "start_date", "end_date")
    return found.filter(reported_at__range=(first, last))


def _numbers(text: str) -> list[int]:
    numbers = [part.strip() for part in text.split(",")]
    if not all(re.fullmatch(r"[0-9]{1,18}", part) for part in numbers) or len(numbers) > MOST:
        raise Open311Error(_("service_request_id: numbers with commas between."))
    return [int(number) for number in numbers]


def _statuses(text: str) -> list[str]:
    if not text:
        return [*OPEN, *CLOSED]
    named = text.split(",")
    if not set(named) <= set(STATUSES):
        raise Open311Error(_("status: open, closed, or both with a comma between."))
    return [status for name in named for status in STATUSES[name]]


def _span(given: Mapping[str, str], first: str, last: str) -> tuple[datetime, datetime]:
    """Return a time of 90 days at most: what is left out follows from the other end, or from now."""
    end = moment(given, last)
    begin = moment(given, first)
    if end is None:
        end = begin + SPAN if begin else timezone.now() + timedelta(minutes=1)
    begin = begin or end - SPAN
    if not timedelta() <= end - begin <= SPAN + timedelta(days=1):
        raise Open311Error(
            _("%(first)s and %(last)s: at most 90 days, the earlier one first.")
            % {"first": first, "last": last}
        )
    return begin, end


def moment(given: Mapping[str, str], name: str) -> datetime | None:
    """Return the moment of a parameter, None without it; without a zone it is one in UTC."""
    text = given.get(name, "").replace(" ", "+")  # a plus sign that nobody escaped
    if not text:
        return None
    day = day_of(text)
    found = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else moment_of(text, UTC)
    if found is None:
        raise Open311Error(_("%(name)s: a time like 2026-01-31T12:00:00Z.") % {"name": name})
    return found


def _whole(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = given.get(name) or str(usual)
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
        raise Open311Error(
            _("%(name)s: a whole number from 1 to %(most)d.") % {"name": name, "most": most}
        )
    return int(text)


def request_of(issue: PublicIssue, *, extended: bool = False) -> dict[str, Any]:
    """Return a public report, fetched `for_readers` and with its changes, as a service request."""
    changes = list(issue.changes.all())
    photos = [settings.SITE_URL + photo.get_absolute_url() for photo in issue.photos.all()]
    told = {
        "service_request_id": str(issue.number),
        "status": "open" if issue.status in OPEN else "closed",
        "status_notes": changes[-1].note if changes else None,
        "service_name": issue.category.name,
        "service_code": issue.category.slug,
        "description": issue.description,
        "agency_responsible": None,
        "service_notice": None,
        "requested_datetime": _iso(issue.reported_at),
        "updated_datetime": _iso(issue.updated_at or issue.reported_at),
        "expected_datetime": None,
        **_where(issue),
        "media_url": photos[0] if photos else None,
    }
    return told | (_extension(issue, changes, photos) if extended else {})


def _where(issue: PublicIssue) -> dict[str, Any]:
    """Return where a report is."""
    mahalle = issue.neighbourhood.name if issue.neighbourhood else ""
    return {
        "address": ", ".join(filter(None, (issue.spot, mahalle))) or None,
        "address_id": None,
        "zipcode": None,
        "lat": issue.location.y,
        "long": issue.location.x,
    }


def _extension(
    issue: PublicIssue, changes: list[PublicChange], photos: list[str]
) -> dict[str, Any]:
    """Return what the standard has no field for."""
    answers = [
        {
            "code": answer.question.code,
            "label": answer.question.label,
            "value": answer.question.said(answer.value),
        }
        for answer in issue.answers.all()
    ]
    return {
        "extended_attributes": {
            "status": issue.status,
            "neighbourhood_code": issue.neighbourhood.code if issue.neighbourhood else None,
            "media_urls": ",".join(photos) or None,
            "answers": answers,
        },
        "notes": [
            {
                "datetime": _iso(change.changed_at),
                "status": change.to_status,
                "description": change.note,
            }
            for change in changes
        ],
    }


def updates_asked(given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the public answers of a time, the newest first: at most 1,000 of 90 days.

    Raises:
        Open311Error: a parameter cannot be used.
    """
    span = _span(given, "start_date", "end_date")
    changes = PublicChange.objects.filter(changed_at__range=span)
    return [update_of(change) for change in changes.order_by("-changed_at", "-pk")[:MOST]]


def update_of(change: PublicChange) -> dict[str, Any]:
    """Return an answer as an update of a service request."""
    return {
        "update_id": str(change.pk),
        "service_request_id": str(change.issue_id),
        "status": "open" if change.to_status in OPEN else "closed",
        "updated_datetime": _iso(change.changed_at),
        "description": change.note,
        "media_url": None,
    }


def _iso(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def token_of(number: int) -> str:
    """Return the token of a report that is not public yet."""
    return TOKENS.sign(str(number)).replace(":", ".")


def number_of(token: str) -> int:
    """Return the number of a token of ours.

    Raises:
        Open311Error: it is none.
    """
    try:
        return int(TOKENS.unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError) as error:
        raise Open311Error(_("There is no such token."), 404) from error
