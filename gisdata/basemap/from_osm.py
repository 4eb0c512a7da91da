"""The base map among the things of OpenStreetMap.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from collections.abc import Iterable, Iterator

from shapely import box, get_parts, make_valid
from shapely.geometry.base import BaseGeometry

from gisdata.basemap.feature import MapFeature
from gisdata.basemap.tags import AREAS, drawn_as
from gisdata.osm import Frame, OsmThing

LONGEST_NAME = 200


def basemap_among(things: Iterable[OsmThing], frame: Frame) -> Iterator[MapFeature]:
    """Yield what the base map draws of things that reach into a frame.

    An area of a broken outline is mended; what is then no area, or no line where its layer draws
    lines, is left out.
    """
    reach = box(*frame)
    for thing in things:
        drawn = drawn_as(thing.tags)
        if drawn is None or not thing.shape.intersects(reach):
            continue
        name = " ".join((thing.tags.get("name:tr") or thing.tags.get("name") or "").split())
        dimension = 2 if drawn.layer in AREAS else 1
        for shape in _parts(thing.shape, dimension):
            yield MapFeature(drawn.layer, drawn.kind, name[:LONGEST_NAME], drawn.first_zoom, shape)


def _parts(shape: BaseGeometry, dimension: int) -> list[BaseGeometry]:
    """Return the areas (2) or lines (1) in a shape, mended."""
    wanted = {2: "Polygon", 1: "LineString"}[dimension]
    return [
        part
        for whole in get_parts(make_valid(shape))
        for part in get_parts(whole)
        if part.geom_type == wanted
    ]
