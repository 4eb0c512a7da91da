"""What apps above keep about people: each says so when it is ready, so that nobody's data are forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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
_reasons: list[str] = []


def add_finder(finder: Finder) -> None:
    """Let what a finder returns stand on the page and in the file of one's own data."""
    _finders.append(finder)


def add_reason(relation: str) -> None:
    """Keep accounts that nobody has used while something is joined to them by this relation."""
    _reasons.append(relation)


def kept_about(user: User) -> list[Kept]:
    """Return what apps above keep about somebody."""
    return [kept for finder in _finders for kept in finder(user)]


def without_reason() -> dict[str, bool]:
    """Return the filter of accounts that nothing keeps."""
    return {f"{relation}__isnull": True for relation in _reasons}
