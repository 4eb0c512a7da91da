"""How readily areas report what is wrong, out of what comes after the first report of a problem.

Where neighbours report readily, a second report of the same follows soon after the first. The rate of those
further reports tells how likely a problem is reported at all. Source: Liu, Bhandaram and Garg, Quantifying
spatial under-reporting disparities in resident crowdsourcing, Nature Computational Science 4 (2024).

Numbers in, numbers out; the standard library is enough, so the web process may use it.
"""

from collections.abc import Sequence
from math import exp, hypot, log
from typing import NamedTuple

from analysis.rates import Interval, events_interval

FEWEST = 5
"""Further reports below which nothing is said of an area."""


class Readiness(NamedTuple):
    """Further reports a day while a problem lasts, with the 95 % interval."""

    rate: float
    interval: Interval


class Adjusted(NamedTuple):
    """How many reports there would be if an area reported as readily as all together, with its interval."""

    reports: float
    interval: Interval


def readiness(further: int, days: float) -> Readiness | None:
    """Estimate how readily an area reports; None where it rests on too little.

    The maximum likelihood of a Poisson process, Σy/ΣT.

    Args:
        further: the reports after the first of each problem, while it was looked at.
        days: how long all problems together were looked at, each from its first report on. That must not
            end with the last report, or readiness comes out too high.

    >>> readiness(20, 400).rate
    0.05
    """
    if further < FEWEST or days <= 0:
        return None
    lower, upper = events_interval(further)
    return Readiness(further / days, Interval(lower / days, upper / days))


def adjusted_counts(
    counts: Sequence[int], further: Sequence[int], days: Sequence[float], lasting: float
) -> list[Adjusted | None]:
    """Return what areas would report if all did so as readily as the district together.

    A problem that lasts for `lasting` days is reported at all with the probability 1 - exp(-λ · lasting). A
    count is multiplied by that of the district over that of the area. The interval puts that of the count and
    that of λ together, as distances of their logarithms (MOVER: Donner and Zou, Statistics in Medicine 31, 2012).

    Returns:
        For each area the adjusted count; None where its readiness is not known.
    """
    together = readiness(sum(further), sum(days))
    if together is None:
        return [None for _count in counts]
    usual = _reported(together.rate, lasting)
    found: list[Adjusted | None] = []
    for count, y, t in zip(counts, further, days, strict=True):
        own = readiness(y, t)
        found.append(own and _adjusted(count, own, usual, lasting))
    return found


def _adjusted(count: int, own: Readiness, usual: float, lasting: float) -> Adjusted:
    times = usual / _reported(own.rate, lasting)
    least, most = (usual / _reported(rate, lasting) for rate in reversed(own.interval))
    few, many = events_interval(count)
    if not count:
        return Adjusted(0.0, Interval(0.0, many * most))
    below = hypot(log(count / few), log(times / least))
    above = hypot(log(many / count), log(most / times))
    middle = count * times
    return Adjusted(middle, Interval(middle * exp(-below), middle * exp(above)))


def _reported(rate: float, lasting: float) -> float:
    return 1 - exp(-rate * lasting)
