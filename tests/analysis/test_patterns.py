"""Where values gather: published values, planted patterns, and what must hold of any."""

from contextlib import closing
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libpysal import examples
from libpysal.io import open as read
from libpysal.weights import DistanceBand

from analysis.patterns import (
    Spot,
    courses,
    gathering,
    gathering_of_rates,
    hexagon_weights,
    hot_spots,
    local_rates,
    weights_of,
    with_enough,
)

EDGE = 250.0
CENTRES = [
    (375.0 * column, 433.0 * row + 216.5 * (column % 2))
    for column, row in product(range(12), range(10))
]
AROUND = hexagon_weights(CENTRES, EDGE)
HEART = [44, *AROUND.neighbors[44]]
"""A hexagon in the middle, and its six neighbours."""


def poisson(seed, mean=4.0):
    return np.random.default_rng(seed).poisson(mean, len(CENTRES)).astype(float)


def planted(seed, more):
    values = poisson(seed)
    values[HEART] += more
    return list(values)


def test_the_published_moran_of_homicides_around_st_louis():
    with (
        closing(read(examples.get_path("stl.gal"))) as gal,
        closing(read(examples.get_path("stl_hom.txt"))) as table,
    ):
        weights, rates = gal.read(), table.by_col["HR8893"]
    found = gathering(rates, weights)
    assert found.i == pytest.approx(0.2437, abs=5e-5)
    assert found.expected == pytest.approx(-1 / 77)
    assert found.p < 0.001


def test_the_published_gi_star():
    weights = DistanceBand([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], 15)
    spots = hot_spots([2, 3, 3.2, 5, 8, 7], weights)
    assert spots[5].p == pytest.approx(0.0429, abs=1e-4)  # of both sides
    found = [spot.z for spot in spots]
    assert found == pytest.approx(
        [-1.39728, -0.28918, 0.65065, -0.28918, 1.23452, 2.02424], abs=5e-6
    )


def test_a_hexagon_has_six_neighbours_but_at_the_edge():
    assert AROUND.cardinalities[44] == 6
    assert AROUND.cardinalities[0] < 6


def test_a_planted_spot_is_found_with_those_around_it_and_little_else():
    found = hot_spots(planted(1, 12), AROUND)
    hot = [at for at, spot in enumerate(found) if spot.sign > 0]
    assert set(HEART) <= set(hot)
    near = set(HEART) | {far for at in HEART for far in AROUND.neighbors[at]}
    assert set(hot) <= near


def test_of_pure_chance_hardly_anything_is_called_a_hot_spot():
    called = [any(spot.sign for spot in hot_spots(poisson(seed), AROUND)) for seed in range(100)]
    assert sum(called) <= 10


def test_what_is_the_same_everywhere_is_no_pattern():
    assert set(hot_spots([3.0] * len(CENTRES), AROUND)) == {Spot(0.0, 1.0, 0)}
    assert set(hot_spots([0.0] * len(CENTRES), AROUND)) == {Spot(0.0, 1.0, 0)}
    assert gathering([3.0] * len(CENTRES), AROUND).p == 1
    assert {one.kind for one in local_rates([5] * 36, PEOPLE, weights_of(BESIDE))} == {""}


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 50), min_size=len(CENTRES), max_size=len(CENTRES)), st.integers(1, 9)
)
def test_twice_as_many_everywhere_makes_no_other_pattern(values, times):
    once = hot_spots(values, AROUND)
    more = hot_spots([times * value for value in values], AROUND)
    assert [spot.sign for spot in once] == [spot.sign for spot in more]
    assert [spot.z for spot in once] == pytest.approx([spot.z for spot in more], abs=1e-6)


@pytest.mark.parametrize(
    ("more", "course"),
    [
        ([12] * 24, "always"),
        ([0] * 23 + [14], "new"),
        ([month * 1.2 for month in range(24)], "growing"),
        ([(23 - month) * 1.2 for month in range(24)], "fading"),
        ([12 * (month % 4 == 0) for month in range(24)], "sometimes"),
        ([12 * (month not in {3, 12}) for month in range(24)], "always"),
        ([12 * (month not in {3, 12, 20}) for month in range(24)], "sometimes"),
        ([0] * 24, ""),
    ],
)
def test_a_course_is_told_by_its_months(more, course):
    months = [hot_spots(planted(month, much), AROUND) for month, much in enumerate(more)]
    assert courses(months, tell_new=True)[44] == course
    later = courses(months, tell_new=False)[44]
    assert later == ("sometimes" if course == "new" else course)


def test_a_young_map_has_no_trends_and_what_is_steady_on_it_is_always_there():
    months = [hot_spots(planted(month, 12), AROUND) for month in range(6)]
    assert courses(months, tell_new=True)[44] == "always"
    rising = [hot_spots(planted(month, 3 * month), AROUND) for month in range(6)]
    assert courses(rising, tell_new=True)[44] in {"always", "sometimes"}


def test_a_single_event_among_empty_areas_is_no_hot_spot():
    events = [0] * len(CENTRES)
    events[44] = 1
    found = hot_spots(events, AROUND)
    assert found[44].sign > 0  # as the normal distribution has it
    assert {spot.sign for spot in with_enough(found, events, AROUND)} == {0}
    events[44] = 4
    assert with_enough(hot_spots(events, AROUND), events, AROUND)[44].sign == 0
    events[44] = 5
    assert with_enough(hot_spots(events, AROUND), events, AROUND)[44].sign > 0
    around = [int(at in HEART) for at in range(len(CENTRES))]
    assert with_enough(hot_spots(around, AROUND), around, AROUND)[44].sign > 0


def test_a_hole_among_many_is_told_as_one():
    values = poisson(3, mean=20.0)
    values[HEART] = 0
    assert hot_spots(values, AROUND)[44].sign == -1


# A square of six by six areas, each beside the eight around it
BESIDE = [
    [
        at
        for at in range(36)
        if at != one and max(abs(at % 6 - one % 6), abs(at // 6 - one // 6)) == 1
    ]
    for one in range(36)
]
PEOPLE = [1000] * 36


def test_a_corner_of_high_rates_gathers_and_its_middle_is_told():
    events = [60 if at % 6 < 3 and at // 6 < 3 else 10 for at in range(36)]
    weights = weights_of(BESIDE)
    found = gathering_of_rates(events, PEOPLE, weights)
    assert found.i > 0.5
    assert found.p < 0.001
    local = local_rates(events, PEOPLE, weights)
    assert local[7].kind == "HH"
    assert local[35].kind == ""
    assert local_rates(events, PEOPLE, weights) == local  # the same each time


def test_many_events_where_many_live_are_no_pattern_and_low_rates_gather_too():
    weights = weights_of(BESIDE)
    people = [6000 if at % 6 < 3 and at // 6 < 3 else 1000 for at in range(36)]
    events = [number // 50 for number in people]
    assert gathering_of_rates(events, people, weights).p == 1
    low = local_rates([60 if at % 6 < 3 or at // 6 < 3 else 5 for at in range(36)], PEOPLE, weights)
    assert low[28].kind == "LL"


def test_rates_of_chance_alone_do_not_gather():
    events = np.random.default_rng(4).poisson(20, 36)
    found = gathering_of_rates(events, PEOPLE, weights_of(BESIDE))
    assert found.p > 0.05
    assert {one.kind for one in local_rates(events, PEOPLE, weights_of(BESIDE))} == {""}
