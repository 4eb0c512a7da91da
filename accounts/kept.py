"""What apps above keep about people: each says so when it is ready, so that nobody's data are forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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


Finder = Callable[[User], list[Kept]]
_finders: list[Finder] = []
_reasons: list[Callable[[], QuerySet[Any, Any]]] = []


def add_finder(finder: Finder) -> None:
    """Let what a finder returns stand on the page and in the file of one's own data."""
    _finders.append(finder)


def add_reason(people: Callable[[], QuerySet[Any, Any]]) -> None:
    """Keep accounts that nobody has used as long as their keys are among those that a query returns."""
    _reasons.append(people)


def kept_about(user: User) -> list[Kept]:
    """Return what apps above keep about somebody."""
    return [kept for finder in _finders for kept in finder(user)]


def without_reason(accounts: QuerySet[User]) -> QuerySet[User]:
    """Return those of some accounts that nothing keeps."""
    for people in _reasons:
        accounts = accounts.exclude(pk__in=people())
    return accounts
