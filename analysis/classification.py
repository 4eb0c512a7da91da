"""Class breaks for choropleths: numbers in, classes out."""

import math
from bisect import bisect_left
from collections.abc import Sequence


def quantile_breaks(values: Sequence[float], classes: int = 5) -> list[float]:
    """Return the upper bounds of up to ``classes`` classes with about equally many values each.

    A bound is one of the values (the nearest-rank quantile), so equal values share a class and
    fewer distinct values give fewer classes. Without values there are no classes.

    >>> quantile_breaks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    [2, 4, 6, 8, 10]
    >>> quantile_breaks([3, 3, 3])
    [3]
    """
    ordered = sorted(values)
    ranks = (-(-len(ordered) * k // classes) - 1 for k in range(1, classes + 1))
    return sorted({ordered[rank] for rank in ranks if rank >= 0})


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return which class (from 0) a value falls in; bounds belong to the class below.

    >>> [class_of(v, [2, 4, 6]) for v in (0, 2, 3, 6)]
    [0, 0, 1, 2]
    """
    return min(bisect_left(breaks, value), len(breaks) - 1)


def round_breaks(peak: float, classes: int = 7) -> list[float]:
    """Return the upper bounds of at most ``classes`` equal classes from 0, the last above ``peak``.

    The step is 1, 2, 2.5 or 5 times a power of ten, so that a legend reads easily.

    >>> round_breaks(11.3)
    [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]
    >>> round_breaks(0.0398)
    [0.01, 0.02, 0.03, 0.04]
    """
    above = peak * (1 + 1e-9)  # a peak on a bound opens the next class, rounding or not
    power = 10.0 ** math.floor(math.log10(peak / classes))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power * classes > above)
    return [float(f"{step * i:.12g}") for i in range(1, math.floor(above / step) + 2)]
