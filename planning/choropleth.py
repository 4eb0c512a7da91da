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

PRINTED = {
    "class-0": "#e3eef0",
    "class-1": "#b5d5d8",
    "class-2": "#7db6bb",
    "class-3": "#3f8f96",
    "class-4": "#0b5c63",
    "hatched": "#ffffff",
}
"""The colours of the light theme by class; what is hatched on a screen is white on paper."""


@dataclass(frozen=True)
class Area:
    """A mahalle with its value; None, or one that is not sure, is hatched and not coloured."""

    neighbourhood: Neighbourhood
    value: float | None
    is_sure: bool = True


@dataclass(frozen=True)
class Shape:
    """One mahalle: an SVG path in metres (EPSG:5254, y downwards) and the class of its value."""

    area: Area
    path: str
    css_class: str

    @property
    def printed(self) -> str:
        """The colour on paper, where drawings know no style sheet."""
        return PRINTED[self.css_class]


@dataclass(frozen=True)
class LegendEntry:
    """One class: its bounds and how many mahalle fall in it."""

    css_class: str
    lower: float
    upper: float
    count: int

    @property
    def printed(self) -> str:
        """The colour on paper."""
        return PRINTED[self.css_class]


@dataclass(frozen=True)
class Choropleth:
    """Shapes, legend, the frame of the drawing (SVG viewBox) and the width of a hatch in it."""

    shapes: list[Shape]
    legend: list[LegendEntry]
    hatched: int
    view_box: str
    hatch: int


def choropleth(areas: Sequence[Area]) -> Choropleth | None:
    """Draw a value of each mahalle; None where there is no mahalle."""
    if not areas:
        return None
    drawn = Neighbourhood.objects.filter(pk__in=[area.neighbourhood.pk for area in areas])
    paths = dict(drawn.annotate(svg=AsSVG(Transform("boundary", METRIC))).values_list("pk", "svg"))
    sure = [area.value for area in areas if area.value is not None and area.is_sure]
    breaks = quantile_breaks(sure)
    classes = [_class(area, breaks) for area in areas]
    shapes = [
        Shape(area, paths[area.neighbourhood.pk], css)
        for area, css in zip(areas, classes, strict=True)
    ]
    legend = [
        LegendEntry(f"class-{i}", lower, upper, classes.count(f"class-{i}"))
        for i, (lower, upper) in enumerate(zip([0.0, *breaks], breaks, strict=False))
    ]
    frame = drawn.aggregate(frame=Extent(Transform("boundary", METRIC)))["frame"]
    hatch = round((frame[2] - frame[0]) / 80)
    return Choropleth(shapes, legend, classes.count("hatched"), view_box(*frame), hatch)


def view_box(west: float, south: float, east: float, north: float) -> str:
    """Return the SVG frame around a box in metres, with a margin."""
    margin = (east - west) / 50
    width, height = east - west + 2 * margin, north - south + 2 * margin
    return f"{west - margin:.0f} {-north - margin:.0f} {width:.0f} {height:.0f}"


def _class(area: Area, breaks: list[float]) -> str:
    if area.value is None or not area.is_sure:
        return "hatched"
    return f"class-{class_of(area.value, breaks)}"
