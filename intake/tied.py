"""What upper apps say beside a report, a place or a mahalle: each adds what finds it when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["issue", "place", "mahalle"]
Key = int | str


@dataclass(frozen=True)
class Tied:
    """Something tied to it: where its page is, what it is called, and how it stands."""

    title: str
    address: str
    standing: str


Finder = Callable[[Key], list[Tied]]
_finders: dict[Kind, list[Finder]] = {"issue": [], "place": [], "mahalle": []}


def add_finder(kind: Kind, finder: Finder) -> None:
    """Let what a finder returns stand beside each thing of a kind."""
    _finders[kind].append(finder)


def tied_to(kind: Kind, key: Key) -> list[Tied]:
    """Return what is tied to a report or a place by its number, or to a mahalle by its official code."""
    return [tied for finder in _finders[kind] for tied in finder(key)]
