"""A list of a part of the map reads as much as it shows, however many pins lie there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, PublicIssue, Source
from issues.parameters import IssueFilterSerializer
from planning import statistics
from tests.district import FRAME

WEST, SOUTH, EAST, NORTH = FRAME
EVERYWHERE = {
    "area": f"{WEST},{SOUTH};{EAST},{SOUTH};{EAST},{NORTH};{WEST},{NORTH}",
    "circle": "29.115,40.99,2500",
    "bbox": f"{WEST},{SOUTH},{EAST},{NORTH}",
}
API, PAGE, STATISTICS = "/api/v1/issues/", "/issues/", "/api/v1/neighbourhoods/statistics/"
PINS, FEW = 2000, 100


def scattered(pins):
    """Pins all over the map, one a minute."""
    category = Category.objects.get(slug="cop").pk
    for n in range(pins):
        yield ImportedIssue(
            id=uuid7(),
            longitude=WEST + (EAST - WEST) * (n * 0.618 % 1),
            latitude=SOUTH + (NORTH - SOUTH) * (n * 0.414 % 1),
            category_id=category,
            description="Çöp",
            status="new",
            reported_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n),
            closed_at=None,
        )


@pytest.fixture
def crowd(town, monkeypatch):
    """Far more pins than a list leafs through, or statistics count, in a part of the map."""
    import_issues(issues=list(scattered(PINS)), source=Source.IMPORT)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE issues_issue, issues_question")
        # A table as small as this one is read whole by preference, and workers' rows are not told.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    monkeypatch.setattr("issues.listing.MOST_LISTED", FEW)
    monkeypatch.setattr(statistics, "MOST_COUNTED", FEW)


def rows_read():
    """Rows of issues that this transaction has read so far, shown or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
            " WHERE relname = 'issues_issue'"
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize(
    ("address", "more"),
    [(PAGE, {}), (PAGE, {"page": "4"}), (API, {"page_size": "25", "page": "4"})],
)
def test_a_list_of_a_crowded_place_does_not_read_every_pin_in_it(
    crowd, client, address, more, place
):
    before = rows_read()
    assert client.get(address, {place: EVERYWHERE[place], **more}).status_code == 200
    # The 25 of a page are looked up again with their photos and, for each question, their answers.
    assert 0 < rows_read() - before <= PINS // 2


@pytest.mark.parametrize("place", EVERYWHERE)
def test_statistics_of_a_crowded_place_are_refused_in_turkish_before_they_are_read(
    crowd, client, place
):
    before = rows_read()
    answer = client.get(STATISTICS, {place: EVERYWHERE[place]}, HTTP_ACCEPT_LANGUAGE="tr")
    assert answer.status_code == 400
    [said] = answer.json()["errors"]["non_field_errors"]
    assert said == (
        "Haritanın bu bölümünde 100'den çok bildirim var. Daha küçük bir bölüm, daha az gün"
        " ya da bunun yerine mahalleler seçiniz."
    )
    assert rows_read() - before <= FEW + 1
    narrow = {place: EVERYWHERE[place], "from": "2026-01-02", "to": "2026-01-02", "status": "new"}
    assert client.get(STATISTICS, narrow | {"category": "agac"}).json()["total"] == 0
    assert client.get(STATISTICS, {"mahalle": "baglar"}).json()["total"] > FEW


def test_the_pages_of_a_crowded_place_hold_the_newest_and_say_that_there_are_more(crowd, api):
    newest = PublicIssue.objects.newest_first().values_list("number", flat=True)[:FEW]
    seen, address = [], f"{API}?bbox={EVERYWHERE['bbox']}&page_size=30"
    while address:
        page = api.get(address).json()
        assert (page["count"], page["more"]) == (FEW, True)
        seen += [f["id"] for f in page["features"]]
        address = page["next"]
    assert seen == list(newest)
    assert api.get(API, {"bbox": EVERYWHERE["bbox"], "page": "2"}).status_code == 404


def test_where_all_are_counted_there_are_no_more(crowd, api):
    everywhere = api.get(API).json()
    assert (everywhere["count"], everywhere["more"]) == (PINS, False)
    near = api.get(API, {"circle": "29.105,40.985,50"}).json()
    assert (near["count"], near["more"]) == (len(near["features"]), False)
    day = api.get(API, {"bbox": EVERYWHERE["bbox"], "to": "2026-01-01"}).json()
    assert day["more"]
    assert day["features"][0]["properties"]["reported_at"].startswith("2026-01-01T")


def test_the_page_says_that_there_are_more_and_how_to_get_at_them(crowd, client):
    page = client.get(PAGE, {"area": EVERYWHERE["area"], "page": "4"}).content.decode()
    lead = re.sub(r"\s+", " ", re.search(r'data-total="100">(.*?)</p>', page, re.S)[1]).strip()
    assert lead == (
        "100'den çok bildirim var. Burada en yeni 100 tanesi duruyor; ötekiler için daha küçük"
        " bir alan ya da daha az gün seçiniz."
    )
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page
    assert "çok bildirim" not in client.get(PAGE).content.decode()


@settings(max_examples=25)
@given(st.integers(0, 20), st.integers(0, 12), st.integers(50, 2500))
def test_however_an_area_is_asked_it_holds_the_same(crowd_once, east, north, radius):
    circle = f"{WEST + east / 1000:.3f},{SOUTH + north / 1000:.3f},{radius}"
    asked = IssueFilterSerializer(data={"circle": circle}).issue_filter()
    one, other = PublicIssue.objects.matching(asked), PublicIssue.objects.matching_many(asked)
    assert list(one.newest_first()) == list(other.newest_first())


@pytest.fixture
def crowd_once(town):
    """A few pins, for a property to draw areas over."""
    import_issues(issues=list(scattered(300)), source=Source.IMPORT)
