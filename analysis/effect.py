"""Whether something helped: one area before and after, against the others. Numbers in, numbers out.

Difference in differences with a single treated area: how far its change lies from the changes of the
others, judged by how much those differ among themselves (Conley and Taber, Review of Economics and
Statistics 2011, doi:10.1162/REST_a_00049), as a prediction interval with Student's t.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance
from typing import NamedTuple

FEWEST = 4
"""Other areas, below which nothing is said."""


class Counts(NamedTuple):
    """Events in an area before and after."""

    before: int
    after: int


@dataclass(frozen=True)
class Effect:
    """How the area's change differs from that of the others, with its 95 % interval.

    Of counts it is a ratio (0.8: a fifth less than the others' change would have brought, and `is_ratio`),
    of values a difference in their unit. `others` is how many areas it was compared with.
    """

    estimate: float
    lower: float
    upper: float
    others: int
    is_ratio: bool

    @property
    def is_seen(self) -> bool:
        """Whether no effect lies outside of the interval."""
        nothing = 1 if self.is_ratio else 0
        return not self.lower <= nothing <= self.upper


def effect_on_counts(
    treated: Counts, others: Sequence[Counts], days: tuple[float, float]
) -> Effect | None:
    """Return the effect on a number of events; None with fewer than FEWEST others.

    Changes are logarithms of rates, a half added to each count. Chance alone makes a change vary by
    1/before + 1/after; what the others vary beyond that is common to all.

    Args:
        treated: the area where something was done.
        others: those where it was not.
        days: how many days were counted before, and after.
    """
    if len(others) < FEWEST:
        return None
    changes = [_change(one, days) for one in others]
    noises = [_noise(one) for one in others]
    beyond = max(0.0, variance(changes) - fmean(noises))
    weights = [1 / (beyond + noise) for noise in noises]
    middle = sum(w * c for w, c in zip(weights, changes, strict=True)) / sum(weights)
    spread = math.sqrt(beyond + _noise(treated) + 1 / sum(weights))
    found, half = _change(treated, days) - middle, t_quantile(0.975, len(others) - 1) * spread
    return Effect(
        math.exp(found), math.exp(found - half), math.exp(found + half), len(others), is_ratio=True
    )


def effect_on_values(change: float, others: Sequence[float]) -> Effect | None:
    """Return the effect on a value by its change and the changes elsewhere.

    None with fewer than FEWEST of those, or where all of them are alike, so that nothing tells what chance does.
    """
    if len(others) < FEWEST or not variance(others):
        return None
    spread = math.sqrt(variance(others) * (1 + 1 / len(others)))
    found, half = change - fmean(others), t_quantile(0.975, len(others) - 1) * spread
    return Effect(found, found - half, found + half, len(others), is_ratio=False)


def _change(counts: Counts, days: tuple[float, float]) -> float:
    return math.log((counts.after + 0.5) / days[1]) - math.log((counts.before + 0.5) / days[0])


def _noise(counts: Counts) -> float:
    return 1 / (counts.before + 0.5) + 1 / (counts.after + 0.5)


def t_quantile(p: float, df: int) -> float:
    """Return a quantile of Student's t, by the expansion of Abramowitz and Stegun 26.7.5 (df of 3 and more).

    >>> round(t_quantile(0.975, 16), 3)
    2.12
    """
    z = NormalDist().inv_cdf(p)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(df) ** k for k, term in enumerate(terms, start=1))
