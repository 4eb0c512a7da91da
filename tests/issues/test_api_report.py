"""POST /api/v1/issues/: a report comes in once, or is refused with what to do."""

import json
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from intake.texts import readable
from issues.models import DailyCount, Issue
from issues.querysets import count_differences
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, HILL, SCHOOL

ISSUES = "/api/v1/issues/"


def report(**changes):
    return {
        "id": str(uuid7()),
        "location": {"type": "Point", "coordinates": list(FOUNTAIN)},
        "category": "bozuk-yol",
        "description": "Okulun önünde çukur var.",
    } | changes


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


def test_a_report_is_answered_with_its_number_status_mahalle_and_page(town, api, settings):
    answer = api.post(ISSUES, report(), format="json")
    assert answer.status_code == 201
    body = answer.json()
    assert body["status"] == "new"
    assert body["neighbourhood"] == {"code": "102", "name": "Bağlar", "slug": "baglar"}
    assert body["url"] == f"{settings.SITE_URL}/issues/{body['number']}/"
    assert api.get(f"/issues/{body['number']}/").status_code == 200


def test_a_report_is_in_the_numbers_the_list_and_the_pins_at_once(town, api):
    number = api.post(ISSUES, report(), format="json").json()["number"]
    statistics = api.get("/api/v1/neighbourhoods/statistics/").json()
    assert {r["name"]: r["total"] for r in statistics["results"]}["Bağlar"] == 1
    assert api.get(ISSUES).json()["features"][0]["id"] == number
    pins = json.loads(api.get("/layers/issues.geojson").getvalue())
    assert [f["properties"]["number"] for f in pins["features"]] == [number]


@tried(max_examples=15)
@given(times=st.integers(1, 5), description=st.text().map(readable).filter(str.strip))
def test_the_same_pin_sent_one_to_five_times_is_one_issue(town, api, times, description):
    body = report(description=description)
    with rolled_back():
        answers = [api.post(ISSUES, body, format="json") for _ in range(times)]
        assert [a.status_code for a in answers] == [201] + [200] * (times - 1)
        assert len({a.json()["number"] for a in answers}) == 1
        assert Issue.objects.count() == DailyCount.objects.all().total() == 1


def test_a_retry_with_other_words_changes_nothing(town, api):
    first = report()
    api.post(ISSUES, first, format="json")
    again = api.post(ISSUES, first | {"description": "Başka", "category": "cop"}, format="json")
    assert again.status_code == 200
    assert again.json()["description"] == first["description"]
    assert again.json()["category"] == "bozuk-yol"


@pytest.mark.django_db(transaction=True)
def test_the_same_pin_sent_at_the_same_moment_is_one_issue(transactional_town, api):
    body, start, codes = report(), Barrier(4), []

    def send():
        start.wait()
        codes.append(api.post(ISSUES, body, format="json").status_code)
        connection.close()

    senders = [Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(codes) == [200, 200, 200, 201]
    assert Issue.objects.count() == 1
    assert not count_differences()


def test_outside_the_district_is_refused_with_a_sentence_and_nothing_is_stored(town, api):
    answer = api.post(ISSUES, report(location=point(*HILL)), format="json")
    assert answer.status_code == 400
    assert "outside" in answer.json()["errors"]["location"][0]
    assert not Issue.objects.exists()


@override_settings(ACCEPT_OUTSIDE=True)
def test_outside_is_taken_where_the_setting_allows_it(town, api):
    answer = api.post(ISSUES, report(location=point(*HILL)), format="json")
    assert answer.status_code == 201
    assert answer.json()["neighbourhood"] is None
    assert api.get("/api/v1/neighbourhoods/statistics/").json()["outside"] == 1


@override_settings(PUBLISH_AT_ONCE=False)
def test_under_review_a_report_is_stored_and_not_yet_public(town, api):
    answer = api.post(ISSUES, report(), format="json")
    assert answer.status_code == 201
    assert answer.json()["visibility"] == "held"
    assert api.get(ISSUES).json()["count"] == 0


MANY_POINTS = {"type": "MultiPoint", "coordinates": [list(SCHOOL)] * 10_000}


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"location": point(200, 41)}, "location", "from -180 to 180"),
        ({"location": point(29.1, 91)}, "location", "from -90 to 90"),
        ({"location": point(40.985, 29.105)}, "location", "look swapped"),
        ({"location": point(2.35, 48.85)}, "location", "not in Türkiye"),
        ({"location": point("29", "41")}, "location", "GeoJSON Point"),
        ({"location": point(True, 41)}, "location", "GeoJSON Point"),
        ({"location": point(29.1)}, "location", "GeoJSON Point"),
        ({"location": point(10**400, 41)}, "location", "GeoJSON Point"),
        ({"location": {"type": "Point"}}, "location", "GeoJSON Point"),
        ({"location": "29.1,41"}, "location", "GeoJSON Point"),
        ({"location": None}, "location", "null"),
        ({"location": MANY_POINTS}, "location", "GeoJSON Point"),
        ({"category": "ejderha"}, "category", "ejderha"),
        ({"category": ["cop"]}, "category", ""),
        ({"description": "a" * 1_000_000}, "description", "4000"),
        ({"description": "  "}, "description", "blank"),
        ({"description": "a\x00b"}, "description", "Null"),
        ({"id": "12"}, "id", "UUID"),
        ({"id": str(UUID(int=0))}, "id", "UUID"),
        ({"id": 12}, "id", "UUID"),
        ({"id": True}, "id", "UUID"),
        ({"category": "a\x00b"}, "category", "does not exist"),
        ({"category": 12}, "category", "does not exist"),
        ({"reported_at": "2999-01-01T00:00:00Z"}, "reported_at", "future"),
        ({"reported_at": "2001-01-01T00:00:00Z"}, "reported_at", "30 days"),
        ({"reported_at": "yesterday"}, "reported_at", "format"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_stored(town, api, changes, field, said):
    answer = api.post(ISSUES, report(**changes), format="json")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 400
    assert list(problem["errors"]) == [field]
    assert said in str(problem["errors"][field])
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "",
        "[]",
        "null",
        '"x"',
        '{"id": NaN}',
        '{"location": {"coordinates": [NaN, 1]}}',
        "\xff",
    ],
)
def test_malformed_json_is_a_clear_400(town, api, body):
    answer = api.post(ISSUES, body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert not Issue.objects.exists()


def test_ten_thousand_reports_in_one_request_are_refused(town, api):
    answer = api.post(ISSUES, [report()] * 10_000, format="json")
    assert answer.status_code in {400, 413}
    assert not Issue.objects.exists()


def test_a_body_past_the_limit_is_refused_unread(town, api):
    answer = api.post(ISSUES, report(description="a" * 3_000_000), format="json")
    assert answer.status_code == 413
    assert "at most" in answer.json()["detail"]


def test_another_content_type_is_told_which_is_wanted(town, api):
    answer = api.post(ISSUES, "id=1", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 415


def test_errors_are_turkish_unless_english_is_asked_for(town, api):
    bad = report(location=point(40.985, 29.105))
    turkish = api.post(ISSUES, bad, format="json", HTTP_ACCEPT_LANGUAGE="tr")
    assert "önce boylam" in str(turkish.json()["errors"])


def test_a_clock_that_is_a_little_fast_is_forgiven(town, api):
    soon = (timezone.now() + timedelta(minutes=3)).isoformat()
    answer = api.post(ISSUES, report(reported_at=soon), format="json")
    assert answer.status_code == 201
    assert Issue.objects.get().reported_at <= timezone.now()


def test_brackets_without_end_are_no_report_and_no_error_of_ours(town, api):
    answer = api.post(ISSUES, "[" * 100_000, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
