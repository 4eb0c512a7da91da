"""What apps above keep about people: each says so when it is ready, so that nobody's data are forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User


@dataclass(frozen=True)
class Kept:
    """Something that is kept about somebody.

    `what` and `title` are for people, `address` is where it is seen or changed; `facts` is all of it, as JSON tells it.
    """

    what: str
    title: str
    address: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What a phone said without an account: its rows by the random id that the phone keeps, and how one is told."""

    rows: Callable[[UUID], QuerySet[Any, Any]]
    tell: Callable[[Any], Kept]


Finder = Callable[[User], list[Kept]]
_finders: list[Finder] = []
_said: list["Said"] = []
_reasons: list[Callable[[], QuerySet[Any, Any]]] = []


def add_finder(finder: Finder) -> None:
    """Let what a finder returns stand on the page and in the file of one's own data."""
    _finders.append(finder)


def add_reason(people: Callable[[], QuerySet[Any, Any]]) -> None:
    """Keep accounts that nobody has used as long as their keys are among those that a query returns."""
    _reasons.append(people)


def add_said(said: Said) -> None:
    """Let what a phone said stand in the file of one's own data, and go when all is erased."""
    _said.append(said)


def said_by(phone: UUID) -> list[Kept]:
    """Return what a phone said to apps above."""
    return [said.tell(row) for said in _said for row in said.rows(phone)]


def forget_said(phone: UUID) -> None:
    """Delete what a phone said to apps above."""
    for said in _said:
        said.rows(phone).delete()


def kept_about(user: User) -> list[Kept]:
    """Return what apps above keep about somebody."""
    return [kept for finder in _finders for kept in finder(user)]


def without_reason(accounts: QuerySet[User]) -> QuerySet[User]:
    """Return those of some accounts that nothing keeps."""
    for people in _reasons:
        accounts = accounts.exclude(pk__in=people())
    return accounts
