"""Choosing sites: never worse than any other choice, and no better than it can be."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.siting import most_covered, shortest_ways

WAY = st.integers(0, 1000)


@st.composite
def towns(draw):
    spots, sites = draw(st.integers(1, 12)), draw(st.integers(1, 7))
    metres = draw(
        st.lists(st.lists(WAY, min_size=sites, max_size=sites), min_size=spots, max_size=spots)
    )
    people = draw(st.lists(st.integers(1, 500), min_size=spots, max_size=spots))
    return np.array(metres, float), np.array(people, float), draw(st.integers(1, sites))


def covered(metres, people, chosen, within=300):
    return people[(metres[:, list(chosen)] <= within).any(axis=1)].sum()


def walked(metres, people, chosen, now=None):
    ways = metres[:, list(chosen)].min(axis=1)
    return ((ways if now is None else np.minimum(ways, now)) * people).sum()


@settings(deadline=None)
@given(towns())
def test_no_other_choice_covers_more_people(town):
    metres, people, count = town
    found = most_covered(metres, people, 300, count)
    best = max(covered(metres, people, c) for c in combinations(range(metres.shape[1]), count))
    assert found.is_best
    assert len(found.chosen) == count
    assert covered(metres, people, found.chosen) == pytest.approx(best)


@settings(deadline=None)
@given(towns(), st.booleans())
def test_no_other_choice_has_shorter_ways(town, is_some_there):
    metres, people, count = town
    now = metres.mean(axis=1) if is_some_there else None
    found = shortest_ways(metres, people, now, count)
    best = min(walked(metres, people, c, now) for c in combinations(range(metres.shape[1]), count))
    assert found.is_best
    assert walked(metres, people, found.chosen, now) == pytest.approx(best)


def test_where_fewer_could_be_had_all_are_taken():
    metres, people = np.array([[100.0, 900.0]]), np.array([5.0])
    assert most_covered(metres, people, 300, 9).chosen == [0, 1]
    assert shortest_ways(metres, people, None, 9).chosen == [0, 1]


def test_the_two_aims_may_differ():
    """Three live side by side and one far away: near most of them, or on the shortest way for all."""
    homes, sites = np.array([0.0, 10, 20, 1000]), np.array([10.0, 300])
    metres, people = abs(homes[:, None] - sites), np.array([10.0, 10, 10, 40])
    assert most_covered(metres, people, 100, 1).chosen == [0]
    assert shortest_ways(metres, people, None, 1).chosen == [1]
