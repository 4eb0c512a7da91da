"""Kaplan and Meier's curve as an SVG: 300 units wide for the days, 100 high for the share that still waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.survival import Step

WIDTH, HEIGHT = 300, 100
LONGEST = 365


@dataclass(frozen=True)
class Drawing:
    """Paths of the curve and of its band, and the marks of the axis of days with their positions."""

    curve: str
    band: str
    chosen: str
    marks: list[tuple[int, float]]


def drawing(curve: Sequence[Step], chosen: Sequence[Step]) -> Drawing | None:
    """Draw the curve of all, and that of the chosen one; None where nothing is over yet."""
    days = _days_shown([*curve, *chosen])
    if days is None:
        return None
    upper, lower, middle = (
        _path([(step.day, getattr(step, bound)) for step in curve], days)
        for bound in ("upper", "lower", "share")
    )
    return Drawing(
        curve=middle,
        band=f"{upper}L{_backwards(lower)}Z",
        chosen=_path([(step.day, step.share) for step in chosen], days) if chosen else "",
        marks=[(day, round(WIDTH * day / days, 1)) for day in (0, days // 2, days)],
    )


def _days_shown(steps: Sequence[Step]) -> int | None:
    """Return until which day to draw: until hardly anybody waits, a year at most; None where nothing is over."""
    shown = [step for step in steps if step.day <= LONGEST]
    if not shown:
        return None
    return max([7, *(step.day for step in shown if step.share > 0.02)])


def _corners(steps: Sequence[tuple[int, float]], days: int) -> list[str]:
    corners, height = [f"0 {0:.1f}"], 0.0
    for day, share in steps:
        if day > days:
            break
        x, below = WIDTH * day / days, HEIGHT * (1 - share)
        corners += [f"{x:.1f} {height:.1f}", f"{x:.1f} {below:.1f}"]
        height = below
    return [*corners, f"{WIDTH} {height:.1f}"]


def _path(steps: Sequence[tuple[int, float]], days: int) -> str:
    return "M" + "L".join(_corners(steps, days))


def _backwards(path: str) -> str:
    return "L".join(reversed(path[1:].split("L")))
