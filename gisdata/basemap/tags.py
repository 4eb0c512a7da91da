"""Which tags of OpenStreetMap are drawn on the base map, and from which zoom on.

Sources: wiki.openstreetmap.org/wiki/Map_features for the tags, shortbread-tiles.org/schema for the
layers and kinds that they become.
"""

from collections.abc import Mapping
from typing import NamedTuple

LAND, WATER, WATER_LINES, BUILDINGS, STREETS = (
    "land",
    "water_polygons",
    "water_lines",
    "buildings",
    "streets",
)
AREAS = {LAND, WATER, BUILDINGS}
"""The layers that hold areas; the others hold lines."""

RAILS = {"rail", "light_rail", "tram"}
"""Kinds of the streets' layer that nobody lives in."""


class Drawn(NamedTuple):
    """A layer of the base map, a kind within it, and the first zoom that shows it."""

    layer: str
    kind: str
    first_zoom: int


class Rule(NamedTuple):
    """Values of a tag, and what they are drawn as; without a kind it is called by the tag's value."""

    key: str
    values: str
    layer: str
    first_zoom: int
    kind: str = ""


RULES = [
    Rule("highway", "motorway motorway_link", STREETS, 5, "motorway"),
    Rule("highway", "trunk trunk_link", STREETS, 6, "trunk"),
    Rule("highway", "primary primary_link", STREETS, 8, "primary"),
    Rule("highway", "secondary secondary_link", STREETS, 9, "secondary"),
    Rule("highway", "tertiary tertiary_link", STREETS, 10, "tertiary"),
    Rule("highway", "unclassified residential living_street pedestrian", STREETS, 12),
    Rule("highway", "service track footway path cycleway steps", STREETS, 14),
    Rule("railway", "rail light_rail tram", STREETS, 10),
    Rule("waterway", "river canal", WATER_LINES, 9),
    Rule("waterway", "stream ditch drain", WATER_LINES, 13),
    Rule("natural", "water", WATER, 9),
    Rule("waterway", "riverbank dock", WATER, 9, "water"),
    Rule("landuse", "reservoir basin", WATER, 9, "water"),
    Rule("building", "*", BUILDINGS, 14, "building"),
    Rule("natural", "wood", LAND, 9, "forest"),
    Rule("natural", "scrub heath grassland beach", LAND, 11),
    Rule("leisure", "park garden golf_course nature_reserve playground pitch", LAND, 11),
    Rule("landuse", "forest", LAND, 9),
    Rule("landuse", "grass meadow orchard vineyard allotments cemetery", LAND, 11),
    Rule("landuse", "recreation_ground village_green", LAND, 11),
    Rule("amenity", "grave_yard", LAND, 11, "cemetery"),
]
"""The first that fits counts."""


def drawn_as(tags: Mapping[str, str]) -> Drawn | None:
    """Return what the base map draws things with such tags as; None where it does not.

    >>> drawn_as({"highway": "primary_link"})
    Drawn(layer='streets', kind='primary', first_zoom=8)
    >>> drawn_as({"building": "no"})
    """
    for key, values, layer, first_zoom, kind in RULES:
        value = tags.get(key, "no")
        if value != "no" and (values == "*" or value in values.split()):
            return Drawn(layer, kind or value, first_zoom)
    return None
