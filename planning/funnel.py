"""The rates of mahalle as a funnel plot: the more people, the nearer to the district's rate chance leaves one.

Spiegelhalter, Statistics in Medicine 24 (2005). 300 units wide for residents, 100 high for the rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from analysis.rates import FunnelPoint, events_interval, funnel_points
from neighbourhoods.models import Neighbourhood
from planning.statistics import Statistic

WIDTH, HEIGHT = 300, 100
FEWEST = 3
"""Mahalle below which there is nothing to see."""

INNER, OUTER = 0.95, 0.998
"""The confidence of the two pairs of limits: of 20 alike one lies beyond the first by chance, of 500 one
beyond the second."""

GROWTH = 1.15
"""From one point of a limit to the next: how many times the events."""


@dataclass(frozen=True)
class Frame:
    """The ends of the axes: the most people, and the highest rate that is drawn."""

    most: int
    top: float

    def x(self, people: float) -> float:
        """Return where so many people stand."""
        return round(WIDTH * people / self.most, 1)

    def y(self, rate: float) -> float:
        """Return where a rate stands."""
        return round(HEIGHT * (1 - rate / self.top), 1)

    def path(self, points: Sequence[FunnelPoint]) -> str:
        """Return the line through points that are not too high to be drawn."""
        shown = [point for point in points if point.rate <= self.top]
        return "M" + "L".join(f"{self.x(point.people):g} {self.y(point.rate):g}" for point in shown)


@dataclass(frozen=True)
class Dot:
    """A mahalle with its rate per 1,000 residents, where it stands, and on which side of the outer limits."""

    neighbourhood: Neighbourhood
    rate: float
    x: float
    y: float
    side: str


@dataclass(frozen=True)
class Funnel:
    """The mahalle between the limits, each a lower and an upper path.

    `rate` is the district's, `level` where its line lies; `most` and `top` are the ends of the axes.
    """

    dots: list[Dot]
    rate: float
    level: float
    inner: list[str]
    outer: list[str]
    most: int
    top: float

    @property
    def above(self) -> list[Dot]:
        """Those with more than chance explains, the farthest first."""
        return sorted((dot for dot in self.dots if dot.side == "above"), key=lambda dot: -dot.rate)

    @property
    def below(self) -> list[Dot]:
        """Those with less than chance explains, the farthest first."""
        return sorted((dot for dot in self.dots if dot.side == "below"), key=lambda dot: dot.rate)


def funnel(statistics: Sequence[Statistic]) -> Funnel | None:
    """Draw the rates of the mahalle whose residents are known; None where there is too little to compare."""
    known = [(one, one.population) for one in statistics if one.population]
    events = sum(one.total for one, _people in known)
    if len(known) < FEWEST or not events:
        return None
    return _drawn(known, events / sum(people for _one, people in known))


def _drawn(known: list[tuple[Statistic, int]], target: float) -> Funnel:
    most = max(people for _one, people in known)
    inner, outer = _limits(target, most, INNER), _limits(target, most, OUTER)
    highest = max(one.total / people for one, people in known)
    frame = Frame(most, 1.1 * max(highest, outer[1][-1].rate))
    return Funnel(
        dots=[_dot(one, people, target, frame) for one, people in known],
        rate=1000 * target,
        level=frame.y(target),
        inner=[*map(frame.path, inner)],
        outer=[*map(frame.path, outer)],
        most=most,
        top=1000 * frame.top,
    )


def _dot(one: Statistic, people: int, target: float, frame: Frame) -> Dot:
    few, many = events_interval(one.total, OUTER)
    expected = target * people
    return Dot(
        one.neighbourhood,
        1000 * one.total / people,
        frame.x(people),
        frame.y(one.total / people),
        "above" if few > expected else "below" if many < expected else "",
    )


def _limits(target: float, most: int, confidence: float) -> list[list[FunnelPoint]]:
    """Return the lower and the upper limit, each up to the mahalle of the most people."""
    limits: list[list[FunnelPoint]] = []
    for side in (0, 1):
        points: list[FunnelPoint] = []
        events = 1
        while not points or points[-1].people < most:
            points.append(funnel_points(target, events, confidence)[side])
            events = ceil(events * GROWTH)
        limits.append(_cut(points, most))
    return limits


def _cut(points: list[FunnelPoint], most: int) -> list[FunnelPoint]:
    """End the line at the most people."""
    *inside, last = points
    if not inside:
        return [FunnelPoint(most, last.rate)]
    before = inside[-1]
    part = (most - before.people) / (last.people - before.people)
    return [*inside, FunnelPoint(most, before.rate + part * (last.rate - before.rate))]
