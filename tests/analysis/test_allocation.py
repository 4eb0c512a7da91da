"""Sharing a budget: whatever the rule, nothing is lost, and the rule is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.allocation import at_least_before, in_proportion, worst_first

BUDGET = st.integers(1, 10**10)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)
AREAS = st.lists(st.tuples(st.integers(1, 100_000), st.integers(0, 10**7)), min_size=1, max_size=40)


@given(BUDGET, WEIGHTS)
def test_in_proportion_sums_to_the_budget_and_each_part_is_right_to_a_unit(budget, weights):
    given_ = in_proportion(budget, weights)
    assert sum(given_) == budget
    for part, weight in zip(given_, weights, strict=True):
        assert abs(part - budget * weight / sum(weights)) < 1 + 1e-6 * part


@given(BUDGET, AREAS)
def test_the_worst_are_lifted_first_and_nobody_above_them_gets_anything(budget, areas):
    people, current = zip(*areas, strict=True)
    given_ = worst_first(budget, people, current)
    assert sum(given_) == budget
    after = [(had + new) / n for (n, had), new in zip(areas, given_, strict=True)]
    for rate, new, heads in zip(after, given_, people, strict=True):
        if new:  # a unit more or less is what rounding may move
            assert all(
                other >= rate - 1 / heads - 1 / others - 1e-6 * rate
                for other, others in zip(after, people, strict=True)
            )


def test_enough_for_all_makes_all_equal():
    assert worst_first(300, [1, 1], [0, 100]) == [200, 100]


def test_an_area_without_people_gets_nothing():
    assert worst_first(100, [10, 0], [0, 0]) == [100, 0]
    assert in_proportion(100, [10, 0]) == [100, 0]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 1000)), min_size=1), BUDGET)
def test_nobody_has_less_than_before_and_the_rest_goes_by_weight(areas, more):
    before, weights = zip(*areas, strict=True)
    given_ = at_least_before(sum(before) + more, before, weights)
    assert sum(given_) == sum(before) + more
    assert all(new >= had for new, had in zip(given_, before, strict=True))
    assert at_least_before(sum(before), before, weights) == list(before)


def test_a_budget_that_cannot_keep_what_was_is_refused():
    with pytest.raises(ValueError, match="less than before"):
        at_least_before(99, [50, 50], [1, 1])


@pytest.mark.parametrize(("budget", "weights"), [(0, [1]), (-5, [1]), (10, [0, 0]), (10, [3, -1])])
def test_no_budget_and_nobody_to_give_it_to_are_refused(budget, weights):
    with pytest.raises(ValueError, match="no budget, or nobody"):
        in_proportion(budget, weights)
