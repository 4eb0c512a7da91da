"""A mahalle by month: the last whole month is news only where the district's was not."""

from datetime import date

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, Source
from neighbourhoods.models import Neighbourhood
from planning.months import months_of, whole_months
from tests.district import BAGLAR, BRIDGE, DERE, FOUNTAIN, pin


def reported(where, counts):
    """So many reports in each of the last whole months, oldest first."""
    pothole = Category.objects.get(slug="bozuk-yol").pk
    periods = whole_months(timezone.localdate())[-len(counts) :]
    issues = [
        ImportedIssue(uuid7(), *where, pothole, "Çukur.", "new", noon(period), None)
        for period, count in zip(periods, counts, strict=True)
        for _ in range(count)
    ]
    import_issues(issues=issues, source=Source.WEB)


def noon(period):
    at = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return at.replace(year=period // 100, month=period % 100, day=15)


def months(code):
    return months_of(Neighbourhood.objects.current().get(code=code).pk)


def test_whole_months_alone_are_told_the_last_one_last(town):
    reported(FOUNTAIN, [3, 5])
    pin(FOUNTAIN)  # this month is not over
    found = months(BAGLAR)
    assert len(found.bars) == 24
    assert [bar.count for bar in found.bars[-3:]] == [0, 3, 5]
    assert found.expected is None  # too few to say


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 28), 202411, 202610),
        (date(2026, 1, 1), 202401, 202512),
        (date(2024, 3, 31), 202203, 202402),
    ],
)
def test_the_last_two_years_of_whole_months(today, first, last):
    found = whole_months(today)
    assert (len(found), found[0], found[-1]) == (24, first, last)


def test_what_the_whole_district_has_is_no_news(town, client):
    for where in (FOUNTAIN, BRIDGE):
        reported(where, [20, 20, 20, 60])
    assert not months(BAGLAR).is_more
    assert "Olağan." in client.get("/neighbourhoods/baglar/").content.decode()


def test_what_only_one_mahalle_has_is_out_of_its_limits(town, client):
    reported(FOUNTAIN, [20, 20, 20, 60])
    reported(BRIDGE, [20, 20, 20, 20])
    assert months(BAGLAR).is_more
    assert months(DERE).is_less
    assert "Olağandan çok." in client.get("/neighbourhoods/baglar/").content.decode()
    assert "Olağandan az." in client.get("/neighbourhoods/dere/").content.decode()


def test_a_bar_is_as_high_as_its_month_beside_the_fullest(town):
    reported(FOUNTAIN, [20, 5])
    *others, before, last = months(BAGLAR).bars
    assert (before.y, before.height) == (0, 80)
    assert (last.y, last.height) == (60, 20)
    assert {(bar.y, bar.height) for bar in others} == {(80, 0)}
    assert (others[0].x, last.x + last.width) == (1, 299)
    assert before.x + before.width < last.x


def test_a_mahalle_without_reports_has_no_months(town, client):
    reported(FOUNTAIN, [20])
    assert months(DERE) is None
    assert "Ay ay" not in client.get("/neighbourhoods/dere/").content.decode()
