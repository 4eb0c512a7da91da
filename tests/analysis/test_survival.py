"""Time until something is over: published data, and what must hold of any."""

from collections import Counter
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.survival import kaplan_meier, log_rank, median, restricted_mean

# Remission of leukaemia in weeks under 6-MP and placebo: Freireich and others, Blood 21 (1963)
TREATED = Counter([6, 6, 6, 7, 10, 13, 16, 22, 23])
STILL_WELL = Counter([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
PLACEBO = Counter([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23])

COUNTS = st.dictionaries(st.integers(0, 400), st.integers(1, 50), max_size=30)


def test_the_published_curve_medians_and_log_rank_of_6_mp():
    curve = kaplan_meier(TREATED, STILL_WELL)
    shares = {step.day: step.share for step in curve}
    assert shares[6] == pytest.approx(0.857, abs=5e-4)
    assert shares[23] == pytest.approx(0.448, abs=5e-4)
    assert median(curve).day == 23
    assert median(kaplan_meier(PLACEBO, {})).day == 8
    test = log_rank(TREATED, STILL_WELL, PLACEBO, {})
    assert test.chi2 == pytest.approx(16.79, abs=0.005)
    assert test.p == pytest.approx(4.17e-5, rel=0.01)


def test_the_published_interval_of_6_mp():
    curve = {step.day: step for step in kaplan_meier(TREATED, STILL_WELL)}
    assert curve[6].lower == pytest.approx(0.620, abs=5e-4)
    assert curve[6].upper == pytest.approx(0.952, abs=5e-4)
    assert median(list(curve.values()))[1:] == (13, None)
    assert median(kaplan_meier(PLACEBO, {})) == (8, 4, 11)


@given(COUNTS)
def test_where_all_is_over_the_curve_is_what_is_left(over):
    curve = kaplan_meier(over, {})
    whole = sum(over.values())
    for step in curve:
        left = sum(n for day, n in over.items() if day > step.day)
        assert step.share == pytest.approx(left / whole)
    if over:
        mean = sum(day * n for day, n in over.items()) / whole
        assert restricted_mean(curve, 500) == pytest.approx(mean)


@given(COUNTS, COUNTS)
def test_the_curve_falls_and_lies_in_its_band(over, waiting):
    before = 1.0
    for step in kaplan_meier(over, waiting):
        assert -1e-12 <= step.share <= before
        assert step.lower - 1e-9 <= step.share <= step.upper + 1e-9
        before = step.share


@given(COUNTS, COUNTS, st.integers(1, 400))
def test_leaving_out_what_still_waits_makes_all_look_quicker(over, waiting, days):
    true, quick = kaplan_meier(over, waiting), kaplan_meier(over, {})
    assert restricted_mean(quick, days) <= restricted_mean(true, days) + 1e-9


@given(COUNTS, COUNTS)
def test_a_group_beside_itself_does_not_differ_and_the_order_does_not_matter(over, waiting):
    alike = log_rank(over, waiting, over, waiting)
    assert alike is None or isclose(alike.chi2, 0, abs_tol=1e-9)
    one = log_rank(over, waiting, PLACEBO, {})
    other = log_rank(PLACEBO, {}, over, waiting)
    assert (one is None) == (other is None)
    if one and other:
        assert one.chi2 == pytest.approx(other.chi2, abs=1e-9)


def test_where_nobody_waits_any_more_the_upper_bound_stays():
    first, last = kaplan_meier({1: 1, 2: 1}, {})
    assert (last.share, last.lower, last.upper) == (0, 0, first.upper)
    assert kaplan_meier({3: 4}, {}) == [(3, 0, 0, 1)]


def test_what_is_not_reached_yet_is_not_said():
    curve = kaplan_meier({1: 1}, {10: 99})
    assert median(curve) == (None, None, None)
    assert restricted_mean(curve, 20) == pytest.approx(0.99 * 19 + 1)
    assert kaplan_meier({}, {5: 3}) == []
    assert restricted_mean([], 30) == 30
