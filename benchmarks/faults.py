"""What is acknowledged while web, worker and PostgreSQL are killed at random: is each there once, with all that follows?

script/bench faults --seconds 120 --clients 8
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from shapely import Polygon
from uuid_utils.compat import uuid7

from accounts.keys import new_key
from accounts.models import ClientKey, Webhook
from accounts.webhooks.signing import new_secret
from benchmarks.killed import CLUSTER, CLUSTERS, Database, Part, kill_at_random
from benchmarks.measure import progress, report
from benchmarks.receivers import Hook, Inbox, Upload, photo
from benchmarks.servers import GUNICORN, free_port, wake
from gisdata.sample.district import neighbourhoods
from issues import history
from issues.models import Category, Issue, Photo, StatusChange, Subscription
from issues.photos import photo_file

PATIENCE = 300
"""Seconds after the last fault within which all that waits has to be done."""

WHERE = Polygon(neighbourhoods()[0].ring).representative_point()


@dataclass
class Acknowledged:
    """What the service said yes to."""

    reports: dict[UUID, int] = field(default_factory=dict)
    photos: set[UUID] = field(default_factory=set)
    answers: set[str] = field(default_factory=set)
    tries: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


def main() -> None:
    """Have a cluster of its own, and measure in a process that knows no other."""
    parser = argparse.ArgumentParser(prog="script/bench faults", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=17)
    options = parser.parse_args()
    if "FAULTS_PORT" in os.environ:
        report(
            {"benchmark": "faults", **measured(options, Database(int(os.environ["FAULTS_PORT"])))}
        )
        return
    database = Database(free_port())
    subprocess.run([CLUSTERS, "stop", CLUSTER], check=True)
    shutil.rmtree(f".data/{CLUSTER}", ignore_errors=True)
    try:
        own = {
            "DATABASE_URL": database.start(), "FAULTS_PORT": str(database.port),
            "MEDIA_ROOT": str(Path(f".data/{CLUSTER}/media").resolve()),
        }  # fmt: skip
        command = [sys.executable, "-m", "benchmarks", "faults", *sys.argv[1:]]
        subprocess.run(command, env=os.environ | own, check=True)
    finally:
        subprocess.run([CLUSTERS, "stop", CLUSTER], check=True)


def measured(options: argparse.Namespace, database: Database) -> dict[str, Any]:
    """Report, kill, wait, and count what is there."""
    prepare = [sys.executable, "manage.py", "prepare", "--skip-static"]
    subprocess.run(prepare, check=True, stdout=sys.stderr)
    inbox, hook, said = Inbox(), Hook(), Acknowledged()
    key = listening(hook.port)
    at_first = Issue.objects.count()
    connection.close()
    with serving(inbox) as (port, ways):
        ways |= {
            "PostgreSQL shut down at once": lambda: again(database, signal.SIGQUIT),
            "PostgreSQL killed": lambda: again(database, signal.SIGKILL),
        }
        with reporting(options.clients, port, key, said):
            progress.print(f"[dim]· faults for {options.seconds} s …[/dim]")
            faults = kill_at_random(ways, options.seconds, options.seed)
        waited = wait_until_all_is_done(said, inbox, hook)
    return {
        "faults": faults, "clients": options.clients, "tries": said.tries,
        "reports_per_second": round(len(said.reports) / options.seconds, 1),
        "seconds_until_all_was_told": waited, "table": table(said, at_first, inbox, hook),
    }  # fmt: skip


@contextmanager
def serving(inbox: Inbox) -> Iterator[tuple[int, dict[str, Callable[[], None]]]]:
    """Run web and worker, and yield the port and the ways in which they can be killed."""
    port = free_port()
    environment = {
        "PROXIES": "1", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(inbox.port), "EMAIL_USE_TLS": "off",
        "SITE_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    web = Part("web", [part.format(port=port) for part in GUNICORN], environment)
    worker = Part(
        "worker",
        [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2"],
        environment,
    )
    try:
        wake(web.child, port, "/rules/")
        yield (
            port,
            {
                "a web process killed": web.kill_a_child,
                "web killed": web.kill,
                "worker killed": worker.kill,
            },
        )
    finally:
        web.stop()
        worker.stop()


@contextmanager
def reporting(count: int, port: int, key: str, said: Acknowledged) -> Iterator[None]:
    """Let clients report meanwhile; at the end each has the answer to its last request."""
    over = threading.Event()
    clients = [threading.Thread(target=live, args=(n, port, key, over, said)) for n in range(count)]
    for client in clients:
        client.start()
    yield
    over.set()
    for client in clients:
        client.join()


def again(database: Database, sig: signal.Signals) -> None:
    """End PostgreSQL and start it anew."""
    database.kill(sig)
    database.start()


def listening(hook_port: int) -> str:
    """Let somebody follow all reports and a system be told of them. Returns a key that may answer reports."""
    now = timezone.now()
    for category in Category.objects.filter(slug="bozuk-yol"):
        Subscription.objects.create(
            email="takip@example.org",
            category=category,
            pace="at_once",
            language="tr",
            confirmed_at=now,
        )
    Webhook.objects.create(
        name="ölçüm",
        url=f"http://127.0.0.1:{hook_port}/",
        secret=new_secret(),
        events=["issue.created"],
    )
    text, digest = new_key()
    ClientKey.objects.create(name="ölçüm", digest=digest, scopes=["update"], hourly=1_000_000)
    return text


def live(number: int, port: int, key: str, over: threading.Event, said: Acknowledged) -> None:
    """Report with a photo and have it answered, again and again; what is not answered is sent anew, the same."""
    picture = photo()
    for turn in range(100_000):
        if over.is_set():
            return
        issue, photo_id = uuid7(), uuid7()
        network = {"X-Forwarded-For": f"198.51.{number}.{turn % 250}"}
        words = json.dumps({
            "id": str(issue), "category": "bozuk-yol", "description": f"Ölçüm {number} {turn}",
            "location": {"type": "Point", "coordinates": [WHERE.x, WHERE.y]},
        })  # fmt: skip
        stored = json.loads(
            sent(
                port,
                "POST",
                "/api/v1/issues/",
                words,
                network | {"Content-Type": "application/json"},
                said,
            )
        )
        with said.lock:
            said.reports[issue] = stored["number"]
        body = encode_multipart(BOUNDARY, {"photo": Upload(picture)})
        address = f"/api/v1/issues/by-id/{issue}/photos/{photo_id}/"
        sent(port, "PUT", address, body, network | {"Content-Type": MULTIPART_CONTENT}, said)
        with said.lock:
            said.photos.add(photo_id)
        answer = {"api_key": key, "update_id": str(issue), "service_request_id": stored["number"], "status": "closed", "description": "Bitti."}  # fmt: skip
        form = encode_multipart(BOUNDARY, answer)
        sent(
            port,
            "POST",
            "/open311/v2/servicerequestupdates.json",
            form,
            {"Content-Type": MULTIPART_CONTENT},
            said,
        )
        with said.lock:
            said.answers.add(str(issue))


def sent(
    port: int, method: str, path: str, body: Any, headers: dict[str, str], said: Acknowledged
) -> bytes:
    """Send until it is acknowledged, as the web app does: what fails is the same again a little later."""
    patience = threading.Event()  # nobody sets it: a phone, too, waits before it sends anew
    for attempt in range(1000):
        try:
            server = HTTPConnection("127.0.0.1", port, timeout=30)
            server.request(method, path, body, headers)
            answer = server.getresponse()
            content, status = answer.read(), answer.status
            server.close()
        except (OSError, HTTPException):
            content, status = b"", 0
        with said.lock:
            said.tries[str(status or "no answer")] += 1
        if status in {200, 201}:
            return content
        if status and status not in {429, 500, 502, 503}:
            raise HTTPException(f"{method} {path}: {status} {content[:300]!r}")
        patience.wait(min(0.2 * 2 ** min(attempt, 4), 2))
    raise HTTPException(f"{method} {path}: never acknowledged")


def wait_until_all_is_done(said: Acknowledged, inbox: Inbox, hook: Hook) -> float:
    """Wait until everybody was told of every report. Returns for how many seconds, at most PATIENCE."""
    begun = time.monotonic()
    numbers = set(said.reports.values())
    inbox.told.wait_for(numbers, PATIENCE)
    hook.told.wait_for(numbers, PATIENCE)
    return round(time.monotonic() - begun, 1)


def table(said: Acknowledged, at_first: int, inbox: Inbox, hook: Hook) -> dict[str, Any]:
    """Count what was acknowledged, what is there, what is there twice, and what is lost."""
    known = dict(Issue.objects.filter(pk__in=said.reports).values_list("pk", "number"))
    ours = Issue.objects.filter(description__startswith="Ölçüm ")
    photos = set(Photo.objects.filter(pk__in=said.photos).values_list("pk", flat=True))
    whole = {
        one
        for one in photos
        if photo_file(one).stat().st_size and photo_file(one, small=True).stat().st_size
    }
    answers = StatusChange.objects.filter(issue__in=said.reports).count()
    events = (
        history.events().filter(pgh_obj__in=ours, status="new").values("pgh_obj").distinct().count()
    )
    closed = ours.exclude(status="new").count()
    numbers = set(said.reports.values())
    recount = subprocess.run(
        [sys.executable, "manage.py", "recount", "--check"], capture_output=True, check=False
    )
    described = Counter(ours.values_list("description", flat=True))
    return {
        "reports": row(len(said.reports), sum(said.reports[k] == n for k, n in known.items()), sum(described.values()) - len(described)),
        "photos": row(len(said.photos), len(whole), 0),
        "answers": row(len(said.answers), min(answers, len(said.answers)), answers - ours.exclude(status="new").count()),
        "e-mails": row(len(numbers), len(numbers & set(inbox.told.times)), sum(max(0, count - 2) for count in inbox.told.times.values())),
        "webhooks": row(len(numbers), len(numbers & set(hook.told.times)), sum(hook.told.times.values()) - len(hook.told.times)),
        "history": row(closed, events, 0),
        "rows_that_nobody_sent": Issue.objects.count() - at_first - ours.count(),
        "summaries_equal_their_recount": recount.returncode == 0,
    }  # fmt: skip


def row(acknowledged: int, found: int, doubled: int) -> dict[str, int]:
    """Return a line of the table."""
    return {
        "acknowledged": acknowledged,
        "found": found,
        "doubled": doubled,
        "lost": acknowledged - found,
    }
