"""An index of need: between its parts, ruled by its weights, and honest about how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.need import index_of, rank_changes, ranks, rescaled

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


@given(VALUES)
def test_rescaled_values_keep_their_order_between_nothing_and_one(values):
    scaled = rescaled(values)
    assert min(scaled) == 0
    assert max(scaled) in {0, 1}
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [scaled[at] for at in order] == sorted(scaled)
    if max(scaled):
        turned = rescaled(values, more_is_need=False)
        assert turned == pytest.approx([1 - value for value in scaled])


def test_the_index_is_the_weighted_mean():
    parts = [[0, 1, 0.5], [1, 0, 0.5]]
    assert index_of(parts, [1, 1]) == [0.5, 0.5, 0.5]
    assert index_of(parts, [3, 1]) == [0.25, 0.75, 0.5]
    assert index_of(parts, [1, 0]) == parts[0]


@pytest.mark.parametrize("weights", [[0, 0], [1, -1]])
def test_weights_of_zero_and_below_are_refused(weights):
    with pytest.raises(ValueError, match="weights of zero"):
        index_of([[0, 1], [1, 0]], weights)


def test_the_rank_of_equals_is_the_better_one():
    assert ranks([0.5, 0.5, 0.1, 0.9]) == [2, 2, 4, 1]


def test_with_one_figure_no_weight_changes_a_rank():
    assert rank_changes([[0, 0.2, 1]], [4]) == [0, 0, 0]


def test_areas_that_are_far_apart_keep_their_ranks_and_near_ones_change_them():
    parts = [[0, 0.5, 0.52, 1], [0, 0.52, 0.5, 1]]
    first, second, third, fourth = rank_changes(parts, [1, 1.01])
    assert first == fourth == 0
    assert second == third
    assert 0.3 < second < 0.7
    assert rank_changes(parts, [1, 1.01]) == [first, second, third, fourth]  # the same each time
