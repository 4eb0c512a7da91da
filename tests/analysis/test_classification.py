"""Class breaks: properties beside the doctests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.classification import class_of, round_breaks


@given(st.floats(1e-6, 1e6), st.integers(2, 9))
def test_round_breaks_rise_evenly_past_the_peak(peak, classes):
    breaks = round_breaks(peak, classes)
    assert len(breaks) <= classes
    assert breaks[-1] > peak >= breaks[-1] - breaks[0] * (1 + 1e-9)
    assert breaks == pytest.approx([breaks[0] * (i + 1) for i in range(len(breaks))])
    assert float(f"{breaks[0]:e}".partition("e")[0]) in {1, 2, 2.5, 5}


def test_without_a_wish_there_are_up_to_seven_classes():
    assert round_breaks(6.5) == [1, 2, 3, 4, 5, 6, 7]


def test_what_is_above_every_bound_falls_in_the_last_class():
    assert class_of(9, [2, 4, 6]) == 2
