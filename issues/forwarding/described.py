"""A public report, and a public answer to it, as the fields that Open311 takes."""

from typing import Any
from urllib.parse import quote

from django.conf import settings

from issues.forwarding.remote import Fields, RefusedThereError, asked, first_of
from issues.models import OPEN, Endpoint, PublicAnswer, PublicChange, PublicIssue, Question

LONGEST = 4000
"""Letters of a description, by the standard."""

CHOSEN = (Question.Kind.CHOICE, Question.Kind.SEVERAL)


def report_fields(issue: PublicIssue, endpoint: Endpoint, service_code: str) -> Fields:
    """Return a report, fetched `for_readers`, as form fields; who reported it nobody is told.

    Public answers go as attributes where the other place asks by the same code, else in words.

    Raises:
        NotNowError, RefusedThereError: the other place does not say what it asks.
    """
    answers = list(issue.answers.all())
    theirs = attributes_of(endpoint, service_code) if answers else {}
    attributes: Fields = []
    in_words = []
    for answer in answers:
        sent = _attribute(answer, theirs.get(answer.code))
        attributes += sent
        in_words += [] if sent else [f"{answer.label}: {answer.text}"]
    mahalle = issue.neighbourhood.name if issue.neighbourhood else ""
    photos = [settings.SITE_URL + photo.get_absolute_url() for photo in issue.photos.all()]
    return [
        ("service_code", service_code),
        ("lat", repr(issue.location.y)),
        ("long", repr(issue.location.x)),
        ("address_string", ", ".join(filter(None, (issue.spot, mahalle)))),
        ("description", _description(issue, in_words)),
        *attributes,
        *(("media_url", photo) for photo in photos),
    ]


def update_fields(change: PublicChange, remote_id: str) -> Fields:
    """Return an answer as a service request update under an id that stays the same."""
    return [
        ("update_id", own_id(change.pk)),
        ("service_request_id", remote_id),
        ("status", "open" if change.to_status in OPEN else "closed"),
        ("updated_datetime", change.changed_at.isoformat(timespec="seconds")),
        ("description", change.note),
    ]


def own_id(change: int) -> str:
    """Return what an answer is called to other places."""
    return f"{settings.SITE_URL.partition('://')[2]}-{change}"[-100:]


def attributes_of(endpoint: Endpoint, service_code: str) -> dict[str, dict[str, Any]]:
    """Return what a place asks about a service, by code; nothing where it has no definition.

    Raises:
        NotNowError: it does not answer.
        RefusedThereError: it answers with what is no definition.
    """
    try:
        found = asked(endpoint, f"services/{quote(service_code, safe='')}")
    except RefusedThereError as error:
        if str(error).startswith("404"):
            return {}
        raise
    definition = first_of(found) if isinstance(found, list) else found
    if not isinstance(definition, dict):
        raise RefusedThereError(f"services/{service_code}: no definition")
    attributes = definition.get("attributes") or []
    return {str(one.get("code")): one for one in attributes if isinstance(one, dict)}


def _attribute(answer: PublicAnswer, theirs: dict[str, Any] | None) -> Fields:
    """Return an answer as the fields of an attribute; none where the place has no such, or no such value."""
    if theirs is None:
        return []
    several = answer.question.kind == Question.Kind.SEVERAL
    values = [str(value) for value in (answer.value if several else [answer.value])]
    if answer.question.kind in CHOSEN and not _keys_of(theirs).issuperset(values):
        return []
    name = f"attribute[{answer.code}]" + ("[]" if several else "")
    return [(name, value) for value in values]


def _keys_of(attribute: dict[str, Any]) -> set[str]:
    values = attribute.get("values") or []
    return {str(value.get("key")) for value in values if isinstance(value, dict)}


def _description(issue: PublicIssue, in_words: list[str]) -> str:
    """Return the words of a report with its answers and its address here, in what the standard has room for."""
    address = settings.SITE_URL + issue.get_absolute_url()
    rest = "\n".join(["", "", *in_words, address])
    return issue.description[: LONGEST - len(rest)] + rest
