"""Rates of small numbers: intervals that hold what they promise, and smoothing that stays between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, poisson

from analysis.rates import EXACT_BELOW, events_interval, funnel_points, smoothed_rates

AREAS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 50_000)), min_size=1, max_size=40)


@given(st.integers(0, EXACT_BELOW - 1), st.sampled_from([0.8, 0.95, 0.998]))
def test_few_events_have_the_exact_interval(events, confidence):
    lower, upper = events_interval(events, confidence)
    tail = (1 - confidence) / 2
    assert lower == pytest.approx(chi2.ppf(tail, 2 * events) / 2 if events else 0, abs=1e-9)
    assert upper == pytest.approx(chi2.ppf(1 - tail, 2 * events + 2) / 2)


@given(st.integers(0, 2000))
def test_an_interval_holds_its_number_and_grows_with_it(events):
    lower, upper = events_interval(events)
    assert lower <= events < upper
    more = events_interval(events + 1)
    assert lower < more.lower
    assert upper < more.upper


@pytest.mark.parametrize("mean", [0.5, 3, 9.7, 40])
def test_nineteen_of_twenty_intervals_hold_the_truth(mean):
    covered = sum(
        poisson.pmf(events, mean)
        for events in range(200)
        if (bounds := events_interval(events)).lower <= mean <= bounds.upper
    )
    assert covered >= 0.949


@given(AREAS)
def test_smoothing_lies_between_the_rate_and_the_common_one(areas):
    events, people = zip(*areas, strict=True)
    common = sum(events) / sum(people)
    for (o, n), smoothed in zip(areas, smoothed_rates(events, people), strict=True):
        low, high = sorted((o / n, common))
        assert low - 1e-12 <= smoothed <= high + 1e-12


def test_of_equal_rates_the_one_of_more_people_is_drawn_less():
    few, many = smoothed_rates([4, 400, 10], [100, 10_000, 90_000])[:2]
    assert few < many < 0.04


def test_an_area_without_people_has_the_common_rate_and_nobody_has_none():
    assert smoothed_rates([1, 0], [100, 0])[1] == pytest.approx(0.01)
    assert smoothed_rates([0, 0], [0, 0]) == [0.0, 0.0]


@given(st.integers(1, 5000), st.floats(0.01, 100))
def test_the_funnel_narrows_around_the_target_and_holds_as_many_events(events, target):
    lower, upper = funnel_points(target, events)
    assert lower.rate < target < upper.rate
    for point in (lower, upper):
        assert point.people * point.rate == pytest.approx(events)
    further = funnel_points(target, events + 1)
    assert further[0].rate > lower.rate
    assert further[1].rate < upper.rate
