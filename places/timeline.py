"""How a place was doing over time, as parts of an SVG: drawn on the server, beside the list of the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from places.models import PublicCondition, State

WIDTH, STEP, MARGIN = 380, 28, 14
"""Of the drawing, of one state to the next, and around all: in units of the SVG."""

LABELS = 90
"""Units at the left for the names of the states."""


@dataclass(frozen=True)
class Dot:
    """What was seen on a day, at x and y."""

    x: float
    y: float
    state: str


@dataclass(frozen=True)
class Timeline:
    """A line that keeps its height until something else was seen; `levels` are the states' names, best first."""

    view_box: str
    path: str
    dots: list[Dot]
    levels: list[tuple[str, int]]
    first: date
    last: date


def timeline(conditions: Sequence[PublicCondition]) -> Timeline | None:
    """Draw the conditions of a place, newest first as its page has them; None where there is nothing to compare."""
    seen = list(reversed(conditions))
    if len(seen) < 2 or seen[0].seen_on == seen[-1].seen_on:
        return None
    heights = {state.value: MARGIN + STEP * row for row, state in enumerate(State)}
    first, last = seen[0].seen_on, seen[-1].seen_on
    wide = WIDTH - LABELS - MARGIN
    dots = [
        Dot(
            round(LABELS + wide * ((one.seen_on - first).days / (last - first).days), 1),
            heights[one.state],
            one.state,
        )
        for one in seen
    ]
    on = "".join(f"H{dot.x}V{dot.y}" for dot in dots[1:])
    return Timeline(
        view_box=f"0 0 {WIDTH} {2 * MARGIN + STEP * (len(State) - 1)}",
        path=f"M{dots[0].x} {dots[0].y}{on}",
        dots=dots,
        levels=[(str(state.label), heights[state.value]) for state in State],
        first=first,
        last=last,
    )
