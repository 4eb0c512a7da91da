import re
from html import unescape

import pytest
from django.test import override_settings

from issues.filters import IssueFilter
from planning.maps import map_of_rates
from planning.statistics import category_table, district_statistics
from tests.district import BRIDGE, FOUNTAIN, HILL, SCHOOL, pin, resolve


def rates(**filters):
    return {s.neighbourhood.name: s for s in district_statistics(IssueFilter(**filters)).results}


def test_a_mahalle_counts_open_resolved_and_per_1000(town):
    pin(FOUNTAIN)
    resolve(pin(FOUNTAIN))
    pin(BRIDGE)
    found = rates()
    assert (found["Bağlar"].total, found["Bağlar"].open, found["Bağlar"].resolved) == (2, 1, 1)
    assert found["Bağlar"].per_1000 == 2.0
    assert found["Dere"].per_1000 == 0.25
    assert found["Ovacık"].per_1000 is None


def test_a_rate_says_how_sure_it_is_and_a_small_mahalle_is_drawn_to_the_others(town, api):
    for where, times in ((FOUNTAIN, 12), (BRIDGE, 4)):
        for _ in range(times):
            pin(where)
    found = rates()
    assert found["Bağlar"].per_1000_interval == pytest.approx(
        (6.2, 20.96), abs=0.01
    )  # of 12 by Byar
    assert found["Dere"].per_1000_interval == pytest.approx((0.27, 2.56), abs=0.01)  # of 4, exactly
    assert found["Iğdır"].per_1000_interval.lower == 0
    common = 1000 * 16 / 7500
    assert common < found["Bağlar"].smoothed < found["Bağlar"].per_1000
    assert found["Iğdır"].per_1000 < found["Iğdır"].smoothed < common
    assert found["Ovacık"].smoothed is found["Ovacık"].per_1000_interval is None
    assert rates(neighbourhoods=[found["Dere"].neighbourhood.pk])["Dere"].smoothed is None
    told = {
        row["name"]: row for row in api.get("/api/v1/neighbourhoods/statistics/").json()["results"]
    }
    assert told["Bağlar"]["per_1000_lower"] == found["Bağlar"].per_1000_interval.lower
    assert told["Bağlar"]["per_1000_smoothed"] == found["Bağlar"].smoothed
    assert told["Ovacık"]["per_1000_upper"] is told["Ovacık"]["per_1000_smoothed"] is None


@override_settings(ACCEPT_OUTSIDE=True)
def test_outside_is_told_and_part_of_the_total(town):
    pin(HILL)
    pin(SCHOOL)
    district = district_statistics(IssueFilter())
    assert (district.outside, district.total) == (1, 2)


def test_the_category_table_has_the_most_frequent_first(town):
    pin(FOUNTAIN, "cop")
    pin(FOUNTAIN, "agac")
    resolve(pin(FOUNTAIN, "agac"))
    table = category_table(IssueFilter())
    assert [(row.category.slug, [cell for cell in row.cells if cell[1]]) for row in table] == [
        ("agac", [("new", 1), ("resolved", 1)]),
        ("cop", [("new", 1)]),
    ]


def test_the_choropleth_hatches_what_rests_on_too_few_and_counts_its_classes(town):
    for where, times in ((FOUNTAIN, 6), (SCHOOL, 8), (BRIDGE, 2)):
        for _ in range(times):
            pin(where)
    drawn = map_of_rates(district_statistics(IssueFilter()).results)
    classes = {s.area.neighbourhood.name: s.css_class for s in drawn.shapes}
    assert classes == {
        "Bağlar": "class-1", "Çınar": "class-0",
        "Dere": "hatched", "Iğdır": "hatched", "Ovacık": "hatched",
    }  # fmt: skip
    assert [(e.lower, e.upper, e.count) for e in drawn.legend] == [(0.0, 4.0, 1), (4.0, 6.0, 1)]
    assert drawn.hatched == 3


def test_the_table_of_all_mahalle_is_under_any_filter_and_says_so(town, client):
    pin(FOUNTAIN, "cop")
    resolve(pin(FOUNTAIN, "agac"))
    pin(BRIDGE, "cop")
    for query, totals in {
        "": [2, 1], "category=cop": [1, 1], "status=resolved": [1, 0], "from=2020-01-01&to=2020-01-31": [0, 0],
        "bbox=29.1,40.99,29.11,41": [2, 0],
    }.items():  # fmt: skip
        page = client.get(f"/neighbourhoods/?{query}").content.decode()
        rows = dict(re.findall(r'data-code="(\d+)".*?data-total="(\d+)"', page, re.S))
        assert [int(rows["102"]), int(rows["103"])] == totals, query
        assert ("Bu filtreye uyan bildirimler" in page) == bool(query)
    wrong = client.get("/neighbourhoods/?category=ejderha")
    assert wrong.status_code == 400
    assert "ejderha" in wrong.content.decode()


def test_without_boundaries_the_page_says_so(db, client):
    assert "Henüz mahalle sınırı yüklenmedi" in client.get("/neighbourhoods/").content.decode()


def test_the_pages_show_the_numbers(town, client):
    issue = pin(FOUNTAIN, description="Yolda çukur")
    listing = client.get("/neighbourhoods/").content.decode()
    assert 'data-code="102"' in listing
    page = client.get("/neighbourhoods/baglar/").content.decode()
    assert 'data-total="1"' in page
    assert f"#{issue.number}" in page
    assert client.get("/neighbourhoods/kadikoy/").status_code == 404


@pytest.mark.parametrize(
    ("address", "queries"), [("/neighbourhoods/", 8), ("/neighbourhoods/baglar/", 12), ("/", 8)]
)
def test_a_page_asks_a_fixed_number_of_queries(
    town, client, django_assert_num_queries, address, queries
):
    pin(FOUNTAIN)
    with django_assert_num_queries(queries):
        client.get(address)
    for where in (FOUNTAIN, SCHOOL, BRIDGE):
        pin(where, "cop")
        pin(where, "agac")
    with django_assert_num_queries(queries):
        client.get(address)


def test_a_number_of_reports_leads_to_them(town, client):
    for category in ("cop", "cop", "agac"):
        resolve(pin(FOUNTAIN, category))
    pin(FOUNTAIN, "cop")
    pin(BRIDGE, "cop")
    for page, least in (
        ("/neighbourhoods/?category=temizlik", 5),
        ("/neighbourhoods/?mahalle=baglar,dere&category=temizlik", 5),
        ("/neighbourhoods/baglar/", 8),
    ):
        said = client.get(page).content.decode()
        links = re.findall(r'<a href="(/issues/\?mahalle=[^"]+)">(\d+)</a>', said)
        assert len(links) >= least
        for address, number in links:
            listed = client.get(unescape(address)).content.decode()
            assert f'data-total="{number}"' in listed, address
    printed = client.get("/neighbourhoods/report.html").content.decode()
    assert "/issues/?" not in printed
