"""The Lorenz curve as the path of an SVG: 100 units wide and high, y downwards."""

from collections.abc import Sequence


def curve_path(corners: Sequence[Sequence[float]]) -> str:
    """Return the path through the corners of `analysis.fairness.lorenz_curve`."""
    points = [f"{100 * x:.2f} {100 - 100 * y:.2f}" for x, y in corners]
    return f"M{points[0]}L{' '.join(points[1:])}"
