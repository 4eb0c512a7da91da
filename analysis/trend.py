"""Whether the last period of an area is out of the ordinary, beside all areas together.

Numbers in, numbers out. Beside the others, because what all have in common (winter, a holiday, a new app) is
then no news about one of them.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from analysis.rates import Interval

FEWEST_BEFORE = 30
"""Events of all periods before, below which nothing is said of an area."""

SIGMAS = 3.0
"""Beyond so many standard deviations a number is out of its limits (Shewhart)."""


class Expected(NamedTuple):
    """What the last period would have been, had the area kept its share, and its usual limits."""

    number: float
    limits: Interval


def expected_share(own: Sequence[int], together: Sequence[int]) -> Expected | None:
    """Return what an area's last period would be by its share of the periods before; None for too little.

    A p-chart of the last period, with the share estimated from those before and its uncertainty added: the
    variance is n p (1 - p) (1 + n / N). Source: Montgomery, Introduction to Statistical Quality Control
    (Wiley, 2012), chapter 7; the factor is that of a predicted proportion.

    Args:
        own: the events of the area by period, the last one to be judged.
        together: those of all areas, it among them, in the same periods.

    >>> expected = expected_share([50, 50, 40], [100, 100, 50])
    >>> expected.number, [round(limit, 1) for limit in expected.limits]
    (25.0, [13.1, 36.9])
    """
    *before, _last = own
    *before_together, now = together
    whole = sum(before_together)
    if sum(before) < FEWEST_BEFORE or not whole:
        return None
    share = sum(before) / whole
    number = now * share
    deviation = SIGMAS * sqrt(number * (1 - share) * (1 + now / whole))
    return Expected(number, Interval(max(0.0, number - deviation), number + deviation))
