"""Where reports gather, as a page shows it: a map of hexagons, the hot spots, and the mahalle beside those around."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import AsSVG, Centroid, Transform
from django.contrib.gis.geos import Point
from django.db.models import QuerySet

from gisdata.crs import METRIC
from neighbourhoods.models import Neighbourhood
from planning.choropleth import view_box
from planning.models import HexagonPattern, KeptGathering, KeptLocalRate, Pattern


@dataclass(frozen=True)
class Spot:
    """A hexagon with a pattern: its mahalle (None at the edge of the district) and its middle (EPSG:4326)."""

    kept: HexagonPattern
    neighbourhood: Neighbourhood | None
    middle: Point


@dataclass(frozen=True)
class LocalRate:
    """A mahalle beside those around it."""

    neighbourhood: Neighbourhood
    kept: KeptLocalRate


@dataclass(frozen=True)
class HexagonMap:
    """SVG paths in metres (EPSG:5254, y downwards): outlines of the mahalle, hexagons with their pattern; the frame."""

    outlines: list[str]
    hexagons: list[tuple[str, str]]
    view_box: str
    legend: list[tuple[str, str, int]]
    """Pattern, what it means, and how many hexagons have it."""


@dataclass(frozen=True)
class Patterns:
    """What was found last: the hot spots first, by how far they are beyond chance, then what is rarer."""

    spots: list[Spot]
    hexagons: KeptGathering | None
    mahalle: KeptGathering | None
    rates: list[LocalRate]


def patterns() -> Patterns:
    """Return where reports gather, as it was counted last."""
    areas = {area.code: area for area in Neighbourhood.objects.current().defer("boundary")}
    found = (
        with_pattern().annotate(middle=Centroid("shape")).defer("shape").order_by("-z", "hexagon")
    )
    scales = KeptGathering.objects.in_bulk()
    rates = KeptLocalRate.objects.exclude(kind="")
    return Patterns(
        spots=[Spot(one, areas.get(one.code), one.middle) for one in found],
        hexagons=scales.get(KeptGathering.Scale.HEXAGONS),
        mahalle=scales.get(KeptGathering.Scale.MAHALLE),
        rates=[LocalRate(areas[one.code], one) for one in rates if one.code in areas],
    )


def with_pattern() -> QuerySet[HexagonPattern]:
    """Return the hexagons that are not as chance has it."""
    return HexagonPattern.objects.exclude(pattern="")


def hexagon_map() -> HexagonMap | None:
    """Draw the hexagons that are not as chance has it; None where nothing was compared."""
    if not HexagonPattern.objects.exists():
        return None
    drawn = with_pattern().annotate(svg=AsSVG(Transform("shape", METRIC)))
    hexagons = list(drawn.values_list("svg", "pattern"))
    current = Neighbourhood.objects.current()
    outlines = current.annotate(svg=AsSVG(Transform("boundary", METRIC))).values_list(
        "svg", flat=True
    )
    frame = current.aggregate(frame=Extent(Transform("boundary", METRIC)))["frame"]
    counted = Counter(pattern for _svg, pattern in hexagons)
    return HexagonMap(
        outlines=list(outlines),
        hexagons=hexagons,
        view_box=view_box(*frame),
        legend=[(one.value, str(one.label), counted[one]) for one in Pattern if counted[one]],
    )
