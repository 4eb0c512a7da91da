"""How evenly something is shared: between areas by what they have, and by what they would need.

Numbers in, numbers out. Everywhere `amounts` are what areas have of something, and `weights` what they are
measured against (people, or need), in the same order; neither may be below zero, and their sums may not be 0.
An area without weight counts for what it has.
"""

from collections.abc import Hashable, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

Numbers = Sequence[float]


class Theil(NamedTuple):
    """Theil's T: `total` is the sum of what lies between groups of areas and within them."""

    total: float
    between: float
    within: float


def shares(values: Numbers) -> list[float]:
    """Return the share of each in the sum.

    Raises:
        ValueError: one is below zero, or there is nothing to share.
    """
    whole = sum(values)
    if not whole or min(values) < 0:
        raise ValueError("nothing to share, or less than nothing")
    return [value / whole for value in values]


def lorenz_curve(amounts: Numbers, weights: Numbers) -> list[tuple[float, float]]:
    """Return the corners of the Lorenz curve: cumulative shares of weight and of amount, the poorest first.

    >>> lorenz_curve([1, 3], [1, 1])
    [(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)]
    """
    pairs = zip(shares(weights), shares(amounts), strict=True)
    corners, x, y = [(0.0, 0.0)], 0.0, 0.0
    for weight, amount in sorted(pairs, key=lambda pair: _ratio(*pair)):
        x, y = x + weight, y + amount
        corners.append((x, y))
    corners[-1] = (1.0, 1.0)
    return corners


def _ratio(weight: float, amount: float) -> float:
    return amount / weight if weight else float("inf")


def gini(amounts: Numbers, weights: Numbers) -> float:
    """Return the Gini coefficient, twice the area between the Lorenz curve and equality: 0 is equal.

    >>> round(gini([1, 3], [1, 1]), 6)
    0.25
    """
    return _out_of_equality(lorenz_curve(amounts, weights))


def concentration_index(amounts: Numbers, weights: Numbers, deprivation: Numbers) -> float:
    """Return the concentration index: above 0 the better off have more, below 0 the worse off.

    2 cov(h, r)/μ of the amount per weight h and the fractional rank r from the most deprived on, which is
    twice the area between the concentration curve and equality; areas alike share a rank. Source: O'Donnell
    and others, Analyzing Health Equity Using Household Survey Data (World Bank, 2008), chapter 8.

    >>> round(concentration_index([1, 3], [1, 1], [9, 2]), 6)
    0.25
    """
    weighed, held = shares(weights), shares(amounts)
    alike: dict[float, list[float]] = {}
    for weight, amount, rank in zip(weighed, held, deprivation, strict=True):
        together = alike.setdefault(rank, [0.0, 0.0])
        together[0] += weight
        together[1] += amount
    corners, x, y = [(0.0, 0.0)], 0.0, 0.0
    for rank in sorted(alike, reverse=True):
        x, y = x + alike[rank][0], y + alike[rank][1]
        corners.append((x, y))
    return _out_of_equality(corners)


def _out_of_equality(corners: Sequence[tuple[float, float]]) -> float:
    steps = pairwise(corners)
    return 1 - sum((right - left) * (low + high) for (left, low), (right, high) in steps)


def hoover(amounts: Numbers, weights: Numbers) -> float:
    """Return the Hoover index: the share that would have to move for all to have as much by weight.

    >>> round(hoover([1000, 2000, 1500, 3000, 2500], [1] * 5), 6)
    0.15
    """
    pairs = zip(shares(amounts), shares(weights), strict=True)
    return sum(abs(amount - weight) for amount, weight in pairs) / 2


def theil(amounts: Numbers, weights: Numbers, groups: Sequence[Hashable] = ()) -> Theil:
    """Return Theil's T, taken apart by the group of each area; without groups all of it is within.

    Source: Theil, Economics and Information Theory (1967). An area with an amount and no weight has none.

    >>> [round(part, 6) for part in theil([1, 3], [1, 1], ["north", "south"])]
    [0.130812, 0.130812, 0.0]
    """
    held, weighed = shares(amounts), shares(weights)
    total = _theil(held, weighed)
    sums: dict[Hashable, list[float]] = {}
    for group, amount, weight in zip(groups or [None] * len(held), held, weighed, strict=True):
        both = sums.setdefault(group, [0.0, 0.0])
        both[0] += amount
        both[1] += weight
    between = _theil([amount for amount, _w in sums.values()], [w for _a, w in sums.values()])
    return Theil(total, between, total - between)


def _theil(held: Numbers, weighed: Numbers) -> float:
    pairs = zip(held, weighed, strict=True)
    return sum(amount * log(amount / weight) for amount, weight in pairs if amount and weight)
