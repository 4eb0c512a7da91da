"""The base map as SVG paths, for small maps that are drawn on the server."""

from typing import NamedTuple

from django.contrib.gis.db.models import Collect
from django.contrib.gis.db.models.functions import AsSVG, Transform
from django.contrib.gis.geos import Polygon
from django.db.models import F

from gisdata.crs import METRIC, WEB_MERCATOR
from neighbourhoods.models import Basemap

LAYERS = ["land", "water_polygons", "water_lines", "buildings", "streets"]
"""In the order in which they are drawn."""

FIRST_ZOOMS = [(1500, 14), (5000, 12)]
"""Up to so many metres across, what is drawn from such a zoom on; only the main things beyond."""


class Part(NamedTuple):
    """All of one layer and kind of the base map as one SVG path."""

    layer: str
    kind: str
    path: str


class Ground(NamedTuple):
    """What lies below a drawing, lowest first, and whom it is owed to; nothing where there is no base map."""

    parts: list[Part]
    credit: str


def ground(frame: tuple[float, float, float, float]) -> Ground:
    """Return what our base map shows in a frame in metres (EPSG:5254). Asks two queries.

    The paths are in those metres too, y downwards, and end where the frame does not: the picture cuts
    them off.
    """
    basemap = Basemap.objects.current()
    if basemap is None:
        return Ground([], "")
    box = Polygon.from_bbox(frame)
    box.srid = METRIC
    box.transform(WEB_MERCATOR)
    across = frame[2] - frame[0]
    zoom = next((zoom for metres, zoom in FIRST_ZOOMS if across <= metres), 9)
    found = (
        basemap.features.filter(shape__bboverlaps=box, first_zoom__lte=zoom)
        .values("layer", "kind")
        .annotate(path=AsSVG(Transform(Collect("shape"), METRIC), precision=0))
        .order_by("layer", F("kind"))
    )
    parts = [Part(row["layer"], row["kind"], row["path"]) for row in found]
    parts.sort(key=lambda part: LAYERS.index(part.layer))
    return Ground(parts, f"{basemap.source}, {basemap.licence}")
