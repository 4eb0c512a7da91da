"""Class breaks: properties beside the doctests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.classification import round_breaks


@given(st.floats(1e-6, 1e6), st.integers(2, 9))
def test_round_breaks_rise_evenly_past_the_peak(peak, classes):
    breaks = round_breaks(peak, classes)
    assert len(breaks) <= classes
    assert breaks[-1] > peak >= breaks[-1] - breaks[0] * (1 + 1e-9)
    assert breaks == pytest.approx([breaks[0] * (i + 1) for i in range(len(breaks))])
