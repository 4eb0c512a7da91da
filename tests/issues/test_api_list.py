"""GET /api/v1/issues/ and the statistics under the same filters."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from issues.actions import change_visibility
from issues.models import Visibility
from tests.district import BRIDGE, FIELD, FOUNTAIN, MARKET, SCHOOL, pin, resolve

ISSUES = "/api/v1/issues/"
STATISTICS = "/api/v1/neighbourhoods/statistics/"
DAY = timedelta(days=1)


def day(back: int) -> str:
    return timezone.localdate(timezone.now() - back * DAY).isoformat()


@pytest.fixture
def pins(town):
    """Five pins with one letter each.

    a  Bağlar  bozuk-yol  today            d  Iğdır   agac       10 days ago
    b  Bağlar  cop        3 days ago       e  Ovacık  rogar      today
    c  Dere    bozuk-yol  3 days, resolved
    """
    now = timezone.now()
    letters = {
        "a": pin(FOUNTAIN, "bozuk-yol"),
        "b": pin(FOUNTAIN, "cop", reported_at=now - 3 * DAY),
        "c": pin(BRIDGE, "bozuk-yol", reported_at=now - 3 * DAY),
        "d": pin(MARKET, "agac", reported_at=now - 10 * DAY),
        "e": pin(FIELD, "rogar"),
    }
    resolve(letters["c"])
    return letters


# a number is so many days ago, on the day of the test
FILTERS = [
    ({}, "abcde"),
    ({"category": "bozuk-yol"}, "ac"),
    ({"category": "yol"}, "ace"),
    ({"category": "cop,agac"}, "bd"),
    ({"category": ["cop", "agac"]}, "bd"),
    ({"status": "resolved"}, "c"),
    ({"status": "new"}, "abde"),
    ({"neighbourhood": "baglar"}, "ab"),
    ({"neighbourhood": "102,igdir"}, "abd"),
    ({"neighbourhood": "BAĞLAR,ığdır"}, "abd"),
    ({"from": 3}, "abce"),
    ({"from": 2}, "ae"),
    ({"to": 3}, "bcd"),
    ({"from": 5, "to": 3}, "bc"),
    ({"bbox": "29.1,40.98,29.1099,41"}, "abc"),
    ({"bbox": "29.105,40.985,29.105,40.985"}, "c"),
    ({"bbox": "29.1,40.98,29.1099,41", "status": "new", "from": 1}, "a"),
    ({"category": "", "status": "", "from": ""}, "abcde"),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_a_filter_finds_these_and_the_numbers_agree(pins, api, query, expected):
    query = {name: day(v) if isinstance(v, int) else v for name, v in query.items()}
    page = api.get(ISSUES, query).json()
    numbers = {pins[letter].number for letter in expected}
    assert {f["id"] for f in page["features"]} == numbers
    assert page["count"] == len(expected)
    assert api.get(STATISTICS, query).json()["total"] == len(expected)
    if "bbox" not in query:  # a map has a frame of its own
        drawn = json.loads(api.get("/layers/issues.geojson", query).getvalue())
        assert {f["properties"]["number"] for f in drawn["features"]} == numbers


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"category": "ejderha,cop"}, "category", "Unknown: ejderha."),
        ({"status": "done"}, "status", "Unknown: done."),
        ({"neighbourhood": "kadikoy"}, "neighbourhood", "Unknown: kadikoy."),
        ({"from": "2999-01-01"}, "from", "future"),
        ({"from": "01.02.2026"}, "from", "format"),
        ({"from": "2026-02-02", "to": "2026-02-01"}, "to", "before"),
        ({"category": "a\x00b"}, "category", "Null"),
        ({"neighbourhood": "\x00"}, "neighbourhood", "Null"),
        ({"bbox": "1,2,3"}, "bbox", "west,south,east,north"),
        ({"bbox": "a,b,c,d"}, "bbox", "west,south,east,north"),
        ({"bbox": "29.2,40,29.1,41"}, "bbox", "from west to east"),
        ({"bbox": "nan,40,29.1,41"}, "bbox", "from west to east"),
        ({"bbox": "29,40,30,inf"}, "bbox", "within the world"),
    ],
)
@pytest.mark.parametrize("address", [ISSUES, STATISTICS])
def test_a_wrong_filter_is_a_400_that_names_it(town, api, address, query, field, said):
    answer = api.get(address, query)
    assert answer.status_code == 400
    assert said in answer.json()["errors"][field][0]


def test_a_wrong_filter_of_a_page_is_explained_too(town, client):
    answer = client.get("/maps/heatmap/", {"category": "ejderha"})
    assert answer.status_code == 400
    assert "Tanınmıyor: ejderha." in answer.content.decode()


def test_a_feature_is_geojson_with_what_a_reader_needs(pins, api):
    feature = api.get(f"{ISSUES}{pins['c'].number}/").json()
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {"type": "Point", "coordinates": list(BRIDGE)}
    properties = feature["properties"]
    assert properties["category"] == "bozuk-yol"
    assert properties["status"] == "resolved"
    assert properties["neighbourhood"]["name"] == "Dere"
    assert properties["closed_at"] >= properties["reported_at"]


def test_pages_follow_each_other_newest_first_without_gap_or_repeat(pins, api):
    seen, address = [], f"{ISSUES}?page_size=2"
    while address:
        page = api.get(address).json()
        seen += [f["id"] for f in page["features"]]
        address = page["next"]
    assert seen == [pins[letter].number for letter in "eacbd"]


def test_a_page_past_the_end_is_a_404_problem(pins, api):
    answer = api.get(ISSUES, {"page": 99})
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_what_is_not_public_is_in_no_answer(pins, api):
    change_visibility(issue=pins["a"], to=Visibility.REMOVED)
    assert api.get(ISSUES).json()["count"] == 4
    assert api.get(f"{ISSUES}{pins['a'].number}/").status_code == 404


def test_the_list_asks_no_more_queries_for_more_issues(town, api, django_assert_num_queries):
    for _ in range(3):
        pin(answers={"cukur-boyutu": "adim"})
    with django_assert_num_queries(6):  # three of them for the answers
        api.get(ISSUES)
    for where in (SCHOOL, BRIDGE, FIELD):
        pin(where, "cop", answers={"cukur-boyutu": "karis"})
    with django_assert_num_queries(6):
        api.get(ISSUES)


def test_categories_come_with_both_names_and_groups_before_their_own(town, api):
    categories = api.get("/api/v1/categories/").json()
    slugs = [c["slug"] for c in categories]
    assert len(slugs) >= 20
    assert all(slugs.index(c["parent"]) < slugs.index(c["slug"]) for c in categories if c["parent"])
    road = next(c for c in categories if c["slug"] == "bozuk-yol")
    assert (road["name_tr"], road["name"]) == ("Çukur, bozuk yol", "Pothole, broken road")
    assert len({c["open311_code"] for c in categories}) == len(categories)


def test_neighbourhoods_come_with_population(town, api):
    rows = api.get("/api/v1/neighbourhoods/").json()
    assert [(r["name"], r["population"]) for r in rows][:2] == [("Bağlar", 1000), ("Çınar", 2000)]


def test_statistics_of_each_mahalle(pins, api):
    body = api.get(STATISTICS).json()
    rows = {r["name"]: r for r in body["results"]}
    assert rows["Bağlar"] == {
        "code": "102", "name": "Bağlar", "slug": "baglar", "population": 1000,
        "total": 2, "open": 2, "resolved": 0, "per_1000": 2.0,
        "per_1000_lower": 0.24, "per_1000_upper": 7.22, "per_1000_smoothed": 1.02,
    }  # fmt: skip
    assert (rows["Dere"]["open"], rows["Dere"]["resolved"]) == (0, 1)
    assert rows["Ovacık"]["per_1000"] is None
    assert rows["Çınar"]["total"] == 0
    assert (body["outside"], body["total"]) == (0, 5)


def test_statistics_under_a_neighbourhood_name_only_that_one(pins, api):
    body = api.get(STATISTICS, {"neighbourhood": "baglar"}).json()
    assert [r["name"] for r in body["results"]] == ["Bağlar"]
    assert body["total"] == 2


def test_statistics_ask_a_fixed_number_of_queries(pins, api, django_assert_num_queries):
    with django_assert_num_queries(2):
        api.get(STATISTICS)


def test_the_schema_is_valid_openapi_and_names_every_address(db, api):
    answer = api.get("/api/v1/schema/", HTTP_ACCEPT="application/json")
    schema = json.loads(answer.content)
    assert schema["openapi"].startswith("3.")
    assert set(schema["paths"]) == {
        "/api/v1/categories/",
        "/api/v1/issues/",
        "/api/v1/issues/by-id/{issue}/photos/{photo}/",
        "/api/v1/issues/nearby/",
        "/api/v1/issues/{number}/",
        "/api/v1/issues/{number}/support/",
        "/api/v1/neighbourhoods/",
        "/api/v1/neighbourhoods/statistics/",
        "/api/v1/search/",
        "/api/v1/statistics/compare/",
        "/api/v1/statistics/fairness/",
        "/api/v1/statistics/groups/",
        "/api/v1/statistics/heard/",
        "/api/v1/statistics/hotspots/",
        "/api/v1/statistics/indicators/",
        "/api/v1/statistics/indicators/{slug}/",
        "/api/v1/statistics/siting/",
        "/api/v1/statistics/waiting/",
        "/api/v1/statistics/workload/",
    }
    names = {p["name"] for p in schema["paths"]["/api/v1/issues/"]["get"]["parameters"]}
    assert {"category", "status", "neighbourhood", "from", "to", "bbox", "page"} <= names
