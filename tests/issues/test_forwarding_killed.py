"""Reports are sent on to a second instance of this very service that is killed in the middle."""

import http.client
import http.server
import threading
from contextlib import closing, suppress

import pytest
from django.core.cache import cache
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.keys import new_key
from accounts.models import ClientKey
from issues.actions import change_status
from issues.forwarding.pulling import pull
from issues.models import Category, Endpoint, Forward, ForwardMessage, Route, Status, StatusChange
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL, pin
from tests.second import second_instance
from tests.worker import work

CONTAINERS = {"okul": SCHOOL, "pazar": MARKET, "köprü": BRIDGE, "çeşme": FOUNTAIN}
ROUNDS = 20
PUBLISH = (
    "UPDATE issues_issue SET visibility = 'public', updated_at = now() WHERE visibility = 'held'"
)
"""What a moderator there does: our address in a report is a link, and links wait for a person."""

FAULTS = {2: "at once", 4: "unheard", 8: "at once", 11: "unheard"}
"""Of the messages in their order: killed as soon as it has the message, or when it has answered and nobody heard."""


class Line(http.server.BaseHTTPRequestHandler):
    """The line to the second instance, which is cut when that dies."""

    def do_POST(self):
        self.server.count += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.pass_on("POST", body, FAULTS.get(self.server.count))

    def do_GET(self):
        self.pass_on("GET", None, None)

    def pass_on(self, method, body, fault):
        second = self.server.second
        if not second.is_alive:
            return
        with (
            suppress(
                OSError, http.client.HTTPException
            ),  # it died, or who asked has no more patience
            closing(http.client.HTTPConnection("127.0.0.1", second.port, timeout=30)) as there,
        ):
            there.request(method, self.path, body, dict(self.headers))
            if fault == "at once":
                second.kill()
            with there.getresponse() as answer:
                said = answer.read()
            if fault == "unheard":
                second.kill()
                return
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def line(transactional_town):
    """A line to a second instance that knows our key."""
    text, digest = new_key()
    ClientKey.objects.create(name="Ataşehir", digest=digest, scopes=["report", "update"])
    with second_instance() as second:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Line)
        server.daemon_threads = True
        server.second, server.key, server.count = second, text, 0
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
        server.server_close()


def test_nothing_is_lost_and_nothing_doubled_when_the_place_is_killed_in_the_middle(line):
    place = Endpoint.objects.create(
        name="Belediye", url=f"http://127.0.0.1:{line.server_port}/open311/v2", key=line.key,
        takes_updates=True,
    )  # fmt: skip
    Route.objects.create(
        endpoint=place, category=Category.objects.get(slug="cop"), service_code="cop"
    )
    for name, where in CONTAINERS.items():
        issue = pin(where, "cop", description=f"Konteyner taşıyor: {name}")
        change_status(issue=issue, to=Status.ACKNOWLEDGED, note=f"Bakıyoruz: {name}")
        change_status(issue=issue, to=Status.RESOLVED, note=f"Boşaltıldı: {name}")
    line.second.start()
    for _ in range(ROUNDS):
        cache.clear()  # long after: what was slow is asked again
        ProcrastinateJob.objects.filter(status="todo").update(scheduled_at=timezone.now())
        work()
        line.second.database.execute(PUBLISH)
        if not line.second.is_alive:
            line.second.start()
        pull()
        if not ForwardMessage.objects.exclude(state="sent").exists():
            break
    assert set(ForwardMessage.objects.values_list("state", flat=True)) == {"sent"}
    assert line.count > len(FAULTS) + ForwardMessage.objects.count() - 1, "some were sent again"
    there = line.second.database.execute(
        "SELECT number, split_part(description, chr(10), 1), status FROM issues_issue ORDER BY 2"
    ).fetchall()
    numbers = {str(number) for number, _words, _status in there}
    assert numbers == set(Forward.objects.values_list("remote_id", flat=True))
    words = sorted(f"Konteyner taşıyor: {name}" for name in CONTAINERS)
    assert [(said, status) for _number, said, status in there] == [(w, "resolved") for w in words]
    notes = line.second.database.execute(
        "SELECT count(*), count(DISTINCT note), count(DISTINCT source) FROM issues_statuschange"
    ).fetchone()
    assert notes == (8, 8, 1)
    assert StatusChange.objects.count() == 8, "our own answers are no news to us"
