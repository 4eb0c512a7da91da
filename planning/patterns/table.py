"""Where reports gather, as a page shows it: a map of hexagons, the hot spots, and the mahalle beside those around."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import AsSVG, Centroid, Transform
from django.contrib.gis.geos import Point

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
    path: str
    """The hexagon as an SVG path in metres (EPSG:5254, y downwards)."""

    @property
    def colour(self) -> str:
        """That of its pattern."""
        return Pattern(self.kept.pattern).colour


@dataclass(frozen=True)
class LocalRate:
    """A mahalle beside those around it."""

    neighbourhood: Neighbourhood
    kept: KeptLocalRate


@dataclass(frozen=True)
class HexagonMap:
    """Outlines of the mahalle as SVG paths in metres (EPSG:5254, y downwards), and the frame around them."""

    outlines: list[str]
    view_box: str
    legend: list[tuple[Pattern, int]]
    """Each pattern that there is, and how many hexagons have it."""


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
    rows = HexagonPattern.objects.exclude(pattern="").order_by("-z", "hexagon").defer("shape")
    found = rows.annotate(middle=Centroid("shape"), svg=AsSVG(Transform("shape", METRIC)))
    scales = KeptGathering.objects.in_bulk()
    rates = KeptLocalRate.objects.exclude(kind="")
    return Patterns(
        spots=[Spot(one, areas.get(one.code), one.middle, one.svg) for one in found],
        hexagons=scales.get(KeptGathering.Scale.HEXAGONS),
        mahalle=scales.get(KeptGathering.Scale.MAHALLE),
        rates=[LocalRate(areas[one.code], one) for one in rates if one.code in areas],
    )


def hexagon_map(found: Patterns) -> HexagonMap | None:
    """Draw what was found on the mahalle; None where nothing was compared."""
    if found.hexagons is None:
        return None
    current = Neighbourhood.objects.current()
    outlines = current.annotate(svg=AsSVG(Transform("boundary", METRIC)))
    frame = current.aggregate(frame=Extent(Transform("boundary", METRIC)))["frame"]
    counted = Counter(spot.kept.pattern for spot in found.spots)
    return HexagonMap(
        outlines=list(outlines.values_list("svg", flat=True)),
        view_box=view_box(*frame),
        legend=[(one, counted[one]) for one in Pattern if counted[one]],
    )
