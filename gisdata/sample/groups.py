"""Invented answers of who speaks: older people and people with disabilities answer less than they live there."""

from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from gisdata.sample.district import neighbourhoods

SEED = 34719
EVERYBODY = ""
PEOPLE_FOR_AN_ANSWER = 400
"""Of so many residents one answers in half a year, on average."""

AGES = {"child": 3, "youth": 31, "": 62, "older": 4}
"""Of a hundred who answer; "" is every other age."""

OTHERS = {"woman": 44, "disabled": 3}
"""Of a hundred who answer, whatever their age."""


class SampleGroup(NamedTuple):
    """How many of a group answered in a half-year (as 20261) in a mahalle; "" is the group of all."""

    half: int
    code: str
    group: str
    number: int


def sample_groups(halves: Iterable[int]) -> Iterator[SampleGroup]:
    """Yield how many answered in each half-year."""
    for half in halves:
        random = Random(SEED + half)
        for neighbourhood in neighbourhoods():
            likely = neighbourhood.population / PEOPLE_FOR_AN_ANSWER
            answers = round(likely * random.uniform(0.6, 1.4))
            for group, count in _counted(answers, random).items():
                yield SampleGroup(half, neighbourhood.code, group, count)


def _counted(answers: int, random: Random) -> Counter[str]:
    counts = Counter({EVERYBODY: answers} if answers else {})
    for _person in range(answers):
        (age,) = random.choices(list(AGES), list(AGES.values()))
        told = [age] if age else []
        told += [group for group, chance in OTHERS.items() if random.uniform(0, 100) < chance]
        counts.update(told)
    return counts
