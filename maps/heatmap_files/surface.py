"""The density of the reports in a district, and all that must be said beside it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from analysis.density import (
    Array,
    Grid,
    cell_counts,
    grid_over,
    kernel_density,
    scott_bandwidth_of_counts,
)
from maps.heatmap_files.district import TO_METRES, district, shares

HECTARE = 10_000.0
"""Square metres; densities are per hectare, where a district's peaks are small whole numbers."""

REACH = 60.0
"""Metres that a cell of heat may reach over the border with pins that lie inside; it is 58 m wide."""

MOST_CELLS = 4_000_000
"""Cells of a grid beyond which memory and patience end."""


@dataclass(frozen=True)
class Surface:
    """A density on a grid in EPSG:5254.

    `density` is in reports per hectare, 0 where a cell lies wholly outside; `inside` is the part
    of each cell in the district; `bandwidth` is in metres.
    """

    grid: Grid
    density: Array
    inside: Array
    district: BaseGeometry
    bandwidth: float
    reports: int


def surface(content: dict[str, Any]) -> Surface:
    """Compute the density of the cells of heat, corrected at the district's border.

    Raises:
        ValueError: no report lies in the district, or grid and bandwidth do not fit.
    """
    whole = district(content)
    x, y, reports = reports_inside(content, whole)
    bandwidth = content["bandwidth"] or scott_bandwidth_of_counts(x, y, reports)
    grid = _aligned_grid(whole, content["cell"])
    inside = shares(whole, grid)
    per_m2 = kernel_density(
        cell_counts(x, y, grid, reports),
        grid,
        bandwidth=bandwidth,
        kernel=content["kernel"],
        window=inside,
    )
    return Surface(grid, per_m2 * HECTARE, inside, whole, bandwidth, int(reports.sum()))


def reports_inside(content: dict[str, Any], whole: BaseGeometry) -> tuple[Array, Array, Array]:
    """Return x and y in metres and the count of the cells of heat in the district.

    Raises:
        ValueError: there is none.
    """
    latitude, longitude, count = np.array(content["cells"], dtype=np.float64).reshape(-1, 3).T
    x, y = TO_METRES.transform(longitude, latitude)
    inside = shapely.dwithin(whole, shapely.points(x, y), REACH)
    if not inside.any():
        raise ValueError("no report with an exact place lies in the district")
    return x[inside], y[inside], count[inside]


def chosen_bandwidth(content: dict[str, Any]) -> float:
    """Return the bandwidth in metres that Scott's rule gives for the reports.

    Raises:
        ValueError: there are no reports on two spots.
    """
    return scott_bandwidth_of_counts(*reports_inside(content, district(content)))


def method_text(content: dict[str, Any], bandwidth: float) -> str:
    """Return how the density was computed, with the bandwidth in it."""
    method: str = content["words"]["method"]
    return method % {"metres": round(bandwidth)}


def _aligned_grid(whole: BaseGeometry, cell: float) -> Grid:
    """Return the grid over the district, on whole multiples of the cell, so that files align."""
    west, south, east, north = whole.bounds
    room = max(REACH, cell)
    corner = [float(np.floor((side - room) / cell) * cell) for side in (west, south)]
    grid = grid_over((corner[0], corner[1], east + room, north + room), cell)
    if grid.columns * grid.rows > MOST_CELLS:
        raise ValueError(f"cells of {cell:g} m make a grid of more than {MOST_CELLS:,} cells")
    return grid
