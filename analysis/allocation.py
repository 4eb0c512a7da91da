"""Sharing a budget between areas by a rule. Whole units in, whole units out, and none is lost.

Everywhere `budget` is a whole number above 0 and the answer sums to it; `people`, `need` and `current` are
numbers of the areas in the same order, none below zero.
"""

from collections.abc import Sequence

Numbers = Sequence[float]


def in_proportion(budget: int, weights: Numbers) -> list[int]:
    """Share a budget in proportion to weights: people, or need.

    What rounding leaves over goes to those that lost most by it (Hamilton's method).

    >>> in_proportion(100, [1, 1, 1])
    [34, 33, 33]

    Raises:
        ValueError: the budget is not above 0, a weight is below 0, or all are 0.
    """
    whole = sum(weights)
    if budget <= 0 or not whole or min(weights) < 0:
        raise ValueError("no budget, or nobody to give it to")
    exact = [budget * weight / whole for weight in weights]
    given = [int(part) for part in exact]
    lost = sorted(range(len(exact)), key=lambda at: given[at] - exact[at])
    for at in lost[: budget - sum(given)]:
        given[at] += 1
    return given


def worst_first(budget: int, people: Numbers, current: Numbers) -> list[int]:
    """Lift those who have least by head until the budget is used up.

    Like water that fills a vessel: all who get something have as much by head in the end, and nobody who
    gets nothing has less. `current` is what they have already. An area without people gets nothing.

    >>> worst_first(60, [10, 10, 10], [0, 30, 90])
    [45, 15, 0]
    """
    level = _level(budget, people, current)
    missing = [max(0.0, level * heads - has) for heads, has in zip(people, current, strict=True)]
    return in_proportion(budget, missing)


def _level(budget: int, people: Numbers, current: Numbers) -> float:
    """Return the amount by head up to which a budget lifts the lowest."""
    filled = sorted(
        (has / heads, heads, has) for heads, has in zip(people, current, strict=True) if heads
    )
    heads_below, has_below, level = 0.0, 0.0, 0.0
    for rate, heads, has in filled:
        if heads_below and level <= rate:
            break
        heads_below, has_below = heads_below + heads, has_below + has
        level = (budget + has_below) / heads_below
    return level


def at_least_before(budget: int, before: Sequence[int], weights: Numbers) -> list[int]:
    """Give each what it had before, and share what is more in proportion to weights.

    >>> at_least_before(100, [50, 20], [1, 2])
    [60, 40]

    Raises:
        ValueError: the budget is smaller than all had before.
    """
    rest = budget - sum(before)
    if rest < 0:
        raise ValueError("less than before")
    more = in_proportion(rest, weights) if rest else [0] * len(before)
    return [had + new for had, new in zip(before, more, strict=True)]
