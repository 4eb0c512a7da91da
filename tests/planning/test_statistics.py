import pytest
from django.test import override_settings

from issues.filters import IssueFilter
from planning.choropleth import choropleth
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
    assert [(row.category.slug, row.cells) for row in table] == [
        ("agac", [1, 0, 0, 1, 0]),
        ("cop", [1, 0, 0, 0, 0]),
    ]


def test_the_choropleth_hatches_what_rests_on_too_few_and_counts_its_classes(town):
    for where, times in ((FOUNTAIN, 6), (SCHOOL, 8), (BRIDGE, 2)):
        for _ in range(times):
            pin(where)
    drawn = choropleth(district_statistics(IssueFilter()).results)
    classes = {s.statistic.neighbourhood.name: s.css_class for s in drawn.shapes}
    assert classes == {
        "Bağlar": "class-1", "Çınar": "class-0",
        "Dere": "hatched", "Iğdır": "hatched", "Ovacık": "hatched",
    }  # fmt: skip
    assert [(e.lower, e.upper, e.count) for e in drawn.legend] == [(0.0, 4.0, 1), (4.0, 6.0, 1)]
    assert drawn.hatched == 3


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
    ("address", "queries"), [("/neighbourhoods/", 5), ("/neighbourhoods/baglar/", 10), ("/", 8)]
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
