"""The page after sending tells who looks at a report and how long such reports usually take."""

from datetime import timedelta
from statistics import quantiles

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from issues.actions import change_visibility
from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, Issue, Source, Visibility
from issues.usual_time import usual_time
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, MARKET, pin


def closed(days, *, where=FOUNTAIN, category="bozuk-yol", ago=1):
    """Reports that took so many days each, and were closed `ago` days before now."""
    end = timezone.now() - timedelta(days=ago)
    pk = Category.objects.get(slug=category).pk
    import_issues(
        issues=[
            ImportedIssue(uuid7(), *where, pk, "x", "resolved", end - timedelta(days=taken), end)
            for taken in days
        ],
        source=Source.IMPORT,
    )


@settings(max_examples=20)
@given(st.lists(st.integers(1, 300), min_size=10, max_size=20))
def test_the_median_and_the_quarters_are_those_of_python_s_statistics(town, days):
    with rolled_back():
        closed(days)
        usual = usual_time(pin())
        expected = quantiles(days, n=4, method="inclusive")
        assert usual.cases == len(days)
        found = [usual.quarter, usual.median, usual.three_quarters]
        assert found == pytest.approx(expected, abs=0.5)


def test_nothing_is_said_of_fewer_than_ten(town):
    closed([3] * 9)
    assert usual_time(pin()) is None
    closed([3])
    assert usual_time(pin()).median == 3


def test_other_places_other_categories_long_ago_and_hidden_ones_do_not_count(town):
    closed([1] * 10, where=MARKET)
    closed([1] * 10, category="cop")
    closed([1] * 10, ago=366)
    closed([1] * 10)
    for issue in Issue.objects.filter(neighbourhood__name="Bağlar", category__slug="bozuk-yol"):
        if issue.closed_at > timezone.now() - timedelta(days=2):
            change_visibility(issue=issue, to=Visibility.HELD)
    assert usual_time(pin()) is None


def test_a_day_is_the_least_that_is_said(town):
    closed([0.01] * 10)
    assert usual_time(pin()).median == 1


def test_the_page_tells_who_looks_at_it_how_long_it_takes_and_where_to_follow_it(
    town, client, settings
):
    settings.ANSWERED_BY = "Ataşehir Kent Konseyi sekreterliği"
    closed([2] * 5 + [4] * 5 + [9] * 5)
    issue = pin()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/issues/sent/{issue.pk}/").content.decode()
    assert "Ataşehir Kent Konseyi sekreterliği" in page
    assert 'data-usual-days="4"' in page
    assert "15 bildirimin yarısı" in page
    assert f'href="/issues/{issue.number}/"' in page
    assert len([q for q in asked if "percentile_cont" in q["sql"]]) == 1


def test_the_page_says_that_it_is_too_early_to_tell(town, client):
    page = client.get(f"/issues/sent/{pin().pk}/").content.decode()
    assert "henüz erken" in page
    assert "data-usual-days" not in page
