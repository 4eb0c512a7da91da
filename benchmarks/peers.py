"""What others do with the same pins: plain ST_AsMVT over all of a tile, and tipg."""

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import OperationalError

from benchmarks.servers import Answers, ask, serving
from maps.tiles import TileAddress

PATIENCE = 20
FEATURES = 10_000
HOME = settings.BASE_DIR / ".data" / "peers"

PLAIN = """
SELECT coalesce(ST_AsMVT(pins, 'issues', 4096, 'place'), '')
FROM (
  SELECT number, category_id, status, reported_day::text,
         ST_AsMVTGeom(ST_Transform(location, 3857), ST_TileEnvelope(%(z)s, %(x)s, %(y)s)) AS place
  FROM issues_issue
  WHERE visibility = 'public' AND location && ST_Transform(ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4326)
) AS pins
"""

Tiles = Mapping[int, list[TileAddress]]


class MissingPeersError(Exception):
    """The peers' packages could not be installed; the message says why."""


def peers_python() -> str:
    """Return the Python that has tipg and datashader, installed now if it is not yet.

    Raises:
        MissingPeersError: with the last line of what the installation said.
    """
    setup = subprocess.run(
        [settings.BASE_DIR / "script" / "setup", "--peers"],
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stderr.write(setup.stderr)
    if setup.returncode:
        raise MissingPeersError((setup.stderr.strip().splitlines() or ["script/setup failed"])[-1])
    return str(HOME / "bin" / "python")


def plain_tile(tile: TileAddress, answers: Answers) -> None:
    """Make a tile of all its pins, or give up after PATIENCE."""
    start = time.perf_counter()
    body = b""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{PATIENCE}s"])
            cursor.execute(PLAIN, {"z": tile.z, "x": tile.x, "y": tile.y})
            body = bytes(cursor.fetchone()[0])
    except OperationalError:
        answers.aborted += 1
    answers.add(time.perf_counter() - start, gzip.compress(body))


def measure_plain(tiles: Tiles) -> dict[str, Any]:
    """Time plain ST_AsMVT per zoom, in the database alone."""
    measured: dict[str, Any] = {"about": f"every pin, no clusters; aborted after {PATIENCE} s"}
    for zoom, addresses in tiles.items():
        answers = Answers()
        for tile in addresses:
            plain_tile(tile, answers)
        measured[str(zoom)] = answers.summary()
    return measured


@contextmanager
def tipg(table: str) -> Iterator[int]:
    """Serve a table with tipg, and yield the port."""
    environment = {
        "DATABASE_URL": os.environ["DATABASE_URL"].replace("postgis://", "postgresql://"),
        "TIPG_DB_TABLES": json.dumps([f"public.{table}"]),
        "TIPG_MAX_FEATURES_PER_TILE": str(FEATURES),
    }
    command = [peers_python(), "-m", "uvicorn", "tipg.main:app", "--log-level", "warning"]
    command += ["--port", "{port}"]  # not --fd: then uvicorn leaves Nagle's 40 ms on
    with serving(command, "/healthz", environment=environment, folder=HOME) as port:
        yield port


def tipg_path(table: str, properties: str, tile: TileAddress) -> str:
    """Return a tile's path in tipg, with the properties that our tile has."""
    return (
        f"/collections/public.{table}/tiles/WebMercatorQuad/{tile.z}/{tile.x}/{tile.y}"
        f"?properties={properties}"
    )


def measure_tipg(tiles: Tiles, table: str, properties: str) -> dict[str, Any]:
    """Time tipg per zoom through HTTP; without it, say why."""
    about = f"through HTTP; it leaves out what is over {FEATURES} features of a tile"
    measured: dict[str, Any] = {"about": about}
    try:
        with tipg(table) as port:
            for zoom, addresses in tiles.items():
                paths = [tipg_path(table, properties, tile) for tile in addresses]
                measured[str(zoom)] = ask(port, paths, PATIENCE).summary()
    except (MissingPeersError, HTTPException, OSError) as error:
        measured["failed"] = str(error)
    return measured
