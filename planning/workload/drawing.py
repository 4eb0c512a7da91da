"""What came and what was closed, month by month, as an SVG: 300 units wide, 100 high."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.workload.table import Month

WIDTH, HEIGHT = 300, 100


@dataclass(frozen=True)
class Drawing:
    """Paths of the two lines, and the number at the top."""

    opened: str
    closed: str
    most: int


def drawing(months: Sequence[Month]) -> Drawing | None:
    """Draw the months; None where nothing happened in any."""
    most = max((max(month.opened, month.closed) for month in months), default=0)
    if not most:
        return None
    return Drawing(
        opened=_path([month.opened for month in months], most),
        closed=_path([month.closed for month in months], most),
        most=most,
    )


def _path(values: Sequence[int], most: int) -> str:
    step = WIDTH / (len(values) - 1)
    points = [
        f"{round(at * step, 1):g} {HEIGHT - HEIGHT * value / most:.1f}"
        for at, value in enumerate(values)
    ]
    return "M" + "L".join(points)
