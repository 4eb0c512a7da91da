"""How much of what is offered each person can reach, where many share it.

Numbers in, numbers out; the standard library is enough, so the web process may use it.
"""

from collections.abc import Sequence


def floating_catchment(
    supply: Sequence[float], people: Sequence[float], near: Sequence[Sequence[int]]
) -> list[float]:
    """Return how much each person of a spot can reach, when all in reach of a supply share it evenly.

    Two-step floating catchment area: Luo and Wang, Environment and Planning B 30 (2003). Everything that is
    reached is taken once over: summed over all people it is the supply that anybody reaches.

    Args:
        supply: how much each supply has, in any unit.
        people: how many are at each spot.
        near: the places in `supply` of those within reach of each spot.

    >>> [
    ...     round(share, 6)
    ...     for share in floating_catchment(
    ...         [15, 20, 100], [100, 50, 10], [[0, 2], [1, 2], [0, 1, 2]]
    ...     )
    ... ]
    [0.761364, 0.958333, 1.094697]
    """
    sharing = [0.0] * len(supply)
    for here, reached in zip(people, near, strict=True):
        for at in reached:
            sharing[at] += here
    by_head = [has / n if n else 0.0 for has, n in zip(supply, sharing, strict=True)]
    return [sum(by_head[at] for at in reached) for reached in near]
