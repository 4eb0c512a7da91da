"""Rates of small numbers: how sure they are, and how they look when chance is taken out.

Numbers in, numbers out; the standard library is enough, so the web process may use it.
"""

from collections.abc import Sequence
from math import exp, hypot, log
from statistics import NormalDist
from typing import NamedTuple

EXACT_BELOW = 10
"""Events below which an interval is exact; from there on Byar's approximation is as good."""


class Interval(NamedTuple):
    """Two bounds, in the unit of what they are about."""

    lower: float
    upper: float


def events_interval(events: int, confidence: float = 0.95) -> Interval:
    """Return the expected numbers of events that a number of them is compatible with.

    Exact by the Poisson distribution below EXACT_BELOW events, by Byar's approximation above. Source:
    Breslow and Day, Statistical Methods in Cancer Research II (IARC, 1987), pages 69 and 70.

    >>> [round(bound, 6) for bound in events_interval(5)]
    [1.623486, 11.668332]
    >>> [round(bound, 6) for bound in events_interval(65)]
    [50.163188, 82.849139]
    """
    tail = (1 - confidence) / 2
    if events >= EXACT_BELOW:
        z = NormalDist().inv_cdf(1 - tail)
        return Interval(_byar(events, -z), _byar(events + 1, z))
    lower = _mean_where(events - 1, 1 - tail) if events else 0.0
    return Interval(lower, _mean_where(events, tail))


def _byar(events: int, z: float) -> float:
    return float(events * (1 - 1 / (9 * events) + z / (3 * events**0.5)) ** 3)


def _mean_where(events: int, probability: float) -> float:
    """Return the mean of a Poisson distribution with such a probability of at most so many events."""
    low, high = 0.0, 10.0 * (events + 1)
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(events, middle) > probability else (low, middle)
    return low


def _at_most(events: int, mean: float) -> float:
    term = total = exp(-mean)
    for number in range(1, events + 1):
        term *= mean / number
        total += term
    return total


def share_interval(part: int, whole: int, confidence: float = 0.95) -> Interval:
    """Return the shares, 0 to 1, that a part of a whole (above 0) is compatible with.

    The score method: Wilson, Journal of the American Statistical Association 22 (1927); values of Newcombe,
    Statistics in Medicine 17 (1998), page 861.

    >>> [round(bound, 4) for bound in share_interval(81, 263)]
    [0.2553, 0.3662]
    >>> [round(bound, 4) for bound in share_interval(1, 29)]
    [0.0061, 0.1718]
    """
    z2 = NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    middle = (part + z2 / 2) / (whole + z2)
    half = (z2 * (part * (whole - part) / whole + z2 / 4)) ** 0.5 / (whole + z2)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def smoothed_rates(events: Sequence[int], people: Sequence[float]) -> list[float]:
    """Return the rates of areas, each drawn to the common one the more, the fewer people it rests on.

    Empirical Bayes by Marshall, Applied Statistics 40 (1991), pages 283 to 294. An area without people has
    the common rate; where nobody lives at all there are no rates.

    >>> [round(rate, 4) for rate in smoothed_rates([2, 3, 90], [100, 10, 300])]
    [0.0525, 0.256, 0.2961]
    """
    everybody = sum(people)
    if not everybody:
        return [0.0 for _area in people]
    common = sum(events) / everybody
    pairs = list(zip(events, people, strict=True))
    spread = sum(n * (o / n - common) ** 2 for o, n in pairs if n) / everybody
    between = max(0.0, spread - common / (everybody / len(people)))
    return [_smoothed(o, n, common, between) for o, n in pairs]


def _smoothed(events: int, people: float, common: float, between: float) -> float:
    if not people or not between:
        return common
    weight = between / (between + common / people)
    return common + weight * (events / people - common)


class FunnelPoint(NamedTuple):
    """Where so many events are just as rare, or as many, as chance allows: on how many people, at which rate."""

    people: float
    rate: float


def funnel_points(
    target: float, events: int, confidence: float = 0.95
) -> tuple[FunnelPoint, FunnelPoint]:
    """Return where so many events, above 0, lie on the lower and on the upper limit around a target rate.

    There the interval of the events just touches the target. Source: Public Health England, Technical guide:
    confidence intervals (2018); Spiegelhalter, Statistics in Medicine 24 (2005).

    >>> lower, upper = funnel_points(114.859, 1)
    >>> round(lower.rate, 1), round(upper.rate, 1)
    (20.6, 4536.7)
    >>> round(upper.people * upper.rate, 6)
    1.0
    """
    few, many = events_interval(events, confidence)
    return (
        FunnelPoint(many / target, target * events / many),
        FunnelPoint(few / target, target * events / few),
    )


def rate_ratio(
    events: int, exposure: float, other_events: int, other_exposure: float
) -> tuple[float, Interval] | None:
    """Return how many times a rate is another one, with the 95 % interval; None where one has no events.

    The intervals of both are put together as distances of their logarithms (MOVER: Donner and Zou, Statistics
    in Medicine 31, 2012). An exposure is what events are counted on: residents, days, or both.

    >>> ratio, (lower, upper) = rate_ratio(120, 10.0, 60, 10.0)
    >>> round(ratio, 1), round(lower, 2), round(upper, 2)
    (2.0, 1.46, 2.77)
    """
    if not (events and other_events and exposure > 0 and other_exposure > 0):
        return None
    ratio = (events / exposure) / (other_events / other_exposure)
    below, above = (log(events / bound) for bound in events_interval(events))
    other_below, other_above = (
        log(other_events / bound) for bound in events_interval(other_events)
    )
    return ratio, Interval(
        ratio * exp(-hypot(below, other_above)), ratio * exp(hypot(above, other_below))
    )
