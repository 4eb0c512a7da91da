"""The last month beside all others: news is what only one area has."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.trend import FEWEST_BEFORE, expected_share

MONTHS = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 5000)), min_size=2, max_size=25)


@given(MONTHS)
def test_an_area_that_keeps_its_share_is_within_its_limits(months):
    own = [o for o, _rest in months]
    together = [o + rest for o, rest in months]
    expected = expected_share(own, together)
    if expected is None:
        assert sum(own[:-1]) < FEWEST_BEFORE
        return
    assert 0 <= expected.limits.lower <= expected.number <= expected.limits.upper


def test_what_all_have_in_common_is_no_news():
    own, together = [40, 60, 50] * 4, [400, 600, 500] * 4
    doubled = expected_share([*own, 100], [*together, 1000])
    assert doubled.number == pytest.approx(100)
    lonely = expected_share([*own, 100], [*together, 550])
    assert lonely.limits.upper < 100


def test_it_hardly_cries_wolf_and_sees_what_doubled():
    random, wrong, seen = Random(11), 0, 0
    for _district in range(500):
        months = [sum(random.random() < 0.1 for _ in range(300)) for _month in range(13)]
        together = [300] * 13
        expected = expected_share(months, together)
        wrong += not expected.limits.lower <= months[-1] <= expected.limits.upper
        doubled = sum(random.random() < 0.2 for _ in range(300))
        seen += doubled > expected.limits.upper
    assert wrong <= 10
    assert seen >= 450


def test_of_too_little_nothing_is_said():
    assert expected_share([FEWEST_BEFORE - 1, 5], [100, 100]) is None
    assert expected_share([0, 0], [0, 0]) is None
