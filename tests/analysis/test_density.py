"""Kernel density against the exact sum of kernels, known values, and properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.density import (
    GAUSSIAN,
    QUARTIC,
    QUARTIC_RADIUS,
    Grid,
    cell_counts,
    grid_over,
    kernel_density,
    scott_bandwidth,
    scott_bandwidth_of_counts,
)

GRID = Grid(0, 0, 25, 240, 160)
KERNELS = [GAUSSIAN, QUARTIC]


def exact(x, y, grid, bandwidth, kernel, weights=None):
    """The sum of every point's kernel at every cell's centre: slow and right."""
    weights = np.ones_like(x) if weights is None else weights
    columns, rows = grid.centres()
    total = np.zeros(grid.shape)
    for px, py, weight in zip(x, y, weights, strict=True):
        squared = (rows[:, None] - py) ** 2 + (columns[None, :] - px) ** 2
        if kernel == GAUSSIAN:
            one = np.exp(-squared / (2 * bandwidth**2)) / (2 * np.pi * bandwidth**2)
        else:
            radius = QUARTIC_RADIUS * bandwidth
            one = 3 / (np.pi * radius**2) * np.maximum(0, 1 - squared / radius**2) ** 2
        total += weight * one
    return total


def crowd(points, seed=1):
    random = np.random.default_rng(seed)
    spots = random.uniform([800, 800], [5200, 3200], (12, 2))
    return (spots[random.integers(0, 12, points)] + random.normal(0, 180, (points, 2))).T


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("bandwidth", [150, 200, 400])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_error_against_the_exact_sum_is_under_one_percent_of_the_peak(
    kernel, bandwidth, weighted
):
    x, y = crowd(400)
    weights = np.random.default_rng(2).uniform(0, 3, 400) if weighted else None
    ours = kernel_density(
        cell_counts(x, y, GRID, weights), GRID, bandwidth=bandwidth, kernel=kernel
    )
    truth = exact(x, y, GRID, bandwidth, kernel, weights)
    assert np.abs(ours - truth).max() < 0.01 * truth.max()


def test_one_pin_has_the_known_peak():
    counts = cell_counts(np.array([3012.5]), np.array([2012.5]), GRID)
    peak = kernel_density(counts, GRID, bandwidth=200).max()
    assert peak == pytest.approx(3.97887e-6, rel=5e-3)


@pytest.mark.parametrize("kernel", KERNELS)
def test_nothing_is_lost_inside_and_everything_is_positive(kernel):
    x, y = crowd(300)
    density = kernel_density(cell_counts(x, y, GRID), GRID, bandwidth=100, kernel=kernel)
    assert density.sum() * GRID.cell**2 == pytest.approx(300, rel=1e-6)
    assert (density >= 0).all()


def test_at_an_uncorrected_corner_only_0_2755_of_the_kernel_is_inside():
    window = np.ones(GRID.shape)
    mass = kernel_density(window * GRID.cell**2, GRID, bandwidth=200)
    assert mass[0, 0] == pytest.approx(0.2755, abs=2e-4)
    assert mass[80, 120] == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("kernel", KERNELS)
def test_with_the_border_corrected_an_even_crowd_is_even_up_to_the_border(kernel):
    window = np.zeros(GRID.shape)
    window[20:140, 30:210] = 1
    density = kernel_density(window * 5, GRID, bandwidth=200, kernel=kernel, window=window)
    assert np.allclose(density[window > 0], 5 / GRID.cell**2)
    assert (density[window == 0] == 0).all()


def test_points_outside_the_grid_are_left_out():
    x = np.array([-1.0, 10.0, 6000.0, 6001.0, 10.0, 10.0, 10.0])
    y = np.array([10.0, 10.0, 10.0, 10.0, -1.0, 4000.0, 4001.0])
    assert cell_counts(x, y, GRID).sum() == 1
    assert cell_counts(np.array([0.0]), np.array([0.0]), GRID).sum() == 1


def test_a_point_half_a_cell_from_a_corner_counts_for_that_corner_alone():
    for x, y, corner in ((1.0, 1.0, (0, 0)), (5999.0, 3999.0, (-1, -1))):
        counts = cell_counts(np.array([x]), np.array([y]), GRID)
        assert counts[corner] == pytest.approx(1) == counts.sum()


@settings(max_examples=50)
@given(st.integers(0, 5000), st.integers(0, 3000), st.floats(60, 500), st.sampled_from(KERNELS))
def test_moving_all_points_by_whole_cells_moves_the_surface(dx, dy, bandwidth, kernel):
    columns, rows = dx // 25, dy // 25
    x, y = np.array([2500.0, 2600.0]), np.array([1500.0, 1700.0])
    here = kernel_density(cell_counts(x, y, GRID), GRID, bandwidth=bandwidth, kernel=kernel)
    moved = Grid(columns * 25, rows * 25, 25, 240, 160)
    there = kernel_density(
        cell_counts(x + columns * 25, y + rows * 25, moved),
        moved,
        bandwidth=bandwidth,
        kernel=kernel,
    )
    assert np.allclose(here, there, atol=1e-15)


def test_the_densities_of_two_crowds_add_up():
    a, b = crowd(100, seed=3), crowd(100, seed=4)
    counts = [cell_counts(*points, GRID) for points in (a, b)]
    apart = sum(kernel_density(c, GRID, bandwidth=200) for c in counts)
    assert np.allclose(apart, kernel_density(sum(counts), GRID, bandwidth=200))


def test_a_grid_covers_its_bounds():
    grid = grid_over((400_000, 4_500_000, 401_010, 4_500_500), 25)
    assert grid.shape == (20, 41)
    assert grid_over((400_000, 4_500_000, 400_000, 4_500_010), 25).shape == (1, 1)


def test_scotts_rule_on_a_known_spread():
    x, y = np.array([0.0, 3.0, 6.0]), np.array([0.0, 0.0, 0.0])  # variances 9 and 0
    assert scott_bandwidth(x, y) == pytest.approx(3 ** (-1 / 6) * 4.5**0.5)
    assert scott_bandwidth(x[::2], y[::2]) == pytest.approx(2 ** (-1 / 6) * 9**0.5)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("bandwidth", [40, 200])
def test_a_kernel_spreads_by_its_bandwidth_the_sharing_among_cells_included(kernel, bandwidth):
    places = np.arange(3000, 3025, 0.5)  # everywhere in a cell
    counts = cell_counts(places, np.full_like(places, 2012.5), GRID)
    surface = kernel_density(counts, GRID, bandwidth=bandwidth, kernel=kernel)
    columns, _rows = GRID.centres()
    across = surface.sum(axis=0) / surface.sum()
    spread = np.sum(across * (columns - np.sum(across * columns)) ** 2)
    assert spread == pytest.approx(bandwidth**2 + places.var(), rel=0.02)


@pytest.mark.parametrize("points", [[], [5.0], [5.0, 5.0]])
def test_a_bandwidth_by_rule_needs_two_spots(points):
    with pytest.raises(ValueError, match="two spots"):
        scott_bandwidth(np.array(points), np.array(points))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"bandwidth": 12.5}, "too small"),
        ({"bandwidth": 99, "kernel": "x"}, "no kernel"),
        ({"bandwidth": 99, "kernel": "box"}, "no kernel"),
    ],
)
def test_what_cannot_be_computed_is_said(options, said):
    with pytest.raises(ValueError, match=said):
        kernel_density(np.zeros(GRID.shape), GRID, **options)


def test_a_bandwidth_just_above_half_a_cell_is_taken():
    assert kernel_density(np.ones(GRID.shape), GRID, bandwidth=13).max() > 0


def test_scotts_rule_of_counts_is_that_of_the_points_one_by_one():
    x, y = crowd(12)
    counts = np.arange(1.0, 13.0)
    many = scott_bandwidth(np.repeat(x, counts.astype(int)), np.repeat(y, counts.astype(int)))
    assert scott_bandwidth_of_counts(x, y, counts) == pytest.approx(many)


def test_rounding_makes_no_spread_of_points_on_one_spot():
    spot = np.full(3, 424242.4242)
    with pytest.raises(ValueError, match="two spots"):
        scott_bandwidth_of_counts(spot, spot, np.array([1.0, 3.0, 7.0]))
