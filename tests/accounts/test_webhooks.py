"""Webhooks: other systems are told of events, signed, at least once, and of nothing that is not public."""

import http.server
import json
import re
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Delivery, Webhook
from accounts.tasks import MOST_STARTS, restart_stalled
from accounts.webhooks import tasks
from accounts.webhooks.actions import send_again
from accounts.webhooks.signing import is_genuine, signature
from accounts.webhooks.tasks import MOST_ATTEMPTS, NotTakenError, deliver, forget_deliveries
from issues.actions import change_status, change_visibility
from issues.models import Status, Visibility
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, pin
from tests.logins import log_in_staff
from tests.worker import at_work, work
from tests.workinggroups.meetings import decided
from tests.workinggroups.people import whole_group
from workinggroups.decisions.actions import close_vote
from workinggroups.models import Way

EVERYTHING = list(Webhook.Event.values)


class Hook(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers as it is told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 200
        if status == "hang":
            self.server.hangs.set()
            self.server.slow.wait()
            return
        if status == "drip":
            for letter in b"HTTP/1.1 200 OK" * 10:
                self.wfile.write(bytes([letter]))
                self.server.slow.wait(0.1)
            return
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def hook():
    """Another system on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.daemon_threads = True
    server.taken, server.answers, server.slow = [], [], threading.Event()
    server.hangs = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.slow.set()
    server.shutdown()
    server.server_close()


def listening(hook, events=EVERYTHING, **facts):
    url = f"http://127.0.0.1:{hook.server_port}/"
    return Webhook.objects.create(name="Belediye", url=url, secret="s", events=events, **facts)


def deliver_all():
    for job in ProcrastinateJob.objects.filter(task_name__endswith="webhooks.tasks.deliver"):
        deliver(**job.args)


def test_a_public_report_and_its_answer_arrive_signed_through_the_worker(transactional_town, hook):
    webhook = listening(hook)
    issue = pin(FOUNTAIN, "cop")
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Ekip yolda.")
    work()
    events = []
    for headers, body in hook.taken:
        moment = int(headers["X-Ortak-Harita-Timestamp"])
        sent = headers["X-Ortak-Harita-Signature"]
        now = int(time.time())
        known = {"secret": webhook.secret, "moment": moment, "sent": sent, "now": now}
        assert is_genuine(body=body, **known)
        assert not is_genuine(body=body + b" ", **known)
        assert not is_genuine(body=body, **(known | {"now": now + 3600}))
        told = json.loads(body)
        assert told["id"] == headers["X-Ortak-Harita-Delivery"]
        assert told["data"]["number"] == issue.number
        events.append(told["event"])
    assert sorted(events) == ["issue.created", "issue.status_changed"]
    assert {d.state for d in Delivery.objects.all()} == {"sent"}


def test_what_a_worker_was_sending_when_it_was_killed_is_sent_by_the_next(transactional_town, hook):
    listening(hook, ["issue.created"])
    pin(FOUNTAIN)
    hook.answers = ["hang"]
    worker = at_work()
    assert hook.hangs.wait(60)
    worker.kill()
    worker.join()
    with connection.cursor() as cursor:  # half a minute later
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 s'")
    restart_stalled.configure(queueing_lock="now").defer(timestamp=0)
    work()
    work()
    assert {d.state for d in Delivery.objects.all()} == {"sent"}
    assert len({headers["X-Ortak-Harita-Delivery"] for headers, _body in hook.taken}) == 1


@pytest.mark.parametrize(
    ("starts", "status"), [(MOST_STARTS - 1, "succeeded"), (MOST_STARTS, "failed")]
)
def test_a_job_that_kills_each_worker_is_not_started_for_ever(
    transactional_town, hook, starts, status
):
    listening(hook, ["issue.created"])
    pin(FOUNTAIN)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = %s", [starts])
    restart_stalled.configure(queueing_lock="now").defer(timestamp=0)
    work()
    work()
    [job] = ProcrastinateJob.objects.filter(task_name__endswith="webhooks.tasks.deliver")
    assert job.status == status


def test_what_is_undone_was_never_announced(town, hook):
    listening(hook)
    with rolled_back():
        pin(FOUNTAIN)
        assert Delivery.objects.count() == 1
    assert not Delivery.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name__endswith="deliver").exists()


def test_only_what_is_wanted_is_announced(town, hook):
    listening(hook, ["decision.published"])
    listening(hook, is_active=False)
    pin(FOUNTAIN)
    assert not Delivery.objects.exists()


def test_of_what_is_not_public_when_it_is_sent_nothing_is_told(town, hook):
    listening(hook)
    issue = pin(FOUNTAIN)
    change_visibility(issue=issue, to=Visibility.REMOVED)
    deliver_all()
    assert not hook.taken
    assert [d.state for d in Delivery.objects.all()] == ["dropped"]


def test_a_held_report_is_announced_once_it_is_public(town, hook):
    listening(hook)
    issue = pin(FOUNTAIN, description="Beni arayın: 0532 123 45 67")
    assert not Delivery.objects.exists()
    change_visibility(issue=issue, to=Visibility.PUBLIC)
    assert [d.event for d in Delivery.objects.all()] == ["issue.created"]


def test_a_decision_is_told_when_it_is_made_and_not_while_it_is_voted_on(town, hook):
    listening(hook, ["decision.published"])
    group = whole_group()
    decided(group)
    vote = decided(group, way=Way.OPEN_VOTE)
    assert Delivery.objects.count() == 1
    close_vote(decision=vote, dissent="")
    deliver_all()
    outcomes = {json.loads(body)["data"]["outcome"] for _headers, body in hook.taken}
    assert outcomes == {"adopted", "rejected"}


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_is_not_taken_is_tried_again_under_the_same_id_and_given_up_in_the_end(
    town, hook, status
):
    listening(hook)
    hook.answers = [status] * MOST_ATTEMPTS
    pin(FOUNTAIN)
    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(NotTakenError):
            deliver_all()
    deliver_all()
    [delivery] = Delivery.objects.all()
    assert (delivery.state, delivery.attempts, delivery.said) == (
        "dead",
        MOST_ATTEMPTS,
        str(status),
    )
    assert len({headers["X-Ortak-Harita-Delivery"] for headers, _body in hook.taken}) == 1
    send_again(delivery=delivery)
    deliver_all()
    delivery.refresh_from_db()
    assert delivery.state == "sent"
    deliver_all()
    assert len(hook.taken) == MOST_ATTEMPTS + 1, "what has arrived is not sent again"


def test_a_server_that_says_a_letter_now_and_then_does_not_hold_the_worker(town, hook, monkeypatch):
    monkeypatch.setattr(tasks, "LONGEST", 0.5)
    listening(hook)
    hook.answers = ["drip"]
    pin(FOUNTAIN)
    began = time.monotonic()
    with pytest.raises(NotTakenError):
        deliver_all()
    assert time.monotonic() - began < 5


def test_an_address_that_nobody_answers_at_is_told_in_the_log(town, hook):
    listening(hook)
    hook.shutdown()
    hook.server_close()
    pin(FOUNTAIN)
    with pytest.raises(NotTakenError):
        deliver_all()
    assert "refused" in Delivery.objects.get().said


def test_the_log_is_forgotten_in_time(town, hook):
    listening(hook)
    for days in (100, 80):
        pin(FOUNTAIN)
        ended = timezone.now() - timedelta(days=days)
        Delivery.objects.filter(ended_at=None).update(state="sent", ended_at=ended)
    pin(FOUNTAIN)
    forget_deliveries(timestamp=0)
    assert Delivery.objects.count() == 2


def test_a_signature_is_of_the_moment_and_of_every_byte():
    known = {"secret": "s", "moment": 1000, "body": b"{}"}
    told = signature(**known)
    for other in ({"secret": "t"}, {"moment": 1001}, {"body": b"{ }"}):
        assert signature(**(known | other)) != told


def test_the_guide_s_check_takes_what_is_signed_here_and_nothing_old():
    page = (settings.BASE_DIR / "docs/neighbours/webhooks.md").read_text()
    [code] = re.findall(r"```python\n(.*?)```", page, re.S)
    guide = {}
    exec(code, guide)
    for age, is_taken in ((0, True), (4000, False)):
        moment = int(time.time()) - age
        sent = signature(secret="s", moment=moment, body=b"{}")
        headers = {"X-Ortak-Harita-Timestamp": str(moment), "X-Ortak-Harita-Signature": sent}
        assert guide["is_genuine"]("s", headers, b"{}") is is_taken
        assert not guide["is_genuine"]("s", headers, b"{ }")


def test_the_admin_shows_a_secret_once_and_refuses_other_schemes(zeynep, client):
    log_in_staff(client, zeynep)
    fields = {
        "name": "Belediye",
        "url": "https://example.org/",
        "events": EVERYTHING,
        "is_active": "on",
    }
    page = client.post("/admin/accounts/webhook/add/", fields, follow=True).content.decode()
    made = Webhook.objects.get()
    assert made.secret in page
    assert (
        made.secret not in client.get(f"/admin/accounts/webhook/{made.pk}/change/").content.decode()
    )
    client.post("/admin/accounts/webhook/add/", fields | {"url": "ftp://example.org/"})
    assert Webhook.objects.count() == 1


def test_the_admin_sends_again_what_was_given_up(zeynep, client, hook):
    webhook = listening(hook)
    dead = Delivery.objects.create(
        id="0198c0de-1c1a-7abc-8def-0123456789ab",
        webhook=webhook,
        event="issue.created",
        about="1",
        state="dead",
    )
    log_in_staff(client, zeynep)
    chosen = {"action": "again", "_selected_action": [str(dead.pk)]}
    page = client.post("/admin/accounts/delivery/", chosen, follow=True)
    assert page.status_code == 200
    dead.refresh_from_db()
    assert dead.state == "waiting"
