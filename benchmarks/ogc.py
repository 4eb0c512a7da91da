"""Features by the OGC API: the first page and page 10,000, and a GeoJSON of 100,000; beside tipg.

script/bench ogc --pins 1000000 [--no-peers]
"""

import argparse
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any

import psutil

from benchmarks.measure import progress, report, spread
from benchmarks.peers import MissingPeersError, tipg
from benchmarks.pins import load, load_unless_there, prepare, random_points
from benchmarks.servers import GUNICORN, ask, serving
from issues.models import PublicIssue

SIZE = 100
TIMES = 40
STREAMED = 100_000
ITEMS = f"/ogc/collections/issues/items?limit={SIZE}"
PIECE = 1 << 16
TARGET = {"last_page_to_first": 1.5, "stream_seconds": 3, "stream_memory_mb": 200}


def main() -> None:
    """Measure the stream on its own number of pins, then the pages on all, then the peer."""
    parser = argparse.ArgumentParser(prog="script/bench ogc", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    prepare()
    load(random_points(min(STREAMED, options.pins)), "load of the pins that are streamed")
    with serving(GUNICORN, "/ogc/") as port:
        stream = streamed(port)
    load_unless_there(options.pins)
    last = last_page()
    paths = {
        "first": f"{ITEMS}&after=0",
        "first_with_its_number_matched": ITEMS,
        "last": f"{ITEMS}&after={last}",
        "filtered": f"{ITEMS}&filter=category='cop'%20AND%20S_INTERSECTS(geometry,BBOX(29.1,40.97,29.12,40.99))",
    }
    with serving(GUNICORN, "/ogc/") as port:
        pages = measured(port, paths)
    peers = {} if options.no_peers else {"tipg": of_tipg(options.pins)}
    report(
        {
            "benchmark": "ogc",
            "pins": options.pins,
            "target": TARGET,
            "page_size": SIZE,
            "pages": options.pins // SIZE,
            "stream": stream,
            "ours": pages | {"last_page_to_first": ratio(pages)},
            "peers": peers,
        }
    )


def streamed(port: int) -> dict[str, Any]:
    """Read all rows as GeoJSON; tell seconds, bytes and the most memory of a process that serves."""
    workers = psutil.Process().children(recursive=True)
    server = HTTPConnection("127.0.0.1", port, timeout=60)
    start, size, most = time.perf_counter(), 0, 0
    server.request("GET", "/layers/issues.geojson")
    answer = server.getresponse()
    while piece := answer.read(PIECE):
        size += len(piece)
        if size % (PIECE * 50) < PIECE:
            most = max(most, *(worker.memory_info().rss for worker in workers))
    seconds = time.perf_counter() - start
    server.close()
    features = PublicIssue.objects.count()
    return {
        "features": features,
        "seconds": round(seconds, 2),
        "megabytes": round(size / 1e6, 1),
        "most_memory_of_a_process_mb": round(most / 1e6),
    }


def last_page() -> int:
    """Return the number behind which the last page begins."""
    numbers = PublicIssue.objects.order_by("-number").values_list("number", flat=True)
    return int(numbers[SIZE])


def measured(port: int, paths: Mapping[str, str]) -> dict[str, Any]:
    """Ask for each page as often, all in turn, so that none has a warmer machine."""
    asked: dict[str, list[float]] = {name: [] for name in paths}
    for _turn in range(4):
        for name, path in paths.items():
            asked[name] += ask(port, [path] * (TIMES // 4)).seconds
    return {name: spread(seconds) for name, seconds in asked.items()}


def ratio(pages: Mapping[str, Any]) -> float:
    """Return how much more the last page takes than the first."""
    return float(round(pages["last"]["p50_ms"] / pages["first"]["p50_ms"], 2))


def of_tipg(pins: int) -> dict[str, Any]:
    """Ask the peer for the same pages of the same table, by offset, which is what it has; without it, say why."""
    own = f"/collections/public.issues_issue/items?limit={SIZE}&sortby=number"
    try:
        with tipg("issues_issue") as port:
            found = measured(port, {"first": own, "last": f"{own}&offset={pins - SIZE}"})
            return found | {"last_page_to_first": ratio(found)}
    except (MissingPeersError, HTTPException, OSError) as error:
        progress.print(str(error))
        return {"failed": str(error)}
