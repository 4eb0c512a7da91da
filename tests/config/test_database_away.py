"""The database goes away and comes back: everybody is told, nothing has to be started anew."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from accounts.models import User
from issues.models import Issue
from tests.cable import cable_to
from tests.district import FOUNTAIN, pin
from tests.issues.test_api_report import report
from tests.logins import log_in_staff
from tests.second import Second

PAGES = ["/issues/", "/moderation/", "/admin/", "/accounts/me/"]
DATA = ["/api/v1/issues/", "/tiles/issues/14/9517/6143.mvt", "/layers/issues.geojson"]
OTHERS = ["/ogc/collections/issues/items?f=json", "/open311/v2/requests.json"]


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
            service.kill()
            service.bound.close()


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
