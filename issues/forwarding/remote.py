"""Speaking Open311 to another place: JSON in, forms out, bounded in time and size."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.core.cache import cache

from gisdata.fetching import connected
from intake.texts import readable
from issues.models import Endpoint

PATIENCE, LONGEST = 10.0, 30.0
"""Seconds without a byte, and in all."""

MOST_BYTES = 4_000_000
SAID_LENGTH = 300
ID_LENGTH = 100
SLOW, AWAY = 5.0, 60
"""A failure that took more seconds than the first says for the next of the second that the place is away:
a thousand reports for it do not hold the worker, one after the other.
"""

AGAIN = {401, 403, 408, 425, 429}
"""Besides 5xx: what may be otherwise later, a key among it that the operator mends."""

Fields = list[tuple[str, str]]


class NotNowError(Exception):
    """The place does not answer, or cannot now: the same may work later."""


class RefusedThereError(Exception):
    """The place answered, and would answer the same again."""


def asked(endpoint: Endpoint, path: str, **query: str) -> Any:
    """Return what a place says to a GET of a path, quoted and without its ending, like `services`.

    Raises:
        NotNowError: it does not answer, or with 5xx, 401, 403, 408, 425 or 429.
        RefusedThereError: it answers with another error, or with what is no JSON.
    """
    given = [*query.items(), *_jurisdiction(endpoint)]
    return _called(endpoint, "GET", f"{path}.json?{urlencode(given)}", b"", {})


def told(endpoint: Endpoint, path: str, fields: Fields, *, own_id: str) -> Any:
    """Send a form. Returns what the place says; `own_id` lets it know a double.

    Raises:
        NotNowError: as `asked`; it may have been taken all the same.
        RefusedThereError: as `asked`.
    """
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "Idempotency-Key": own_id,
    }
    key = [("api_key", endpoint.key)] if endpoint.key else []
    body = urlencode([*key, *_jurisdiction(endpoint), *fields]).encode()
    return _called(endpoint, "POST", f"{path}.json", body, headers)


def items_of(answer: Any) -> list[Mapping[str, Any]]:
    """Return the items of a list that a place answered with, what is no item left out."""
    return [one for one in answer if isinstance(one, dict)] if isinstance(answer, list) else []


def first_of(answer: Any) -> Mapping[str, Any]:
    """Return the first item of a list that a place answered with.

    Raises:
        RefusedThereError: there is none.
    """
    for item in items_of(answer):
        return item
    raise RefusedThereError(f"not a list: {answer!r}"[:SAID_LENGTH])


def id_in(item: Mapping[str, Any], name: str) -> str:
    """Return an id or a token that a place gave; an empty text where it gave none, or one too long to be one."""
    found = readable(str(item.get(name) or ""))
    return found if len(found) <= ID_LENGTH else ""


def _jurisdiction(endpoint: Endpoint) -> Fields:
    return [("jurisdiction_id", endpoint.jurisdiction)] if endpoint.jurisdiction else []


def _called(
    endpoint: Endpoint, method: str, target: str, body: bytes, headers: Mapping[str, str]
) -> Any:
    with _answer(endpoint, method, target, body, headers) as answer:
        status, content = answer.status, answer.read(MOST_BYTES)
    if status >= 500 or status in AGAIN:
        raise NotNowError(_sentence(status, content))
    if not 200 <= status < 300:
        raise RefusedThereError(_sentence(status, content))
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RefusedThereError(f"{status}: no JSON") from error


@contextmanager
def _answer(
    endpoint: Endpoint, method: str, target: str, body: bytes, headers: Mapping[str, str]
) -> Iterator[HTTPResponse]:
    parts = urlsplit(endpoint.url)
    path, _mark, query = target.partition("?")
    whole = urlunsplit(("", "", f"{parts.path.rstrip('/')}/{path}", query, ""))
    known = {"Accept": "application/json", "User-Agent": "ortak-harita", **headers}
    away = f"forwarding-away-{endpoint.pk}"
    if said := cache.get(away):
        raise NotNowError(said)
    began = time.monotonic()
    try:
        with connected(parts, seconds=LONGEST, patience=PATIENCE) as connection:
            connection.request(method, whole, body or None, known)
            yield connection.getresponse()
    except (OSError, HTTPException, ValueError) as error:
        said = str(error)[:SAID_LENGTH]
        if time.monotonic() - began > SLOW:
            cache.set(away, said, AWAY)
        raise NotNowError(said) from error


def _sentence(status: int, content: bytes) -> str:
    """Return a status with the standard's own sentence, where there is one."""
    try:
        said = str(json.loads(content)[0]["description"])
    except (ValueError, LookupError, TypeError, RecursionError):
        said = ""
    return readable(f"{status} {said}").strip()[:SAID_LENGTH]
