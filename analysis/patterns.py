"""Whether values gather in space, where they do, and how that changes: Moran's I, Gi* and Mann and Kendall's test.

Numbers in, numbers out. It uses PySAL's esda, which costs hundreds of megabytes: for a child process and for
notebooks, never for the web process. False discovery is held at ALPHA by Benjamini and Hochberg; p is two-sided.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

import numpy as np
import pymannkendall
from esda import G_Local, Moran, Moran_Local_Rate, Moran_Rate
from libpysal.weights import DistanceBand, W
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, norm

ALPHA = 0.05
"""The share of what is called news that may be none."""

PERMUTATIONS = 9_999
"""Of local Moran's I: enough that one of 250 areas can pass the false discovery rate."""

SEED = 1
"""The same numbers get the same answer."""

FEWEST = 5
"""Events in an area and those around it below which it is no hot spot."""

LEAST_PERIODS = 10
"""Periods below which nothing is said of a trend: Mann and Kendall's test is rough for fewer."""

OFTEN = 0.9
"""The share of periods from which on a place is always a hot spot."""


class Gathering(NamedTuple):
    """Moran's I, what it would be by chance, and p: how often chance alone, by shuffling, brings one as far off."""

    i: float
    expected: float
    p: float


class Spot(NamedTuple):
    """Gi* of an area as a z-score, its p, and whether it is more (1) or less (-1) than chance brings; else 0."""

    z: float
    p: float
    sign: int


class LocalRate(NamedTuple):
    """What an area and those around it are: HH, LL, HL (high among low), LH; "" where it may be chance."""

    kind: str
    p: float


def hexagon_weights(centres: Sequence[tuple[float, float]], edge: float) -> W:
    """Return which hexagons touch, by their centres; all lengths in one unit, such as metres."""
    return DistanceBand(
        np.array(centres), threshold=1.01 * sqrt(3) * edge, binary=True, silence_warnings=True
    )


def weights_of(beside: Sequence[Sequence[int]]) -> W:
    """Return which areas touch, by the places of those beside each."""
    return W(dict(enumerate(map(list, beside))), silence_warnings=True)


def gathering(values: Sequence[float], weights: W) -> Gathering:
    """Return global Moran's I of values."""
    numbers = np.array(values, float)
    if np.ptp(numbers) == 0:
        return _nothing(len(numbers))
    return _gathering(Moran(numbers, weights, permutations=0))


def gathering_of_rates(events: Sequence[float], people: Sequence[float], weights: W) -> Gathering:
    """Return Moran's I of rates, of which those of few people are less certain (Assunção and Reis 1999)."""
    counts, residents = np.array(events, float), np.array(people, float)
    if np.ptp(counts / residents) == 0:
        return _nothing(len(counts))
    rates = Moran_Rate(counts, residents, weights, permutations=0)
    return _gathering(rates)


def local_rates(events: Sequence[float], people: Sequence[float], weights: W) -> list[LocalRate]:
    """Return local Moran's I of rates, area by area."""
    counts, residents = np.array(events, float), np.array(people, float)
    if np.ptp(counts / residents) == 0:
        return [LocalRate("", 1.0)] * len(counts)
    with catch_warnings():
        simplefilter(
            "ignore", DeprecationWarning
        )  # it asks for an option that Moran_Local_Rate does not have
        found = Moran_Local_Rate(counts, residents, weights, permutations=PERMUTATIONS, seed=SEED)
    p = np.minimum(1, 2 * found.p_sim)  # esda counts on the side on which the value lies
    kinds = {1: "HH", 2: "LH", 3: "LL", 4: "HL"}
    return [
        LocalRate(kinds[int(quadrant)] if sure else "", float(one))
        for quadrant, one, sure in zip(found.q, p, _sure(p), strict=True)
    ]


def hot_spots(values: Sequence[float], weights: W) -> list[Spot]:
    """Return Gi* of each area: whether it and those around it together have more than chance brings.

    p is of the normal distribution: permutations that hold an area's own value fixed, as esda's do, would
    test those around it alone. Source: Ord and Getis, Geographical Analysis 27 (1995).
    """
    numbers = np.array(values, float)
    if np.ptp(numbers) == 0:
        return [Spot(0.0, 1.0, 0)] * len(numbers)
    found = G_Local(numbers, weights, transform="B", star=True, permutations=0)
    scores = np.nan_to_num(np.asarray(found.Zs, float))
    p = 2 * norm.sf(np.abs(scores))
    signs = np.sign(scores).astype(int) * _sure(p)
    return [Spot(float(z), float(one), int(s)) for z, one, s in zip(scores, p, signs, strict=True)]


def with_enough(spots: Sequence[Spot], events: Sequence[int], weights: W) -> list[Spot]:
    """Return spots without hot ones of fewer than FEWEST events in an area and those around it.

    The normal distribution takes a single event among many empty areas for a pattern.
    """
    around = np.array(events, float) + weights.sparse @ np.array(events, float)
    return [
        Spot(spot.z, spot.p, 0) if spot.sign > 0 and together < FEWEST else spot
        for spot, together in zip(spots, around, strict=True)
    ]


def courses(periods: Sequence[Sequence[Spot]], *, tell_new: bool) -> list[str]:
    """Return the course of each area over the periods, oldest first, by its Gi*.

    "new": a hot spot in the last period and in none before. "always": in OFTEN of them. "growing" and
    "fading": its Gi* rises or falls by Mann and Kendall's test, and it was a hot spot at least once.
    "sometimes": a hot spot in some. "": in none. With `tell_new` False nothing is new: the last of the periods is
    not the last there was. Source: the idea is that of emerging hot spots, Harris,
    Wilson and others in ArcGIS; the test is Mann, Econometrica 13 (1945), and Kendall.
    """
    by_area = list(zip(*periods, strict=True))
    trends = _trends(by_area) if len(periods) >= LEAST_PERIODS else [0.0] * len(by_area)
    found = [
        _course([spot.sign > 0 for spot in spots], trend)
        for spots, trend in zip(by_area, trends, strict=True)
    ]
    return found if tell_new else ["sometimes" if one == "new" else one for one in found]


def _trends(by_area: Sequence[Sequence[Spot]]) -> list[float]:
    """Return 1, -1 or 0 for each area: its Gi* rises, falls, or may do either by chance."""
    tests = [pymannkendall.original_test([spot.z for spot in spots]) for spots in by_area]
    sure = _sure(np.array([test.p for test in tests]))
    return [
        float(np.sign(test.s)) if is_sure else 0.0
        for test, is_sure in zip(tests, sure, strict=True)
    ]


def _course(hot: Sequence[bool], trend: float) -> str:
    if not any(hot):
        return ""
    if hot[-1] and sum(hot) == 1 < len(hot):
        return "new"
    if trend:
        return "growing" if trend > 0 else "fading"
    return "always" if sum(hot) >= OFTEN * len(hot) else "sometimes"


def _nothing(areas: int) -> Gathering:
    """Return what is said of areas that are all the same: nothing."""
    return Gathering(0.0, -1 / (areas - 1), 1.0)


def _gathering(found: Moran) -> Gathering:
    return Gathering(float(found.I), float(found.EI), float(found.p_rand))


def _sure(p: NDArray[np.float64]) -> NDArray[np.bool_]:
    adjusted: NDArray[np.float64] = false_discovery_control(np.nan_to_num(p, nan=1))
    return adjusted <= ALPHA
