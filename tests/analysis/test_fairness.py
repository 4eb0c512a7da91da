"""Measures of fairness: published values, and what must hold of any district."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.fairness import concentration_index, gini, hoover, lorenz_curve, theil

AMOUNT = st.integers(0, 10_000)
AREAS = st.lists(st.tuples(AMOUNT, st.integers(1, 10_000)), min_size=1, max_size=30).filter(
    lambda areas: any(amount for amount, _weight in areas)
)


def halves(areas):
    return zip(*areas, strict=True)


@given(AREAS, st.floats(0.01, 100))
def test_where_all_have_as_much_by_weight_nothing_is_unequal(areas, each):
    weights = [weight for _amount, weight in areas]
    amounts = [each * weight for weight in weights]
    for measure in (gini, hoover, lambda a, w: theil(a, w).total):
        assert measure(amounts, weights) == pytest.approx(0, abs=1e-9)
    deprivation = range(len(weights))
    assert concentration_index(amounts, weights, deprivation) == pytest.approx(0, abs=1e-9)


@given(AREAS, st.integers(2, 1000))
def test_counting_in_other_units_changes_no_measure(areas, times):
    amounts, weights = halves(areas)
    more = [times * amount for amount in amounts]
    assert gini(more, weights) == pytest.approx(gini(amounts, weights), abs=1e-9)
    assert hoover(more, weights) == pytest.approx(hoover(amounts, weights), abs=1e-9)
    assert theil(more, weights).total == pytest.approx(theil(amounts, weights).total, abs=1e-9)


@given(AREAS)
def test_a_measure_lies_between_nothing_and_one_and_hoover_below_gini(areas):
    amounts, weights = halves(areas)
    assert -1e-9 <= hoover(amounts, weights) <= gini(amounts, weights) + 1e-9 <= 1 + 1e-9
    assert theil(amounts, weights).total >= -1e-9


@given(AREAS)
def test_the_lorenz_curve_rises_ever_steeper_from_nothing_to_all(areas):
    corners = lorenz_curve(*halves(areas))
    assert (corners[0], corners[-1]) == ((0.0, 0.0), (1.0, 1.0))
    assert all(y <= x + 1e-9 for x, y in corners)


@given(AREAS)
def test_half_of_the_mean_difference_over_the_mean_is_the_same_gini(areas):
    amounts, weights = halves(areas)
    whole, people = sum(amounts), sum(weights)
    apart = sum(
        w * v * abs(a / w - b / v) for a, w in areas for b, v in areas
    )  # between any two people
    assert gini(amounts, weights) == pytest.approx(apart / (2 * people * whole), abs=1e-9)


@given(AREAS, st.lists(st.sampled_from("abc"), min_size=30, max_size=30))
def test_theil_is_the_sum_of_what_lies_between_groups_and_within(areas, groups):
    amounts, weights = halves(areas)
    groups = groups[: len(areas)]
    total, between, within = theil(amounts, weights, groups)
    inside = 0.0
    for group in set(groups):
        own = [area for area, of in zip(areas, groups, strict=True) if of == group]
        held = sum(amount for amount, _weight in own)
        if held:
            inside += held / sum(amounts) * theil(*halves(own)).total
    assert within == pytest.approx(inside, abs=1e-9)
    assert total == pytest.approx(between + within, abs=1e-12)
    assert between >= -1e-9


def test_values_that_were_published():
    amounts = [1000, 2000, 1500, 3000, 2500]
    assert hoover(amounts, [1] * 5) == pytest.approx(0.15)
    ten_to_fifty = [10, 20, 30, 40, 50]
    assert gini(ten_to_fifty, [1] * 5) == pytest.approx(0.266667, abs=1e-6)
    mean = 30
    by_hand = sum(x / mean * log(x / mean) for x in ten_to_fifty) / 5
    assert theil(ten_to_fifty, [1] * 5).total == pytest.approx(by_hand)


@given(AREAS)
def test_ranked_by_what_areas_have_the_concentration_index_is_gini(areas):
    amounts, weights = halves(areas)
    poverty = [-amount / weight for amount, weight in areas]
    assert concentration_index(amounts, weights, poverty) == pytest.approx(
        gini(amounts, weights), abs=1e-9
    )
    wealth = [-rate for rate in poverty]
    assert concentration_index(amounts, weights, wealth) == pytest.approx(
        -gini(amounts, weights), abs=1e-9
    )


@given(AREAS)
def test_the_concentration_index_is_twice_the_covariance_with_the_rank_over_the_mean(areas):
    amounts, weights = halves(areas)
    deprivation = [len(areas) - at for at in range(len(areas))]  # the first are the worst off
    people, below, covariance = sum(weights), 0.0, 0.0
    mean = sum(amounts) / people
    for amount, weight in areas:
        rank = (below + weight / 2) / people
        covariance += weight / people * (amount / weight - mean) * (rank - 0.5)
        below += weight
    found = concentration_index(amounts, weights, deprivation)
    assert found == pytest.approx(2 * covariance / mean, abs=1e-9)


def test_areas_that_are_as_deprived_share_their_rank_whatever_their_order():
    there = concentration_index([5, 1, 3], [1, 1, 1], [2, 2, 7])
    assert there == pytest.approx(concentration_index([1, 5, 3], [1, 1, 1], [2, 2, 7]))


@pytest.mark.parametrize("amounts", [[0, 0], [-1, 3]])
def test_nothing_and_less_than_nothing_are_refused(amounts):
    for measure in (gini, hoover, theil, lorenz_curve):
        with pytest.raises(ValueError, match="nothing"):
            measure(amounts, [1, 1])


def test_an_area_without_people_counts_for_what_it_has():
    assert hoover([1, 1], [1, 0]) == pytest.approx(0.5)
    assert gini([1, 1], [1, 0]) == pytest.approx(0.5)
