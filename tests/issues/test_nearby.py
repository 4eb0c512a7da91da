"""Open reports near by are offered before a second pin is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from gisdata.crs import WGS84
from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, Precision, PublicIssue, Source
from issues.support.actions import support
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, pin, resolve

NEARBY = "/api/v1/issues/nearby/"
METRE = 1 / 111_000  # of latitude, in degrees


def north_of(place, metres):
    return (place[0], place[1] + metres * METRE)


def asked(api, where=FOUNTAIN, category="bozuk-yol"):
    return api.get(NEARBY, {"longitude": where[0], "latitude": where[1], "category": category})


def found(api, *where):
    return [near["number"] for near in asked(api, *where).json()["results"]]


def test_the_nearest_five_are_told_with_distance_age_support_and_page(town, api):
    issues = [pin(north_of(FOUNTAIN, 5 * (7 - n))) for n in range(7)]
    nearest = issues[-1]
    support(issue=PublicIssue.objects.get(number=nearest.number), supporter=uuid4())
    near = asked(api).json()["results"]
    assert [n["number"] for n in near] == [i.number for i in reversed(issues[2:])]
    assert near[0] == {
        "number": nearest.number,
        "category": "bozuk-yol",
        "category_name": "Pothole, broken road",
        "status": "new",
        "description": "Yolda çukur var.",
        "distance": 5,
        "age": 0,
        "support": 1,
        "supported": False,
        "url": f"/issues/{nearest.number}/",
    }


def test_the_same_category_and_its_group_are_near_and_no_other(town, api):
    same, sister, group = pin(), pin(category="rogar"), pin(category="yol")
    pin(category="cop")
    pin(category="temizlik")
    assert set(found(api)) == {same.number, sister.number, group.number}
    assert set(found(api, FOUNTAIN, "yol")) == {same.number, sister.number, group.number}


def test_closed_old_far_and_vague_ones_are_not_offered(town, api):
    Category.objects.filter(slug="bozuk-yol").update(nearby_metres=30, nearby_days=10)
    resolve(pin())
    pin(reported_at=timezone.now() - timedelta(days=11))
    pin(north_of(FOUNTAIN, 32))
    pin(precision=Precision.NEIGHBOURHOOD)
    near = pin(north_of(FOUNTAIN, 28), reported_at=timezone.now() - timedelta(days=9))
    assert found(api) == [near.number]


@settings(max_examples=30)
@given(
    metres=st.integers(0, 1000),
    pins=st.lists(st.tuples(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01)), max_size=8),
)
def test_the_box_for_the_index_loses_none_within_the_distance(settled_ovacik, metres, pins):
    """PostGIS measures on the geography itself: an independent way to the same answer."""
    with rolled_back():
        here = settled_ovacik
        category = Category.objects.get(slug="bozuk-yol")
        category.nearby_metres = metres
        for east, north in pins:
            pin((here.x + east, here.y + north))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT number FROM public_issues WHERE ST_Distance(location::geography,"
                " ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography) <= %s",
                [here.x, here.y, metres],
            )
            true = {number for (number,) in cursor.fetchall()}
        near = PublicIssue.objects.nearby(here, category)
        assert {issue.number for issue in near} == true


@pytest.fixture
def settled_ovacik(town, settings):
    settings.ACCEPT_OUTSIDE = True
    return Point(*FOUNTAIN, srid=WGS84)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"longitude": None}, "longitude"),
        ({"latitude": "kuzey"}, "latitude"),
        ({"latitude": "nan"}, "latitude"),
        ({"longitude": "inf"}, "longitude"),
        ({"longitude": "2.3", "latitude": "48.8"}, "non_field_errors"),
        ({"longitude": "40.98", "latitude": "29.1"}, "non_field_errors"),
        ({"category": "ejderha"}, "category"),
        ({"category": "a\x00"}, "category"),
        ({"category": None}, "category"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_words(town, api, changed, field):
    query = {"longitude": FOUNTAIN[0], "latitude": FOUNTAIN[1], "category": "bozuk-yol"} | changed
    answer = api.get(NEARBY, {name: value for name, value in query.items() if value is not None})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_a_phone_is_told_what_it_supports_already(town, api):
    issue = pin()
    api.put(f"/api/v1/issues/{issue.number}/support/")
    assert asked(api).json()["results"][0]["supported"] is True


def test_it_asks_the_same_however_many_are_near(town, api):
    pin()
    asked(api)  # a process looks the coordinate system up once
    with CaptureQueriesContext(connection) as one:
        asked(api)
    for _ in range(6):
        pin()
    with CaptureQueriesContext(connection) as many:
        asked(api)
    assert len(one) == len(many) == 2


def test_among_many_pins_an_index_finds_those_near_by(town):
    category = Category.objects.get(slug="bozuk-yol")
    now = timezone.now()
    import_issues(
        issues=[
            ImportedIssue(
                uuid7(), 29.1 + n % 100 * 0.0002, 40.98 + n // 100 * 0.0004, category.pk, "x",
                "new", now, None,
            )
            for n in range(4000)
        ],
        source=Source.IMPORT,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE issues_issue")
    plan = PublicIssue.objects.nearby(Point(*FOUNTAIN, srid=WGS84), category)[:5].explain()
    assert "issues_issue_location" in plan, plan
