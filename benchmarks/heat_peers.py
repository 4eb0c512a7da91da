"""What others make of the same points: SciPy's gaussian_kde here, datashader in a child process."""

import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from scipy.stats import gaussian_kde

from analysis.density import Array, Grid
from benchmarks.measure import progress
from benchmarks.peers import MissingPeersError, peers_python

PAIRS = 300_000_000
"""Points times places that gaussian_kde evaluates, about; a row of the grid at least."""

CHILD = Path(__file__).with_name("datashader_peer.py")
Points = Mapping[str, tuple[Array, Array]]


def measure_gaussian_kde(points: Points, grid: Grid) -> dict[str, Any]:
    """Time gaussian_kde on some rows of the grid, extrapolated to all of them."""
    about = "seconds of `rows` rows, extrapolated linearly to 512; its kernel has the data's shape"
    return {"about": about, **{name: kde_seconds(*xy, grid) for name, xy in points.items()}}


def kde_seconds(x: Array, y: Array, grid: Grid) -> dict[str, Any]:
    """Time gaussian_kde on rows spread over the grid."""
    progress.print("[dim]· gaussian_kde[/dim]")
    columns, rows = grid.centres()
    count = int(np.clip(PAIRS // (len(x) * grid.columns), 1, grid.rows))
    asked = rows[np.linspace(0, grid.rows - 1, count + 2).astype(int)[1:-1]]
    start = time.perf_counter()
    gaussian_kde(np.vstack((x, y)))(np.vstack([np.ravel(a) for a in np.meshgrid(columns, asked)]))
    took = time.perf_counter() - start
    return {"rows": count, "seconds": round(took * grid.rows / count, 2)}


def measure_datashader(points: Points, grid: Grid) -> dict[str, Any]:
    """Time datashader on the same points; without it, say why."""
    about = "counts per pixel, then spread by 10 pixels and shaded: no kernel in metres"
    try:
        return {"about": about, **datashader_seconds(points, grid)}
    except (MissingPeersError, subprocess.CalledProcessError) as error:
        return {"about": about, "failed": getattr(error, "stderr", None) or str(error)}


def datashader_seconds(points: Points, grid: Grid) -> dict[str, Any]:
    """Hand the points to a child in files and return what it prints."""
    progress.print("[dim]· datashader[/dim]")
    with TemporaryDirectory() as folder:
        for name, xy in points.items():
            np.save(Path(folder) / f"{name}.npy", np.vstack(xy))
        ran = subprocess.run(
            [peers_python(), CHILD, folder, json.dumps(asdict(grid))],
            capture_output=True,
            text=True,
            check=True,
        )
    measured: dict[str, Any] = json.loads(ran.stdout)
    return measured
