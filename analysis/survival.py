"""How long something takes when not all of it is over yet: Kaplan and Meier's estimate, and the log-rank test.

Numbers in, numbers out; the standard library is enough, so the web process may use it. Times are whole days;
what is not over yet is censored: it counts as waiting up to its day, and for nothing after it.
"""

from collections.abc import Mapping
from itertools import pairwise
from math import erfc, exp, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

Counts = Mapping[int, int]
"""How many by the day."""


Z = NormalDist().inv_cdf(0.975)
"""Standard errors of a 95 % interval."""


class Step(NamedTuple):
    """From a day on: the share that still waits, and between what it lies with 95 % confidence."""

    day: int
    share: float
    lower: float
    upper: float


class Median(NamedTuple):
    """The first day by which half is over, with its interval; None where that is not reached yet."""

    day: int | None
    lower: int | None
    upper: int | None


class LogRank(NamedTuple):
    """The log-rank test of two groups: χ² with one degree of freedom, and its p."""

    chi2: float
    p: float


def kaplan_meier(over: Counts, waiting: Counts) -> list[Step]:
    """Return the curve of the share that still waits, a step for each day on which something was over.

    The interval is of 95 %, Greenwood's on the scale log(-log S); where nobody waits any more its upper bound
    stays. Source: Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (Wiley, 2nd edition
    2002), chapter 1.

    Args:
        over: how many were over after so many days.
        waiting: how many still waited after so many days, when last looked at.

    >>> [(step.day, round(step.share, 3)) for step in kaplan_meier({1: 1, 3: 1}, {2: 1, 4: 1})]
    [(1, 0.75), (3, 0.375)]
    """
    at_risk = sum(over.values()) + sum(waiting.values())
    share, greenwood = 1.0, 0.0
    steps: list[Step] = []
    for day in sorted(over.keys() | waiting.keys()):
        ended = over.get(day, 0)
        if ended:
            share *= 1 - ended / at_risk
            greenwood += ended / (at_risk * (at_risk - ended)) if ended < at_risk else 0.0
            band = (
                _band(share, greenwood) if share > 0 else (0.0, steps[-1].upper if steps else 1.0)
            )
            steps.append(Step(day, share, *band))
        at_risk -= ended + waiting.get(day, 0)
    return steps


def _band(share: float, greenwood: float) -> tuple[float, float]:
    middle, half = log(-log(share)), Z * sqrt(greenwood) / -log(share)
    return exp(-exp(middle + half)), exp(-exp(middle - half))


def median(curve: list[Step]) -> Median:
    """Return the first day by which half is over; the interval is where the band crosses it.

    Source: Brookmeyer and Crowley, Biometrics 38 (1982), pages 29 to 41.
    """
    half = 0.5 + 1e-12
    return Median(
        next((step.day for step in curve if step.share <= half), None),
        next((step.day for step in curve if step.lower <= half), None),
        next((step.day for step in curve if step.upper <= half), None),
    )


def restricted_mean(curve: list[Step], days: int) -> float:
    """Return the mean time, of which no more than so many days count: the area below the curve up to there."""
    corners = [
        (0, 1.0),
        *((step.day, step.share) for step in curve if step.day < days),
        (days, 0.0),
    ]
    return sum((after - before) * share for (before, share), (after, _next) in pairwise(corners))


def log_rank(
    over: Counts, waiting: Counts, other_over: Counts, other_waiting: Counts
) -> LogRank | None:
    """Compare two groups over all days; None where there is nothing to compare.

    Source: Mantel, Cancer Chemotherapy Reports 50 (1966), pages 163 to 170.
    """
    ours = sum(over.values()) + sum(waiting.values())
    theirs = sum(other_over.values()) + sum(other_waiting.values())
    difference = variance = 0.0
    for day in sorted(over.keys() | waiting.keys() | other_over.keys() | other_waiting.keys()):
        ended, other = over.get(day, 0), other_over.get(day, 0)
        both, all_ = ended + other, ours + theirs
        if both and all_ > 1:
            difference += ended - both * ours / all_
            variance += both * (ours / all_) * (theirs / all_) * (all_ - both) / (all_ - 1)
        ours -= ended + waiting.get(day, 0)
        theirs -= other + other_waiting.get(day, 0)
    if not variance:
        return None
    chi2 = difference**2 / variance
    return LogRank(chi2, erfc(sqrt(chi2 / 2)))
