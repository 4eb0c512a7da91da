"""Tiles of the reports' layer per zoom and filter, database and HTTP; beside ST_AsMVT and tipg.

script/bench tiles --pins 1000000 [--tiles 40] [--no-peers]
"""

import argparse
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pyogrio
from django.db import connection

from benchmarks.inserts import SUMMARIES_OFF_FOR, bulk_loads, single_inserts
from benchmarks.measure import progress, report, spread
from benchmarks.peers import Tiles, measure_plain, measure_tipg
from benchmarks.pins import FILTERS, issue_filter, load, prepare, random_points
from benchmarks.servers import GUNICORN, ask, serving
from issues.cells import FINEST
from issues.models import PublicIssue
from issues.querysets import count_differences
from maps.layers import ISSUES
from maps.parameters import layer_request
from maps.tiles import TileAddress

TARGET = {"database_p95_ms": 25, "http_p95_ms": 40, "largest_bytes": 150_000}
ZOOMS = range(9, 19)
FEW_ZOOMS = range(9, 15)
"""Zooms of which every tile is measured, and counted."""

SLOW_ZOOMS = range(9, 14)
"""Zooms of which the peers make three tiles only."""


def main() -> None:
    """Load the pins, measure every filter and zoom, then the peers."""
    parser = argparse.ArgumentParser(prog="script/bench tiles", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000)
    parser.add_argument("--tiles", type=int, default=40, help="measured per filter and zoom")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    prepare()
    points = random_points(options.pins)
    loads = bulk_loads(points[:SUMMARIES_OFF_FOR])
    seconds = load(points, "load of all pins, summaries kept")
    every = every_tile()
    measured = measure_filters(every, options.tiles)
    result = {
        "benchmark": "tiles",
        "pins": options.pins,
        "target": TARGET,
        "about": "no filter: every tile up to zoom 14; where tiles are fewer than n, each several times",
        "load": {"seconds": seconds, **loads},
        "single_insert": single_inserts(points),
        "counts_that_differ_from_a_recount": count_differences(),
        "public_pins": PublicIssue.objects.count(),
        "counted_in_all_tiles": {zoom: counted(tiles) for zoom, tiles in every.items()},
        "worst": worst(measured),
        "tiles": measured,
        "peers": {} if options.no_peers else measure_peers(options.tiles),
    }
    report(result)


def every_tile() -> dict[int, list[TileAddress]]:
    """Return every tile that holds pins, of the zooms that have few."""
    tiles = {}
    for zoom in FEW_ZOOMS:
        with connection.cursor() as cursor:
            shift = 2 * (FINEST - zoom)
            cursor.execute("SELECT DISTINCT morton >> %s FROM public_issues ORDER BY 1", [shift])
            tiles[zoom] = [tile_of(code, zoom) for (code,) in cursor]
    return tiles


def tile_of(code: int, zoom: int) -> TileAddress:
    """Return the tile whose Morton code at its zoom is `code`."""
    x, y = (sum((code >> 2 * bit + odd & 1) << bit for bit in range(zoom)) for odd in (0, 1))
    return TileAddress(zoom, x, y)


def random_tiles(name: str, limit: int) -> Iterator[tuple[int, list[TileAddress]]]:
    """Yield each zoom with different tiles, each that of a random pin under the filter."""
    matching = PublicIssue.objects.matching(issue_filter(name))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.17)")
    mortons = list(matching.order_by("?").values_list("morton", flat=True)[:20_000])
    for zoom in ZOOMS:
        codes = dict.fromkeys(morton >> 2 * (FINEST - zoom) for morton in mortons)
        yield zoom, [tile_of(code, zoom) for code in [*codes][:limit]]


def measure_filters(every: Tiles, limit: int) -> dict[str, Any]:
    """Return per filter and zoom what the database takes, and a request."""
    measured: dict[str, Any] = {}
    with serving(GUNICORN, "/tiles/issues/9/0/0.mvt") as port:
        for name in FILTERS:
            progress.print(f"[dim]· tiles, filter {name}[/dim]")
            tiles = dict(random_tiles(name, limit)) | (dict(every) if name == "none" else {})
            measured[name] = {z: measure_zoom(port, name, tiles[z], limit) for z in ZOOMS}
    return measured


def measure_zoom(port: int, name: str, tiles: list[TileAddress], limit: int) -> dict[str, Any]:
    """Measure tiles, over and over where there are few; all of them once at least."""
    if not tiles:
        return {"tiles": 0}
    turns = tiles * max(1, -(-limit // len(tiles)))
    query = urlencode(FILTERS[name])
    paths = [f"/tiles/issues/{tile.z}/{tile.x}/{tile.y}.mvt?{query}" for tile in turns]
    asked = ask(port, paths)
    return {
        "tiles": len(tiles),
        "database": spread([database_seconds(name, tile) for tile in turns]),
        "http": spread(asked.seconds),
        "largest_bytes": asked.largest,
    }


def database_seconds(name: str, tile: TileAddress) -> float:
    """Return what the queries of a tile take, the parsing of its filter aside."""
    request = layer_request(ISSUES, FILTERS[name])
    start = time.perf_counter()
    ISSUES.tile(ISSUES, request, tile).value()
    return time.perf_counter() - start


def counted(tiles: list[TileAddress]) -> int:
    """Return the sum of `count` over all clusters and pins of tiles, read by GDAL."""
    request = layer_request(ISSUES, {})
    bodies = [bytes(ISSUES.tile(ISSUES, request, tile).value()) for tile in tiles]
    columns = (pyogrio.raw.read(body, columns=["count"], read_geometry=False) for body in bodies)
    return sum(int(column[3][0].sum()) for column in columns)


def worst(measured: dict[str, Any]) -> dict[str, Any]:
    """Return the largest of each target's figure, and where it is."""
    found = [
        (f"{name} z{zoom}", zoomed)
        for name, zooms in measured.items()
        for zoom, zoomed in zooms.items()
        if zoomed["tiles"]
    ]
    figures = {
        "database_p95_ms": [(zoomed["database"]["p95_ms"], where) for where, zoomed in found],
        "http_p95_ms": [(zoomed["http"]["p95_ms"], where) for where, zoomed in found],
        "largest_bytes": [(zoomed["largest_bytes"], where) for where, zoomed in found],
    }
    return {name: dict(zip(("is", "at"), max(each), strict=True)) for name, each in figures.items()}


def measure_peers(limit: int) -> dict[str, Any]:
    """Measure the peers on the same random tiles without a filter, on three of the low zooms."""
    tiles = {
        z: found[: 3 if z in SLOW_ZOOMS else limit] for z, found in random_tiles("none", limit)
    }
    properties = "number,category_id,status,reported_day"
    return {
        "plain_st_asmvt": measure_plain(tiles),
        "tipg": measure_tipg(tiles, "issues_issue", properties),
    }
