"""The database goes away and comes back: everybody is told, nothing has to be started anew."""

import dataclasses
import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest

from accounts.models import User
from benchmarks.pins import varied_issue
from issues.bulk import import_issues
from issues.models import Category, Issue, Source
from tests.cable import cable_to
from tests.district import FOUNTAIN, pin
from tests.issues.test_api_report import report
from tests.logins import log_in_staff
from tests.second import Second

PAGES = ["/issues/", "/moderation/", "/admin/", "/accounts/me/"]
DATA = ["/api/v1/issues/", "/tiles/issues/14/9517/6143.mvt", "/layers/issues.geojson"]
OTHERS = ["/ogc/collections/issues/items?f=json", "/open311/v2/requests.json"]


@pytest.fixture
def hurried(transactional_town, database_url, monkeypatch):
    """Begin a service whose patience with the database is measured in parts of a second."""
    with ExitStack() as begun:

        def begin(options, url=database_url):
            monkeypatch.setenv("PGOPTIONS", options)
            service = begun.enter_context(closing(Second(url)))
            service.start()
            return service

        yield begin


@pytest.fixture
def few(database_url):
    """The address of the database for somebody who gets two connections and no more."""
    parts = urlsplit(database_url)
    with psycopg.connect(database_url.replace("postgis:", "postgresql:"), autocommit=True) as known:
        known.execute("DROP ROLE IF EXISTS few")
        known.execute(
            f"CREATE ROLE few LOGIN PASSWORD 'few' CONNECTION LIMIT 2 IN ROLE {parts.username}"
        )
        yield f"postgis://few:few@{parts.hostname}:{parts.port}{parts.path}"
        known.execute("DROP ROLE few")


@contextmanager
def held_back(database_url):
    """Let nobody read the reports, as something heavy does that runs beside the service."""
    with psycopg.connect(database_url.replace("postgis:", "postgresql:")) as other:
        other.execute("LOCK TABLE issues_issue IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.fixture
def far(transactional_town, database_url, client):
    """A service on the other end of a cable to the tests' database, and somebody of the staff who is logged in."""
    log_in_staff(client, User.objects.create_superuser("zeynep", "zeynep@example.org"))
    pin(FOUNTAIN)
    parts = urlsplit(database_url)
    with cable_to(parts.hostname, parts.port) as cable:
        url = database_url.replace(f":{parts.port}/", f":{cable.port}/")
        service = Second(url)
        service.cookie = f"sessionid={client.cookies['sessionid'].value}"
        service.start()
        try:
            yield cable, service
        finally:
            service.close()


def asked(service, path, *, method="GET", body=None, cookie=""):
    """What the service answers: status, headers, text."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    headers = {"Cookie": cookie, "Content-Type": "application/json"}
    connection.request(method, path, body, headers)
    with connection.getresponse() as answer:
        told = (answer.status, answer.headers, answer.read().decode(errors="replace"))
    connection.close()
    return told


def test_every_kind_of_address_says_503_and_when_to_come_again_and_recovers_by_itself(far):
    cable, service = far
    sent = json.dumps(report())
    assert asked(service, "/issues/")[0] == 200
    cable.pull()
    for path in [*PAGES, *DATA, *OTHERS]:
        status, headers, text = asked(service, path, cookie=service.cookie)
        assert (path, status, headers["Retry-After"]) == (path, 503, "30")
        assert path not in PAGES or ("meşgulüz" in text and '<html lang="tr"' in text)
    status, headers, text = asked(service, "/api/v1/issues/", method="POST", body=sent)
    assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    assert "Traceback" not in text
    cable.put_back()
    for path in [*PAGES, *DATA, *OTHERS]:
        assert asked(service, path, cookie=service.cookie)[0] in {200, 302}, path
    for expected in (201, 200):
        assert asked(service, "/api/v1/issues/", method="POST", body=sent)[0] == expected
    assert Issue.objects.count() == 2


def test_it_is_looked_for_all_the_time_also_when_a_row_of_tries_has_ended(far):
    cable, service = far
    cable.pull()
    assert asked(service, "/issues/")[0] == 503
    while cable.refused < 12:  # two rows of tries and a bit, each of some four
        cable.wait_for_somebody()
    cable.put_back()
    assert asked(service, "/issues/")[0] == 200


def test_a_database_that_was_started_anew_is_noticed_by_nobody(far):
    cable, service = far
    for _ in range(3):
        assert asked(service, "/issues/")[0] == 200
        cable.cut()
    assert asked(service, "/issues/")[0] == 200


@pytest.mark.parametrize("patience", ["-c lock_timeout=200ms", "-c statement_timeout=1s"])
def test_a_database_that_is_slow_is_waited_for_only_so_long(hurried, database_url, patience):
    pin(FOUNTAIN)
    service = hurried(patience)
    with held_back(database_url):
        for path in ["/issues/", *DATA, *OTHERS]:
            status, headers, _text = asked(service, path)
            assert (path, status, headers["Retry-After"]) == (path, 503, "30")
        sent = json.dumps(report())
        assert asked(service, "/api/v1/issues/", method="POST", body=sent)[0] == 503
    assert asked(service, "/issues/")[0] == 200
    assert asked(service, "/api/v1/issues/", method="POST", body=sent)[0] == 201


def test_who_finds_all_connections_taken_is_told_so_and_the_others_are_served(
    hurried, database_url, few
):
    pin(FOUNTAIN)
    service = hurried("-c lock_timeout=20s", few)
    with ThreadPoolExecutor(3) as people:
        with held_back(database_url):
            asking = [people.submit(asked, service, "/issues/") for _ in range(3)]
            first = next(as_completed(asking)).result()
        answers = sorted(each.result()[0] for each in asking)
    assert (first[0], first[1]["Retry-After"]) == (503, "30")
    assert answers == [200, 200, 503]
    assert asked(service, "/issues/")[0] == 200


def test_a_reader_who_does_not_go_on_reading_holds_no_transaction(hurried, database_url):
    import_issues(
        issues=[dataclasses.replace(varied_issue(FOUNTAIN, Category.objects.first().pk, "new", n), description="uzun " * 400)
                for n in range(6000)],
        source=Source.IMPORT,
    )  # fmt: skip
    service = hurried("-c idle_in_transaction_session_timeout=300ms")
    with socket.create_connection(("127.0.0.1", service.port)) as reader:
        reader.sendall(b"GET /layers/issues.geojson HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert reader.recv(100).startswith(b"HTTP/1.1 200")
        with psycopg.connect(
            database_url.replace("postgis:", "postgresql:"), autocommit=True
        ) as known:
            assert gone_within(known, "10s"), "its transaction is still open"
        told = b"".join(iter(lambda: reader.recv(1_000_000), b""))
    assert not told.endswith(b"0\r\n\r\n"), "cut off in sight"
    assert asked(service, "/issues/")[0] == 200


def gone_within(known, patience):
    """Wait until nobody idles in a transaction any more; PostgreSQL ends the waiting."""
    known.execute(f"SET statement_timeout = '{patience}'")
    known.execute(
        """
        DO $$ BEGIN
          WHILE EXISTS (SELECT 1 FROM pg_stat_activity
                        WHERE state LIKE 'idle in transaction%' AND datname = current_database()) LOOP
            PERFORM pg_sleep(0.02), pg_stat_clear_snapshot();
          END LOOP;
        END $$
        """
    )
    return True
