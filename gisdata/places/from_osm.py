"""Places among the things of OpenStreetMap: what the table of tags knows, and what has a name.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from collections.abc import Iterable
from dataclasses import replace

import geopandas as gpd

from gisdata.crs import METRIC, WGS84
from gisdata.places.feature import PlaceFeature, PlacesRead
from gisdata.places.osm import OsmThing
from gisdata.places.shapes import ShapeRefusedError, mended, to_degrees
from gisdata.places.tags import facts_of, type_of

LICENCE = "ODbL 1.0"
SOURCE = "© OpenStreetMap katkıda bulunanlar"
ADDRESS = "https://www.openstreetmap.org/copyright"


def places_among(things: Iterable[OsmThing]) -> PlacesRead:
    """Return the places among things, by the table of tags; those without a name are counted only."""
    told: list[str] = []
    chosen, unnamed = [], 0
    for thing in things:
        kind, name = type_of(thing.tags), _name(thing.tags)
        if kind and name:
            chosen.append((thing, kind, name))
        unnamed += bool(kind and not name)
    if unnamed:
        told.append(f"left out: {unnamed} without a name")
    metres = gpd.GeoSeries([thing.shape for thing, *_ in chosen], crs=WGS84).to_crs(METRIC)
    kept, shapes = [], []
    for (thing, kind, name), shape in zip(chosen, metres, strict=True):
        try:
            found = mended(shape)
        except ShapeRefusedError as refused:
            told.append(f"left out: {name} ({thing.identity}): {refused}")
            continue
        if found.note:
            told.append(f"{name} ({thing.identity}): {found.note}")
        shapes.append(found.shape)
        kept.append(PlaceFeature(thing.identity, kind, name, b"", facts_of(thing.tags)))
    written = to_degrees(shapes)
    return PlacesRead([replace(f, shape=wkb) for f, wkb in zip(kept, written, strict=True)], told)


def _name(tags: object) -> str:
    known = dict(tags) if isinstance(tags, dict) else {}
    return " ".join(str(known.get("name:tr") or known.get("name") or "").split())[:200]
