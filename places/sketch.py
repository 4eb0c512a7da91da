"""A small map of a place as SVG parts: drawn on the server, so that it prints and needs no script."""

from dataclasses import dataclass

from django.contrib.gis.db.models.functions import AsSVG, Intersection, Transform
from django.contrib.gis.geos import GEOSGeometry, Polygon

from gisdata.crs import METRIC, WGS84
from neighbourhoods.basemap.ground import Ground, ground
from neighbourhoods.models import Neighbourhood

AROUND = 350
"""Metres around the place that are shown at least."""


@dataclass(frozen=True)
class Sketch:
    """A place among the outlines of the mahalle, in metres (EPSG:5254, y downwards).

    `dimension` is 0 for a point, which is drawn as a disc of `radius` at x and y, 1 for a line, 2 for an
    area, whose SVG path is `path`.
    """

    view_box: str
    ground: Ground
    outlines: list[str]
    dimension: int
    path: str
    x: float
    y: float
    radius: float


def sketch(shape: GEOSGeometry, path: str) -> Sketch:
    """Return the small map of a place by its shape (EPSG:4326) and its SVG path, as `SVG` is. Asks three queries."""
    metres: GEOSGeometry = shape.transform(METRIC, clone=True)
    west, south, east, north = metres.extent
    margin = max(AROUND, (east - west) * 0.4, (north - south) * 0.4)
    frame = (west - margin, south - margin, east + margin, north + margin)
    # The edges of what is cut off lie far outside the frame, however wide the screen is.
    beyond = 2 * (frame[2] - frame[0] + frame[3] - frame[1])
    box = Polygon.from_bbox((west - beyond, south - beyond, east + beyond, north + beyond))
    box.srid = METRIC
    box.transform(WGS84)
    around = Neighbourhood.objects.current().filter(boundary__intersects=box)
    clipped = Transform(Intersection("boundary", box), METRIC)
    outlines = around.annotate(svg=AsSVG(clipped, precision=1)).values_list("svg", flat=True)
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    return Sketch(
        # a screen may be twice as wide as the frame
        ground=ground((frame[0] - width / 2, frame[1], frame[2] + width / 2, frame[3])),
        view_box=f"{frame[0]:.0f} {-frame[3]:.0f} {width:.0f} {height:.0f}",
        outlines=[path for path in outlines if path],
        dimension=metres.dims,
        path=path if metres.dims else "",
        x=round(metres.centroid.x, 1),
        y=round(-metres.centroid.y, 1),
        radius=round(width / 50, 1),
    )
