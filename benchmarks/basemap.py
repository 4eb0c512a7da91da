"""Tiles of the base map of one district and of many, database and HTTP; beside tipg on the same table.

script/bench basemap [--districts 39] [--tiles 40] [--no-peers]
"""

import argparse
import sys
import time
from collections.abc import Iterator
from math import asinh, isqrt, pi, radians, tan
from typing import Any

from django.core.management import call_command
from shapely.affinity import translate

from benchmarks.measure import peak_memory_mb, progress, report, spread, timed
from benchmarks.peers import Tiles, measure_tipg
from benchmarks.servers import GUNICORN, ask, serving
from gisdata.basemap.feature import MapFeature
from gisdata.sample.basemap import LICENCE, SOURCE, sample_basemap
from maps.basemap.tiles import MAX_ZOOM, basemap_tile
from maps.tiles import TileAddress
from neighbourhoods.basemap.actions import load_basemap
from neighbourhoods.models import Basemap, BasemapFeature, BoundarySet

TARGET = {"database_p95_ms": 50, "http_p95_ms": 80, "largest_bytes": 100_000}
ZOOMS = range(9, MAX_ZOOM + 1)
FRAME = (29.07, 40.96, 29.2, 41.01)
"""Of the sample district, which the tiles are of, however many lie around it."""


def main() -> None:
    """Load a base map of one district and of many, and measure the same tiles of each, then the peer."""
    parser = argparse.ArgumentParser(prog="script/bench basemap", description=__doc__)
    parser.add_argument("--districts", type=int, default=39, help="as many as İstanbul has")
    parser.add_argument("--tiles", type=int, default=40, help="measured per zoom")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if BoundarySet.objects.filter(is_sample=False).exists():
        sys.exit("This database holds a district; a benchmark would take its base map away.")
    tiles = {zoom: tiles_of(zoom) for zoom in ZOOMS}
    measured = {str(n): measure(n, tiles, options.tiles) for n in (1, options.districts)}
    table, properties = BasemapFeature._meta.db_table, "layer,kind,name"
    peers = {} if options.no_peers else {"tipg": measure_tipg(tiles, table, properties)}
    report(
        {
            "benchmark": "basemap",
            "target": TARGET,
            "about": "every tile of one district, each several times where there are few",
            "districts": measured,
            "peers": peers,
        }
    )


def many(districts: int) -> Iterator[MapFeature]:
    """Yield the sample's base map as often as there are districts, side by side, itself first."""
    west, south, east, north = FRAME
    side = isqrt(districts - 1) + 1
    for number in range(districts):
        by = (number % side * (east - west), number // side * (north - south))
        for feature in sample_basemap():
            yield feature._replace(shape=translate(feature.shape, *by))


def tiles_of(zoom: int) -> list[TileAddress]:
    """Return every tile of a zoom that touches the sample district."""
    west, south, east, north = FRAME
    first, last = (tile_at(zoom, *corner) for corner in ((west, north), (east, south)))
    return [
        TileAddress(zoom, x, y)
        for x in range(first.x, last.x + 1)
        for y in range(first.y, last.y + 1)
    ]


def tile_at(zoom: int, longitude: float, latitude: float) -> TileAddress:
    """Return the tile of a place. Source: wiki.openstreetmap.org/wiki/Slippy_map_tilenames."""
    x = (longitude + 180) / 360
    y = (1 - asinh(tan(radians(latitude))) / pi) / 2
    return TileAddress(zoom, int(x * 2**zoom), int(y * 2**zoom))


def measure(districts: int, tiles: Tiles, limit: int) -> dict[str, Any]:
    """Return what loading takes, and per zoom what the database takes, and a request."""
    with timed(f"base map of {districts} districts") as took:
        basemap = load_basemap(features=many(districts), source=SOURCE, licence=LICENCE)
    progress.print("[dim]· its tiles[/dim]")
    with serving(GUNICORN, "/tiles/basemap.json") as port:
        zooms = {zoom: measure_zoom(port, basemap, tiles[zoom], limit) for zoom in ZOOMS}
    return {
        "features": BasemapFeature.objects.count(),
        "load_seconds": took.seconds,
        "peak_memory_mb": peak_memory_mb(),
        "zooms": zooms,
    }


def measure_zoom(
    port: int, basemap: Basemap, tiles: list[TileAddress], limit: int
) -> dict[str, Any]:
    """Measure the tiles of a zoom, over and over where there are few."""
    turns = tiles * max(1, -(-limit // len(tiles)))
    paths = [f"/tiles/basemap/{basemap.key}/{tile.z}/{tile.x}/{tile.y}.mvt" for tile in turns]
    asked = ask(port, paths)
    return {
        "tiles": len(tiles),
        "database": spread([database_seconds(basemap, tile) for tile in turns]),
        "http": spread(asked.seconds),
        "largest_bytes": asked.largest,
    }


def database_seconds(basemap: Basemap, tile: TileAddress) -> float:
    """Return what the query of a tile takes."""
    start = time.perf_counter()
    basemap_tile(basemap.pk, tile).value()
    return time.perf_counter() - start
