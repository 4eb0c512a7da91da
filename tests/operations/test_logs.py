"""One line of JSON for each request, found by its id in web, worker and database, and about nobody."""

import json
import logging
from io import StringIO

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.tasks import forget_uses
from operations.logs import JsonFormatter, impersonal
from operations.requests import current
from tests.district import pin
from tests.issues.test_api_report import ISSUES, report

SECRETS = [
    "ayse@example.org was refused", "0532 123 45 67", "https://example.org/photo?of=ayse",
    "DETAIL:  Key (email)=(x) exists", "/issues/own/0192f0c1-2345-7abc-8def-0123456789ab/",
]  # fmt: skip


@pytest.fixture
def lines():
    """What is logged, as the service writes it at that moment."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_request_leaves_one_line_with_the_pattern_of_its_address_and_no_more(town, client, lines):
    issue = pin()
    answer = client.get(f"/issues/own/{issue.pk}/?q=Ay%C5%9Fe")
    [line] = [line for line in lines() if line["logger"] == "operations.middleware"]
    assert (line["route"], line["method"], line["status"]) == (
        "issues/own/<uuid:id>/",
        "GET",
        200,
    )
    assert line["ms"] > 0
    told = json.dumps(line)
    assert str(issue.pk) not in told
    assert "Ay" not in told
    assert len(answer["X-Request-ID"]) == 16


def test_a_proxys_id_is_kept_and_anything_else_is_not(town, client):
    assert (
        client.get("/rules/", headers={"X-Request-ID": "abc-123-def"})["X-Request-ID"]
        == "abc-123-def"
    )
    assert "\n" not in client.get("/rules/", headers={"X-Request-ID": "a\nb" * 9})["X-Request-ID"]


def test_the_id_stands_in_the_databases_statements(town, client, django_assert_num_queries):
    seen = []
    with connection.execute_wrapper(
        lambda execute, sql, *more: (seen.append(sql), execute(sql, *more))[1]
    ):
        name = client.get("/issues/")["X-Request-ID"]
    assert seen
    assert all(sql.endswith(f"/* {name} */") for sql in seen)
    assert current.get() == ""


def test_the_id_leads_to_the_jobs_that_were_queued(transactional_town, api, lines):
    token = current.set("a-request")
    job = forget_uses.configure(queueing_lock="x").defer(timestamp=0)
    current.reset(token)
    [line] = [line for line in lines() if line["logger"] == "procrastinate.jobs"]
    assert line["request"] == "a-request"
    assert line["message"] == f"jobs_deferred accounts.tasks.forget_uses[{job}]"


def test_an_error_is_told_without_the_address(town, lines, monkeypatch):
    monkeypatch.setattr("config.rules.render", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False)
    answer = client.get("/rules/?secret=1")
    assert answer.status_code == 500
    [line] = [line for line in lines() if line["logger"] == "django.request"]
    assert line["message"] == "GET rules/ failed"
    assert line["request"] == answer["X-Request-ID"]
    assert "ZeroDivisionError" in line["error"]
    assert "secret" not in json.dumps(line)


@pytest.mark.parametrize("text", SECRETS)
def test_what_a_library_quotes_is_left_out(text):
    for part in ("ayse", "532", "own/0192", "(x)"):
        assert part not in impersonal(f"refused:\n{text}")


def test_the_database_quotes_no_row_in_its_own_log(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('log_min_error_statement'), current_setting('log_error_verbosity')"
        )
        assert cursor.fetchone() == ("panic", "terse")


def test_log_ins_are_noted_by_the_number_of_the_account(db, client, lines):
    ayse = User.objects.create_user("ayse", "ayse@example.org")
    client.force_login(ayse)
    client.post("/accounts/logout/")
    noted = [line for line in lines() if line["logger"] == "security"]
    assert [(line["message"], line["account"]) for line in noted] == [
        ("logged in", ayse.pk),
        ("logged out", ayse.pk),
    ]
    assert "ayse" not in json.dumps(noted)


def test_a_report_leaves_nothing_of_itself_in_the_log(town, api, lines):
    sent = report(description="Kapımın önünde", spot="Üçüncü kat")
    assert api.post(ISSUES, sent, format="json").status_code == 201
    told = json.dumps(lines(), ensure_ascii=False)
    for secret in (sent["id"], "Kapımın", "Üçüncü", *map(str, sent["location"]["coordinates"])):
        assert secret not in told
