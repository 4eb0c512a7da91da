"""Small counts are hidden, and nobody works them out, not even who knows how they are hidden."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.suppression import FEWEST, Shown, shown_counts, shown_parts, shown_shares

COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=20)
FEWEST_VALUES = 4
"""So many values a hidden count may have at least, for all that can be known."""


@st.composite
def groups(draw):
    wholes = draw(st.lists(st.integers(1, 80), min_size=1, max_size=20))
    return [draw(st.integers(0, whole)) for whole in wholes], wholes


@given(COUNTS)
def test_what_is_shown_is_true_and_never_small(counts):
    shown = shown_counts(counts)
    assert shown.total in {None, sum(counts)}
    for count, seen in zip(counts, shown.counts, strict=True):
        assert seen in {None, count}
        assert seen is None or seen >= FEWEST


@given(groups())
def test_of_a_group_neither_few_in_it_nor_few_beside_it_are_shown(group):
    counts, wholes = group
    shown = shown_parts(counts, wholes, shown_counts(wholes))
    for count, whole, seen in zip(counts, wholes, shown.counts, strict=True):
        assert seen is None or (seen == count and FEWEST <= seen <= whole - FEWEST)
    assert shown.total is None or FEWEST <= shown.total <= sum(wholes) - FEWEST


@given(COUNTS)
def test_the_rest_of_the_total_is_never_one_count_and_never_few(counts):
    """Take what is shown from the total: the subtraction that a reader would try first."""
    shown = shown_counts(counts)
    if shown.total is None:
        assert set(shown.counts) <= {None}
        return
    rest = shown.total - sum(count or 0 for count in shown.counts)
    hidden = shown.counts.count(None)
    assert (hidden, rest) == (0, 0) or (hidden > 1 and rest >= FEWEST) or hidden == len(counts)


def values_left(tables):
    """How many values each hidden count may have at least, among all tables that look alike."""
    alike = defaultdict(list)
    for table, shown in tables:
        if shown.total is not None:
            alike[*shown.counts, shown.total].append(table)
    return min(
        len({table[at] for table in same})
        for seen, same in alike.items()
        for at, count in enumerate(seen[:-1])
        if count is None
    )


@pytest.mark.parametrize(("areas", "most"), [(2, 40), (3, 34), (4, 24)])
def test_whoever_tries_every_table_that_would_look_like_this_learns_no_count(areas, most):
    every = (t for t in product(range(most + 1), repeat=areas) if sum(t) <= most)
    assert values_left((table, shown_counts(table)) for table in every) >= FEWEST_VALUES


@pytest.mark.parametrize(
    "wholes", [(20, 20, 20), (12, 30, 14), (8, 25, 11), (5, 5, 15, 9), (3, 20, 30)]
)
def test_nor_who_of_the_answers_is_of_a_group(wholes):
    answers = shown_counts(wholes)
    every = product(*(range(whole + 1) for whole in wholes))
    left = values_left((table, shown_parts(table, wholes, answers)) for table in every)
    assert left >= FEWEST_VALUES


@pytest.mark.parametrize("whole", [12, 19, 24, 33])
def test_nor_of_which_age_somebody_is(whole):
    """Three ages of which nobody is in two, and what is left over: the whole is told."""
    every = (t for t in product(range(whole + 1), repeat=3) if sum(t) <= whole)
    tables = ((t, Shown(shown_shares(t, whole), whole)) for t in every)
    assert values_left(tables) >= FEWEST_VALUES


def test_where_nothing_is_small_nothing_is_hidden():
    assert shown_counts([5, 60, 12]) == ([5, 60, 12], 77)
    assert shown_parts([5, 20], [10, 40], shown_counts([10, 40])) == ([5, 20], 25)
