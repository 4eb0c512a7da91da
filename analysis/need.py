"""An index of need out of several figures, and how much its order hangs on the weights."""

from collections.abc import Sequence
from random import Random

DRAWS = 1000
"""Sets of weights that are tried."""


def rescaled(values: Sequence[float], *, more_is_need: bool = True) -> list[float]:
    """Return values between 0, the least need, and 1, the most; where all are alike, 0.

    >>> rescaled([2, 4, 3]), rescaled([2, 4, 3], more_is_need=False)
    ([0.0, 1.0, 0.5], [1.0, 0.0, 0.5])
    """
    low, high = min(values), max(values)
    if low == high:
        return [0.0 for _value in values]
    scaled = [(value - low) / (high - low) for value in values]
    return scaled if more_is_need else [1 - value for value in scaled]


def index_of(parts: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """Return the weighted mean of parts for each area.

    Args:
        parts: of each figure the values of all areas, rescaled.
        weights: of each figure, none below 0.

    Raises:
        ValueError: all weights are 0, or one is below.
    """
    whole = sum(weights)
    if not whole or min(weights) < 0:
        raise ValueError("weights of zero")
    areas = zip(*parts, strict=True)
    return [
        sum(weight * part for weight, part in zip(weights, area, strict=True)) / whole
        for area in areas
    ]


def ranks(index: Sequence[float]) -> list[int]:
    """Return the rank of each area, 1 for the most need; equals share the better one.

    >>> ranks([0.2, 0.9, 0.9])
    [3, 1, 1]
    """
    first: dict[float, int] = {}
    for rank, value in enumerate(sorted(index, reverse=True), start=1):
        first.setdefault(value, rank)
    return [first[value] for value in index]


def rank_changes(parts: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """Return how often each area has another rank when the weights are other ones.

    Each weight is drawn anew by up to a half of itself, less or more, DRAWS times, all at once.

    Returns:
        The share of the draws in which an area's rank is another one, between 0 and 1.
    """
    random = Random(0)  # noqa: S311  # no secret: the same question gets the same answer
    now = ranks(index_of(parts, weights))
    changed = [0] * len(now)
    for _draw in range(DRAWS):
        drawn = [weight * random.uniform(0.5, 1.5) for weight in weights]
        for at, rank in enumerate(ranks(index_of(parts, drawn))):
            changed[at] += rank != now[at]
    return [times / DRAWS for times in changed]
