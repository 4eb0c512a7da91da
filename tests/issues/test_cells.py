"""What cells are read for a filter, and how a span of days is put together."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues.cells import COARSE, FINE, choose_reading
from issues.filters import IssueFilter
from issues.periods import Span, day_period

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
SPAN = Span(date(2026, 3, 5), date(2026, 8, 11))


@given(DAYS, st.integers(-2, 900))
def test_months_and_edge_days_are_the_span_and_nothing_twice(first, length):
    span = Span(first, first + timedelta(days=length))
    whole = [day for day in span.days() if day.year * 100 + day.month in set(span.months())]
    assert sorted([*whole, *span.edge_days()]) == span.days()
    assert len(span.edge_days()) <= 60


def test_a_month_is_whole_with_its_first_and_last_day():
    assert Span(date(2024, 2, 1), date(2024, 2, 29)).months() == [202402]
    assert Span(date(2024, 2, 1), date(2024, 2, 28)).months() == []
    assert Span(date(2025, 12, 1), date(2026, 1, 31)).months() == [202512, 202601]
    assert day_period(date(2026, 11, 2)) == 20261102


def test_a_span_that_ends_before_it_begins_holds_no_day():
    nothing = Span(date(9999, 12, 31), date(2026, 3, 4))
    assert nothing.days() == nothing.months() == nothing.edge_days() == []


@pytest.mark.parametrize("level", [12, COARSE, FINE])
def test_all_time_is_one_period(level):
    reading = choose_reading(IssueFilter(categories=[1]), level, None)
    assert reading.periods == (0,)
    assert len(reading.sources) == 1


def test_far_out_days_come_from_cells_and_of_a_category_from_issues():
    anything = choose_reading(IssueFilter(), COARSE, SPAN)
    assert anything.periods[:4] == (202604, 202605, 202606, 202607)
    assert len(anything.periods) == 4 + 27 + 11
    assert anything.days == ()
    of_a_category = choose_reading(IssueFilter(categories=[1]), COARSE, SPAN)
    assert of_a_category.periods == (202604, 202605, 202606, 202607)
    assert len(of_a_category.days) == 27 + 11


def test_years_of_a_category_near_by_are_not_listed_day_by_day():
    years = Span(date(2016, 1, 1), date(2026, 8, 11))
    reading = choose_reading(IssueFilter(categories=[1]), FINE, years)
    assert reading.days == ()
    assert reading.span == years


def test_near_by_issues_are_read_and_no_cell():
    reading = choose_reading(IssueFilter(), FINE + 1, SPAN)
    assert reading.periods == ()
    assert reading.span == SPAN
