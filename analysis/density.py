"""Kernel density in metres on a grid: points in, a surface out.

Coordinates are metres of a projected CRS (EPSG:5254 here), densities are per m². The points are
first counted in the cells of the grid, then the counts are smoothed, so the cost grows with the
grid and, only by the counting, with the points. Source: B. W. Silverman, Density Estimation for
Statistics and Data Analysis (1986), chapters 4 and 2.10 for the border.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.signal import fftconvolve

Array = NDArray[np.float64]

GAUSSIAN, QUARTIC = "gaussian", "quartic"
QUARTIC_RADIUS = 8**0.5
"""The radius of a quartic kernel of the same variance as a Gaussian one, in bandwidths: 2.83."""

MICROMETRE = 1e-6
"""Metres below which spots are one: what rounding makes of equal coordinates."""

REACH = 6.0
"""Bandwidths after which a Gaussian kernel is cut off (6e-9 of its mass is lost)."""


@dataclass(frozen=True)
class Grid:
    """Square cells of ``cell`` metres; row 0 is the southernmost, column 0 the westernmost."""

    west: float
    south: float
    cell: float
    columns: int
    rows: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, the shape of every surface on this grid."""
        return self.rows, self.columns

    def centres(self) -> tuple[Array, Array]:
        """Return the x of each column's centre and the y of each row's."""
        x = self.west + (np.arange(self.columns, dtype=np.float64) + 0.5) * self.cell
        y = self.south + (np.arange(self.rows, dtype=np.float64) + 0.5) * self.cell
        return x.astype(np.float64), y.astype(np.float64)


def grid_over(bounds: tuple[float, float, float, float], cell: float) -> Grid:
    """Return the grid of ``cell`` metres that covers west, south, east, north."""
    west, south, east, north = bounds
    columns, rows = (max(1, int(np.ceil(side / cell))) for side in (east - west, north - south))
    return Grid(west, south, cell, columns, rows)


def cell_counts(x: Array, y: Array, grid: Grid, weights: Array | None = None) -> Array:
    """Share each point (or its weight) among the four nearest cell centres, by closeness.

    Source: linear binning, M. P. Wand, Fast computation of multivariate kernel estimators (1994).
    Points outside the grid are left out; the sum of the result is that of the points inside.
    """
    across, up = (x - grid.west) / grid.cell, (y - grid.south) / grid.cell
    inside = (across >= 0) & (across < grid.columns) & (up >= 0) & (up < grid.rows)
    weight = np.ones(inside.sum()) if weights is None else weights[inside]
    column, right = _shares(across[inside])
    row, above = _shares(up[inside])
    counts = np.zeros(grid.rows * grid.columns)
    for d_row, part_row in ((0, 1 - above), (1, above)):
        for d_column, part_column in ((0, 1 - right), (1, right)):
            index = np.clip(row + d_row, 0, grid.rows - 1) * grid.columns
            index += np.clip(column + d_column, 0, grid.columns - 1)
            counts += np.bincount(index, weight * part_row * part_column, minlength=counts.size)
    return counts.reshape(grid.shape)


def _shares(place: Array) -> tuple[NDArray[np.int64], Array]:
    """Return the cell whose centre is just below a place, and the share of the next one."""
    below = np.floor(place - 0.5)
    return below.astype(np.int64), place - 0.5 - below


def kernel_density(
    counts: Array,
    grid: Grid,
    *,
    bandwidth: float,
    kernel: str = GAUSSIAN,
    window: Array | None = None,
) -> Array:
    """Return the density per m² at each cell's centre.

    Args:
        counts: points or weight per cell, of the grid's shape (see `cell_counts`).
        grid: where the cells are.
        bandwidth: standard deviation of the kernel in metres, more than half a cell.
        kernel: "gaussian" or "quartic" (of the same variance, so its radius is 2.83 bandwidths).
        window: the part of each cell (0 to 1) that belongs to the district. Then the density is
            divided by the kernel's mass inside it, so that a border does not look emptier than
            it is, and is 0 where the window is.

    Raises:
        ValueError: an unknown kernel, or a bandwidth too small for the grid.
    """
    density = _smoothed(counts, grid, bandwidth, kernel) / grid.cell**2
    if window is None:
        return density
    mass = _smoothed(window, grid, bandwidth, kernel)
    corrected = np.zeros_like(density)
    np.divide(density, mass, out=corrected, where=(window > 0) & (mass > 0))
    return corrected


def scott_bandwidth(x: Array, y: Array) -> float:
    """Return Scott's rule for two dimensions: n^(-1/6) times the mean standard deviation, in m.

    Source: D. W. Scott, Multivariate Density Estimation (1992), 6.3.

    Raises:
        ValueError: fewer than two points, or all on one spot.
    """
    return scott_bandwidth_of_counts(x, y, np.ones(len(x)))


def scott_bandwidth_of_counts(x: Array, y: Array, counts: Array) -> float:
    """Return Scott's rule where ``counts`` points lie on each spot, in metres.

    Raises:
        ValueError: fewer than two points, or all on one spot.
    """
    points = counts.sum()
    variances = [_variance(axis, counts) for axis in (x, y)] if points > 1 else [0.0]
    spread = float(np.sqrt(np.mean(variances)))
    if spread < MICROMETRE:
        raise ValueError("a bandwidth by rule needs points on at least two spots; give one")
    return float(points ** (-1 / 6) * spread)


def _variance(axis: Array, counts: Array) -> float:
    distance = axis - np.average(axis, weights=counts)
    return float(np.sum(counts * distance**2) / (counts.sum() - 1))


def _smoothed(surface: Array, grid: Grid, bandwidth: float, kernel: str) -> Array:
    # Sharing a point among cells spreads it by cell²/6 per axis; the kernel is that much narrower.
    variance = bandwidth**2 - grid.cell**2 / 6
    if bandwidth <= grid.cell / 2:
        raise ValueError(f"a bandwidth of {bandwidth} m is too small for cells of {grid.cell} m")
    sigma = float(np.sqrt(variance)) / grid.cell
    if kernel == GAUSSIAN:
        return np.asarray(gaussian_filter(surface, sigma, mode="constant", truncate=REACH))
    if kernel == QUARTIC:
        smooth: Array = fftconvolve(surface, _quartic(sigma * QUARTIC_RADIUS), mode="same")
        return smooth.clip(min=0.0)
    raise ValueError(f"{kernel!r} is no kernel; use {GAUSSIAN!r} or {QUARTIC!r}")


def _quartic(radius: float) -> Array:
    """Return the quartic kernel on cells, its radius in cells, its sum 1."""
    reach = int(np.ceil(radius))
    offsets = np.arange(-reach, reach + 1)
    squared = offsets[:, None] ** 2 + offsets[None, :] ** 2
    kernel: Array = np.maximum(0.0, 1 - squared / radius**2) ** 2
    kernel /= kernel.sum()
    return kernel
