"""A kernel density of filtered pins on 512 by 512 cells; beside SciPy's gaussian_kde and datashader.

script/bench heat --pins 1000000 [--no-peers]
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from django.contrib.gis.db.models import Extent
from django.core.management import call_command
from django.db.models import FloatField, Func
from numpy.typing import NDArray
from pyproj import Transformer

from analysis.density import Array, Grid, cell_counts, kernel_density
from benchmarks.heat_peers import measure_datashader, measure_gaussian_kde
from benchmarks.measure import progress, report, spread
from benchmarks.pins import issue_filter, load_unless_there
from gisdata.crs import METRIC, WGS84
from issues.cells import FINE, FINEST, cells_query
from issues.filters import IssueFilter
from issues.models import PublicIssue
from maps.requests import Query
from neighbourhoods.models import Neighbourhood

TARGET = {"seconds": 0.15, "largest_error_share_of_peak": 0.01}
SIDE, BANDWIDTH = 512, 200.0
REPEATS = 5
CHUNK = 20_000
FILTERS = ("none", "category_group", "whole_months", "open", "category_ragged_45_days")

PLACES = """
SELECT sum(sum_x)::float / sum(count), sum(sum_y)::float / sum(count), sum(exact)::float
FROM ({rows}) AS counted
GROUP BY cell
HAVING sum(exact) > 0
"""

to_metres = Transformer.from_crs(WGS84, METRIC, always_xy=True)


def main() -> None:
    """Load the pins, then measure each filter beside the peers on the same points."""
    parser = argparse.ArgumentParser(prog="script/bench heat", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    seconds = load_unless_there(options.pins)
    grid = district_grid()
    points = {name: raw_points(issue_filter(name)) for name in FILTERS}
    result = {
        "benchmark": "heat",
        "pins": options.pins,
        "target": TARGET,
        "load_seconds": seconds,
        "grid": {"side": SIDE, "cell_m": round(grid.cell, 2), "bandwidth_m": BANDWIDTH},
        "surfaces": {name: measure(name, grid, points[name]) for name in FILTERS},
        "peers": {} if options.no_peers else measure_peers(grid, points),
    }
    report(result)


def district_grid() -> Grid:
    """Return the grid of square cells that covers the district in EPSG:5254."""
    edges = Neighbourhood.objects.current().aggregate(of=Extent("boundary"))["of"]
    west, south, east, north = to_metres.transform_bounds(*edges)
    return Grid(west, south, max(east - west, north - south) / SIDE, SIDE, SIDE)


def raw_points(asked: IssueFilter) -> tuple[Array, Array]:
    """Return x and y in metres of every public pin under a filter."""
    pins = PublicIssue.objects.matching(asked).on_a_point()
    degrees = pins.annotate(
        x=Func("location", function="ST_X", output_field=FloatField()),
        y=Func("location", function="ST_Y", output_field=FloatField()),
    ).values_list("x", "y")
    found = np.fromiter(degrees.iterator(chunk_size=CHUNK), dtype=np.dtype((np.float64, 2)))
    return to_metres.transform(found[:, 0], found[:, 1])


def places(asked: IssueFilter) -> tuple[Array, Array, Array]:
    """Return x and y in metres of the mean place of each cell of 58 m, and its count."""
    rows = Query(*cells_query(asked, FINE)).inside(PLACES).rows()
    across, down, count = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    world = 1 << FINEST
    latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * down / world))))
    x, y = to_metres.transform(across / world * 360 - 180, latitude)
    return x, y, count


def surface(name: str, grid: Grid) -> Array:
    """Return the density under a filter, from the query to the array."""
    x, y, count = places(issue_filter(name))
    return kernel_density(cell_counts(x, y, grid, count), grid, bandwidth=BANDWIDTH)


def measure(name: str, grid: Grid, points: tuple[Array, Array]) -> dict[str, Any]:
    """Measure one filter: seconds, and the error against the exact sum over its pins."""
    progress.print(f"[dim]· heat, filter {name}[/dim]")
    ours = surface(name, grid)
    inside = on_grid(*points, grid)
    exact = exact_density(points[0][inside], points[1][inside], grid)
    beside = exact_density(points[0][~inside], points[1][~inside], grid)
    x, _y, count = places(issue_filter(name))
    return {
        "pins": len(points[0]),
        "pins_beside_the_grid": int((~inside).sum()),
        "pins_in_cells": int(count.sum()),
        "cells": len(x),
        "seconds": seconds_of(lambda: surface(name, grid)),
        "seconds_of_reading_cells": seconds_of(lambda: places(issue_filter(name))),
        "largest_error_share_of_peak": share_of_peak(ours, exact),
        "with_the_pins_beside_the_grid": share_of_peak(ours, exact + beside),
    }


def seconds_of(work: Callable[[], object]) -> dict[str, Any]:
    """Return the median of some runs."""
    took = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return spread(took)


def share_of_peak(surface: Array, exact: Array) -> float | None:
    """Return the largest difference between two surfaces as a share of the exact one's peak."""
    peak = exact.max()
    return round(float(abs(surface - exact).max() / peak), 5) if peak else None


def on_grid(x: Array, y: Array, grid: Grid) -> NDArray[np.bool_]:
    """Tell which points lie on the grid; the others the density leaves out."""
    across, up = (x - grid.west) / grid.cell, (y - grid.south) / grid.cell
    inside: NDArray[np.bool_] = (across >= 0) & (across < SIDE) & (up >= 0) & (up < SIDE)
    return inside


def exact_density(x: Array, y: Array, grid: Grid) -> Array:
    """Return the sum of a Gaussian over every point at every cell's centre, nothing cut off."""
    columns, rows = grid.centres()
    total = np.zeros(grid.shape)
    for start in range(0, len(x), CHUNK):
        some = slice(start, start + CHUNK)
        total += bells(rows, y[some]) @ bells(columns, x[some]).T
    return total


def bells(centres: Array, places: Array) -> Array:
    """Return a normal density of BANDWIDTH at each centre (rows) of each place (columns)."""
    distance = (centres[:, None] - places[None, :]) / BANDWIDTH
    bell: Array = np.exp(-(distance**2) / 2) / (BANDWIDTH * np.sqrt(2 * np.pi))
    return bell


def measure_peers(grid: Grid, points: dict[str, tuple[Array, Array]]) -> dict[str, Any]:
    """Measure the peers on the raw points of each filter that fall on the grid or beside it."""
    return {
        "scipy_gaussian_kde": measure_gaussian_kde(points, grid),
        "datashader": measure_datashader(points, grid),
    }
