"""A busy day at once: map, tiles, lists, statistics, reports with photos and e-mails, and what it costs; beside a tenth of it.

script/bench load --pins 1000000 --rate 20 --seconds 600
"""

import argparse
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import shapely
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from uuid_utils.compat import uuid7

from benchmarks.measure import progress, report
from benchmarks.pins import DESCRIPTION, load_unless_there, random_points
from benchmarks.receivers import Inbox, Upload, photo
from benchmarks.servers import GUNICORN, free_port, wake
from gisdata.sample.district import neighbourhoods
from issues.models import OPEN, Category, Issue, PublicIssue, Subscription
from neighbourhoods.models import Neighbourhood

CLIENTS = 32
"""Requests that are under way at once at most; who comes then waits, and the waiting counts."""

EVERY = 5
"""Seconds between two looks at memory and connections."""

WEIGHTS = {
    "tile": 45, "map": 10, "issue": 10, "list": 8, "mahalle": 6, "statistics": 5, "search": 5, "near_by": 4, "support": 3,
    "report_with_photo": 4,
}  # fmt: skip
WORDS = ["cadde", "park", "okul", "Ataturk", "barbaros", "sokak", "mevlana"]


def main() -> None:
    """Load the pins unless they are there, then ask as on a busy day, and as on a quiet one."""
    parser = argparse.ArgumentParser(prog="script/bench load", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    load_unless_there(options.pins)
    inbox = Inbox()
    follow()
    known = Known()
    port = free_port()
    environment = os.environ | {
        "PROXIES": "1", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(inbox.port), "EMAIL_USE_TLS": "off",
        "MEDIA_ROOT": str(Path(".data/bench-media").resolve()),
    }  # fmt: skip
    web = subprocess.Popen(
        [part.format(port=port) for part in GUNICORN], env=environment, stderr=subprocess.DEVNULL
    )
    worker = subprocess.Popen([sys.executable, "manage.py", "procrastinate", "worker"], env=environment, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        wake(web, port, "/")
        quiet = day(port, options.rate / 10, options.seconds / 5, known, web.pid, worker.pid)
        busy = day(port, options.rate, options.seconds, known, web.pid, worker.pid)
    finally:
        for child in (web, worker):
            child.terminate()
            child.wait(timeout=60)
        Issue.objects.filter(pk__in=known.sent).delete()
        Subscription.objects.filter(email="takip@example.org").delete()
    report(
        {
            "benchmark": "load",
            "pins": options.pins,
            "about": "HTTP through gunicorn (two workers of two threads) on loopback; from when a request was due to its last byte",
            "busy": busy,
            "e_mails": sum(inbox.told.times.values()),
            "peers": {"a_tenth": quiet},
        }
    )  # fmt: skip


def follow() -> None:
    """Let somebody follow a category, so that reports make e-mails."""
    Subscription.objects.create(
        email="takip@example.org", category=Category.objects.get(slug="bozuk-yol"), pace="at_once", language="tr",
        confirmed_at=timezone.now(),
    )  # fmt: skip


class Known:
    """What there is to ask for."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(17)
        open_ones = PublicIssue.objects.filter(status__in=OPEN).newest_first()
        self.numbers = [*open_ones.values_list("number", flat=True)[:1000]]
        self.mahalle = [*Neighbourhood.objects.current().values_list("slug", flat=True)]
        points = random_points(1000)
        inside = shapely.union_all([shapely.Polygon(n.ring) for n in neighbourhoods()])
        self.points = points[
            shapely.contains_xy(inside, *points.T)
        ]  # who reports from outside is refused
        self.picture = photo()
        self.sent: list[Any] = []
        connection.close()

    def point(self) -> tuple[float, float]:
        """Return a place where reports are."""
        longitude, latitude = self.points[self.random.integers(len(self.points))]
        return float(longitude), float(latitude)

    def one_of(self, things: list[Any]) -> Any:
        """Return one of some."""
        return things[self.random.integers(len(things))]


Send = Callable[..., bytes]


def tile_at(longitude: float, latitude: float, zoom: int) -> str:
    """Return the tile that holds a place, in the scheme of web maps."""
    count = 2**zoom
    x = int((longitude + 180) / 360 * count)
    y = int((1 - np.arcsinh(np.tan(np.radians(latitude))) / np.pi) / 2 * count)
    return f"{zoom}/{x}/{y}"


def asked(kind: str, known: Known, send: Send) -> None:
    """Ask for one thing of a kind."""
    longitude, latitude = known.point()
    paths: dict[str, Callable[[], str]] = {
        "tile": lambda: (
            f"/tiles/issues/{tile_at(longitude, latitude, int(known.random.integers(11, 18)))}.mvt"
        ),
        "map": lambda: "/",
        "issue": lambda: f"/issues/{known.one_of(known.numbers)}/",
        "list": lambda: f"/issues/?mahalle={known.one_of(known.mahalle)}",
        "mahalle": lambda: f"/neighbourhoods/{known.one_of(known.mahalle)}/",
        "statistics": lambda: "/api/v1/neighbourhoods/statistics/",
        "search": lambda: f"/api/v1/search/?q={quote(known.one_of(WORDS))}",
        "near_by": lambda: (
            f"/api/v1/issues/nearby/?longitude={longitude}&latitude={latitude}&category=bozuk-yol"
        ),
    }
    if kind in paths:
        send("GET", paths[kind]())
    elif kind == "support":
        send("PUT", f"/api/v1/issues/{known.one_of(known.numbers)}/support/")
    else:
        issue = uuid7()
        known.sent.append(issue)
        words = {"id": str(issue), "category": "bozuk-yol", "description": DESCRIPTION, "location": {"type": "Point", "coordinates": [longitude, latitude]}}  # fmt: skip
        send("POST", "/api/v1/issues/", json.dumps(words), "application/json")
        body = encode_multipart(BOUNDARY, {"photo": Upload(known.picture)})
        send("PUT", f"/api/v1/issues/by-id/{issue}/photos/{uuid7()}/", body, MULTIPART_CONTENT)


def day(
    port: int, rate: float, seconds: float, known: Known, web: int, worker: int
) -> dict[str, Any]:
    """Ask at a rate for some seconds, whether or not the answers keep up. Returns what it took."""
    progress.print(f"[dim]· {rate:g} a second for {seconds:g} s …[/dim]")
    due: queue.Queue[tuple[float, str] | None] = queue.Queue()
    took: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    clients = [
        threading.Thread(target=serve_due, args=(due, port, n, known, took, errors))
        for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    watch = Watch(web, worker)
    kinds, weights = [*WEIGHTS], np.array([*WEIGHTS.values()]) / sum(WEIGHTS.values())
    begun = time.perf_counter()
    for n in range(int(rate * seconds)):
        at = begun + n / rate
        time.sleep(
            max(0, at - time.perf_counter())
        )  # the rate: people wait for nobody else's answer
        due.put((at, str(known.random.choice(kinds, p=weights))))
    for _ in clients:
        due.put(None)
    for client in clients:
        client.join()
    lasted = time.perf_counter() - begun
    answered = sum(map(len, took.values()))
    return {
        "asked_per_second": rate,
        "answered_per_second": round(answered / lasted, 2),
        "errors": errors,
        "kinds": {kind: percentiles(took[kind]) for kind in WEIGHTS if took[kind]},
        "processes": watch.stop(),
    }


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Return medians and tails in milliseconds."""
    p50, p95, p99 = (round(float(p) * 1000, 1) for p in np.percentile(seconds, (50, 95, 99)))
    return {"p50_ms": p50, "p95_ms": p95, "p99_ms": p99, "n": len(seconds)}


def serve_due(
    due: "queue.Queue[tuple[float, str] | None]", port: int, number: int, known: Known, took: dict[str, list[float]],
    errors: dict[str, int],
) -> None:  # fmt: skip
    """Ask for what is due, one after the other, until there is no more."""

    def send(method: str, path: str, body: Any = None, kind: str = "") -> bytes:
        network = f"198.51.{number}.{known.random.integers(250)}"
        headers = {"X-Forwarded-For": network, "Accept-Encoding": "gzip"} | (
            {"Content-Type": kind} if kind else {}
        )
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as server:
            server.request(method, path, body, headers)
            answer = server.getresponse()
            content = answer.read()
        if answer.status >= 400:
            raise HTTPException(str(answer.status))
        return content

    while job := due.get():
        at, kind = job
        try:
            asked(kind, known, send)
            took[kind].append(time.perf_counter() - at)
        except (OSError, HTTPException) as error:
            errors[f"{kind}: {error}"] += 1


class Watch:
    """Looks at memory and connections while somebody asks."""

    def __init__(self, web: int, worker: int) -> None:
        self.over = threading.Event()
        self.seen: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.parents = {"web": web, "worker": worker}
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def _look(self) -> None:
        self._note()
        while not self.over.wait(EVERY):
            self._note()
        connection.close()

    def _note(self) -> None:
        for name, parent in self.parents.items():
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            for n, pid in enumerate([str(parent)] if name == "worker" else children):
                self.seen[f"{name} {n + 1}: MB"].append((time.monotonic(), resident(pid)))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            )
            self.seen["connections"].append((time.monotonic(), float(cursor.fetchone()[0])))

    def stop(self) -> dict[str, dict[str, float]]:
        """Return, by process, how much it was at first and at last, and how it grew over the second half."""
        self.over.set()
        self.thread.join()
        return {name: grown(rows) for name, rows in self.seen.items()}


def grown(rows: list[tuple[float, float]]) -> dict[str, float]:
    """Return first, last and largest, and the slope in units a minute over the second half."""
    half = np.array(rows[len(rows) // 2 :])
    slope = np.polyfit(half[:, 0], half[:, 1], 1)[0] * 60 if len(half) > 2 else 0.0
    values = [value for _at, value in rows]
    return {
        "first": values[0],
        "last": values[-1],
        "most": max(values),
        "a_minute": round(float(slope), 2),
    }


def resident(pid: str) -> float:
    """Return the memory of a process in MB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024, 1)
