"""Hiding small counts, and as many more as it takes that nobody works them out from what is shown.

A count below FEWEST is hidden; of a group within a whole also one that leaves fewer than FEWEST beside it, for
then it is known of nearly everybody. What remains shown, together with the total, must leave each hidden count
every value that it may have: Hundepool and others, Statistical Disclosure Control (2012), chapter 4.

Numbers in, numbers out; the standard library is enough, so the web process may use it.
"""

from collections.abc import Sequence
from typing import NamedTuple

FEWEST = 5
"""Counts below this are hidden."""


class Shown(NamedTuple):
    """The counts that may be shown and their total; None for what is hidden."""

    counts: list[int | None]
    total: int | None


class _Part(NamedTuple):
    """The value of a count, between what everybody knows it to lie once it is hidden, and why it is."""

    value: int
    least: int
    most: int
    is_small: bool
    is_hidden: bool


def shown_counts(counts: Sequence[int]) -> Shown:
    """Return what may be shown of counts and their total.

    >>> shown_counts([12, 3, 40, 7])
    Shown(counts=[None, None, 40, 7], total=62)
    >>> shown_counts([3, 1])
    Shown(counts=[None, None], total=None)
    """
    total = sum(counts)
    return _shown(
        [_counted(n, total) for n in counts],
        is_total_small=total < FEWEST,
    )


def shown_parts(counts: Sequence[int], wholes: Sequence[int], shown: Shown) -> Shown:
    """Return what may be shown of a group: its counts within wholes, of which `shown` is what is seen.

    Where the whole is hidden, so is the group's count.
    """
    parts = [
        _part(count, whole, is_seen=seen is not None)
        for count, whole, seen in zip(counts, wholes, shown.counts, strict=True)
    ]
    is_small = shown.total is None or _is_small(sum(counts), sum(wholes))
    return _shown(parts, is_total_small=is_small)


def shown_shares(counts: Sequence[int], whole: int) -> list[int | None]:
    """Return what may be shown of groups of a told whole, of which nobody is in two.

    What is left over is of none of them. It is never told, and can be small like the others.

    >>> shown_shares([20, 9, 3], 60)
    [20, 9, None]
    >>> shown_shares([20, 9, 3], 34)
    [None, 9, None]
    """
    left = whole - sum(counts)
    rest = _counted(left, whole)._replace(is_hidden=True)
    parts = [*(_counted(n, whole) for n in counts), rest]
    return _shown(parts, is_total_small=whole < FEWEST).counts[:-1]


def _counted(count: int, total: int) -> _Part:
    if count < FEWEST:
        return _small(count, 0, FEWEST - 1)
    return _Part(count, FEWEST, total, is_small=False, is_hidden=False)


def _part(count: int, whole: int, *, is_seen: bool) -> _Part:
    if not is_seen:
        return _Part(count, 0, whole, is_small=whole < FEWEST, is_hidden=True)
    if not _is_small(count, whole):
        return _Part(count, FEWEST, whole - FEWEST, is_small=False, is_hidden=False)
    if whole < 2 * FEWEST:  # of such a whole every count is small
        return _small(count, 0, whole)
    if count < FEWEST:
        return _small(count, 0, FEWEST - 1)
    return _small(count, whole - FEWEST + 1, whole)


def _small(count: int, least: int, most: int) -> _Part:
    return _Part(count, least, most, is_small=True, is_hidden=True)


def _is_small(count: int, whole: int) -> bool:
    return count < FEWEST or whole - count < FEWEST


def _shown(parts: Sequence[_Part], *, is_total_small: bool) -> Shown:
    """Hide further counts until it is safe, never by their size: from that the small ones could be told."""
    if is_total_small:
        return Shown([None] * len(parts), None)
    hidden = _hidden(parts)
    counts = [None if at in hidden else part.value for at, part in enumerate(parts)]
    return Shown(counts, sum(part.value for part in parts))


def _hidden(parts: Sequence[_Part]) -> set[int]:
    """Return the places of what is hidden: what must be, and the fewest others after it that make it safe."""
    order = sorted(range(len(parts)), key=lambda at: (not parts[at].is_hidden, parts[at].most))
    first = sum(part.is_hidden for part in parts)
    for number in range(first, len(parts)):
        if _is_safe([parts[at] for at in order[:number]]):
            return set(order[:number])
    return set(order)


def _is_safe(hidden: Sequence[_Part]) -> bool:
    """Tell whether the sum of what is hidden leaves each small count every value it may have."""
    widest = max((part.most - part.least for part in hidden if part.is_small), default=0)
    least, most = sum(part.least for part in hidden), sum(part.most for part in hidden)
    told = sum(part.value for part in hidden)  # by subtraction
    return not hidden or max(FEWEST, least + widest) <= told <= most - widest
