"""Run in .data/peers by benchmarks/heat_peers.py: times datashader on the points of .npy files."""

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import datashader as ds
import numpy as np
import pandas as pd
from datashader import transfer_functions as tf

REPEATS = 5
PIXELS = 10  # the grid's cells of about 20 m make them 200 m


def canvas(grid: dict[str, Any]) -> Any:
    """Return datashader's canvas of the same cells."""
    east = grid["west"] + grid["cell"] * grid["columns"]
    north = grid["south"] + grid["cell"] * grid["rows"]
    return ds.Canvas(
        grid["columns"], grid["rows"], x_range=(grid["west"], east), y_range=(grid["south"], north)
    )


def measure(file: Path, on: Any) -> dict[str, float | int]:
    """Count the points per pixel and draw them: the first time, compiling, and the median then."""
    x, y = np.load(file)
    points = pd.DataFrame({"x": x, "y": y})
    counting, drawing = [], []
    for _ in range(REPEATS + 1):
        start = time.perf_counter()
        counts = on.points(points, "x", "y", agg=ds.count())
        counted = time.perf_counter()
        tf.shade(tf.spread(counts, px=PIXELS))
        counting.append(counted - start)
        drawing.append(time.perf_counter() - start)
    return {
        "counted": int(counts.sum()),
        "seconds_counts": round(statistics.median(counting[1:]), 4),
        "seconds": round(statistics.median(drawing[1:]), 4),
        "seconds_first_time": round(drawing[0], 2),
    }


if __name__ == "__main__":
    same = canvas(json.loads(sys.argv[2]))
    files = sorted(Path(sys.argv[1]).glob("*.npy"))
    sys.stdout.write(json.dumps({file.stem: measure(file, same) for file in files}))
