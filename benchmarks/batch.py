"""Give points of files their mahalle on dask, with 1 and 2 workers; beside geopandas alone.

script/bench batch --pins 5000000
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from benchmarks.measure import peak_memory_mb, report, timed
from benchmarks.pins import random_points
from gisdata.sample.district import neighbourhoods

FILES = 10
PEER = "geopandas"
"""What the process is told that runs the peer alone, so that its memory is its own."""


def main() -> None:
    """Write the files, run the command with 1 and 2 workers, then the peer in a process of its own."""
    parser = argparse.ArgumentParser(prog="script/bench batch", description=__doc__)
    parser.add_argument("--pins", type=int, default=5_000_000)
    parser.add_argument("--peer", choices=[PEER], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peer:
        sys.stdout.write(json.dumps(run_geopandas(asked.folder)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, asked.pins)
        result = {
            "benchmark": "batch assign",
            "pins": asked.pins,
            "files": FILES,
            "workers_1": run_command(folder, 1),
            "workers_2": run_command(folder, 2),
            "peers": {PEER: run_peer(folder)},
        }
    report(result)


def write(folder: Path, pins: int) -> None:
    """Write the points as files, and the boundaries of the sample district beside them."""
    (folder / "in").mkdir()
    for at, points in enumerate(np.array_split(random_points(pins), FILES)):
        table = pa.table({"x": points[:, 0], "y": points[:, 1]})
        pq.write_table(table, folder / "in" / f"{at}.parquet")
    shapes = [shapely.Polygon(n.ring) for n in neighbourhoods()]
    facts = {"code": [n.code for n in neighbourhoods()], "name": [n.name for n in neighbourhoods()]}
    gpd.GeoDataFrame(facts, geometry=shapes, crs=4326).to_file(folder / "areas.geojson")


def run_command(folder: Path, workers: int) -> dict[str, Any]:
    """Run `manage.py batch assign`; memory is that of the command and its workers together, at its peak."""
    out = folder / f"out{workers}"
    words = ["manage.py", "batch", "assign", "--input", folder / "in", "--out", out]
    words += ["--areas", folder / "areas.geojson", "--workers", workers]
    most = 0
    with timed(f"batch assign with {workers}") as took:
        running = subprocess.Popen(  # Python itself, with words of ours
            [sys.executable, *map(str, words)], stdout=subprocess.DEVNULL
        )
        while running.poll() is None:
            most = max(most, memory_of(running.pid))
            psutil.wait_procs([psutil.Process(running.pid)], timeout=0.2)
    inside = sum(
        len(table) - table["mahalle"].null_count
        for table in map(pq.read_table, out.glob("*.parquet"))
    )
    return {"seconds": took.seconds, "peak_memory_mb": round(most / 2**20), "in_a_mahalle": inside}


def memory_of(pid: int) -> int:
    """Return the resident bytes of a process and those below it; of none that ended meanwhile."""
    total = 0
    try:
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            total += process.memory_info().rss
    except psutil.NoSuchProcess:
        return total
    return total


def run_peer(folder: Path) -> dict[str, Any]:
    """Run the peer alone."""
    words = ["-m", "benchmarks", "batch", "--peer", PEER, "--folder", str(folder)]
    with timed(PEER) as took:
        said = subprocess.run(  # Python itself, with words of ours
            [sys.executable, *words], stdout=subprocess.PIPE, check=True
        ).stdout
    return {"seconds": took.seconds, **json.loads(said)}


def run_geopandas(folder: Path) -> dict[str, Any]:
    """Join all points at once, as a notebook would."""
    areas = gpd.read_file(folder / "areas.geojson")
    frame = pd.concat(pd.read_parquet(file) for file in sorted((folder / "in").iterdir()))
    pins = gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["x"], frame["y"]), crs=4326)
    joined = gpd.sjoin(pins, areas, predicate="covered_by")
    joined[["x", "y", "code"]].to_parquet(folder / "peer.parquet")
    return {"peak_memory_mb": peak_memory_mb(), "in_a_mahalle": len(joined)}
