"""A choropleth of mahalle as SVG parts: paths, classes, a legend with counts.

Drawn on the server, so that it prints, needs no script and can be read aloud.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import AsSVG, Transform

from analysis.classification import class_of, quantile_breaks
from gisdata.crs import METRIC
from neighbourhoods.models import Neighbourhood
from planning.statistics import Statistic

TOO_FEW = 5
"""Below so many issues a rate rests on too little: hatched, not coloured."""


@dataclass(frozen=True)
class Shape:
    """One mahalle: an SVG path in metres (EPSG:5254, y downwards) and the class of its rate."""

    statistic: Statistic
    path: str
    css_class: str


@dataclass(frozen=True)
class LegendEntry:
    """One class: its bounds and how many mahalle fall in it."""

    css_class: str
    lower: float
    upper: float
    count: int


@dataclass(frozen=True)
class Choropleth:
    """Shapes, legend, the frame of the drawing (SVG viewBox) and the width of a hatch in it."""

    shapes: list[Shape]
    legend: list[LegendEntry]
    hatched: int
    view_box: str
    hatch: int


def choropleth(statistics: Sequence[Statistic]) -> Choropleth | None:
    """Draw the rate per 1,000 residents of each mahalle; None where there is no mahalle."""
    if not statistics:
        return None
    drawn = Neighbourhood.objects.filter(pk__in=[s.neighbourhood.pk for s in statistics])
    paths = dict(drawn.annotate(svg=AsSVG(Transform("boundary", METRIC))).values_list("pk", "svg"))
    breaks = quantile_breaks([rate for rate in map(_sure_rate, statistics) if rate is not None])
    classes = [_class(s, breaks) for s in statistics]
    shapes = [
        Shape(s, paths[s.neighbourhood.pk], css) for s, css in zip(statistics, classes, strict=True)
    ]
    legend = [
        LegendEntry(f"class-{i}", lower, upper, classes.count(f"class-{i}"))
        for i, (lower, upper) in enumerate(zip([0.0, *breaks], breaks, strict=False))
    ]
    west, south, east, north = drawn.aggregate(frame=Extent(Transform("boundary", METRIC)))["frame"]
    margin = (east - west) / 50
    width, height = east - west + 2 * margin, north - south + 2 * margin
    view_box = f"{west - margin:.0f} {-north - margin:.0f} {width:.0f} {height:.0f}"
    return Choropleth(shapes, legend, classes.count("hatched"), view_box, round(width / 80))


def _sure_rate(statistic: Statistic) -> float | None:
    return statistic.per_1000 if statistic.total >= TOO_FEW else None


def _class(statistic: Statistic, breaks: list[float]) -> str:
    rate = _sure_rate(statistic)
    return "hatched" if rate is None else f"class-{class_of(rate, breaks)}"
