"""Invented figures of the sample district: what mahalle have, and what they may need."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import NamedTuple

from gisdata.sample.district import SampleNeighbourhood, neighbourhoods

SOURCE = "Örnek veri: rakamlar uydurmadır"
SEED = 34705
YEARS = range(2021, 2026)
COUNTED_IN = 2023
"""The year of what is not counted every year."""


class SampleFigure(NamedTuple):
    """A figure of a kind, by the official code of a mahalle."""

    code: str
    kind: str
    year: int
    value: Decimal


def sample_figures() -> Iterator[SampleFigure]:
    """Return the figures: the more deprived a mahalle is, the less it tends to get by head."""
    random = Random(SEED)
    for neighbourhood in neighbourhoods():
        yield from _figures_of(neighbourhood, random)


def _figures_of(neighbourhood: SampleNeighbourhood, random: Random) -> Iterator[SampleFigure]:
    code, people = neighbourhood.code, neighbourhood.population
    deprivation = random.uniform(15, 85)
    shares = {
        "yoksunluk": deprivation,
        "yapi-riski": min(90.0, deprivation * 0.6 + random.uniform(0, 30)),
        "cocuk-payi": random.uniform(15, 26),
        "yasli-payi": random.uniform(6, 16),
    }
    further = Random(f"{SEED} {code}")  # the others stay as they were
    shares |= {
        "genc-payi": further.uniform(19, 26),
        "kadin-payi": further.uniform(49, 52.5),
        "engelli-payi": further.uniform(5, 8),
    }
    for kind, value in shares.items():
        yield SampleFigure(code, kind, COUNTED_IN, Decimal(f"{value:.1f}"))
    favour = random.uniform(0.8, 1.3) * (1.4 - deprivation / 100)
    benches = people / 150 * favour
    for at, year in enumerate(YEARS):
        budget = people * favour * 900 * 1.35**at * random.uniform(0.9, 1.1)
        benches *= random.uniform(1, 1.08)
        trees = people / 60 * random.uniform(0.3, 1.7)
        yield SampleFigure(code, "butce", year, Decimal(round(budget, -3)))
        yield SampleFigure(code, "bank", year, Decimal(round(benches)))
        yield SampleFigure(code, "dikilen-agac", year, Decimal(round(trees)))
