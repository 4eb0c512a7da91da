"""Things of OpenStreetMap with their tags: from Overpass JSON, or from PBF and XML by GDAL's driver.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.errors
from shapely import LineString, Point, Polygon, from_wkb, polygonize, unary_union
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from gisdata.fetching import fetched
from gisdata.readers import UnreadableError

SOURCE = "© OpenStreetMap katkıda bulunanlar"
LICENCE = "ODbL 1.0"
ADDRESS = "https://www.openstreetmap.org/copyright"
"""Whom everything of it is owed to, under which licence, and where that is told."""

LAYERS = ("points", "lines", "multipolygons", "multilinestrings")
UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
)
MOST_BYTES = 200_000_000
SECONDS = 300
"""What an answer from an address may have, and how long it may take."""

Frame = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

LINEAR = {"waterway", "highway", "barrier", "railway"}
"""Keys of what is a line even where it closes."""

AREAL = {"landuse", "natural", "leisure", "building", "amenity", "place"}
"""Keys of what is an area where it closes, whatever surrounds it."""


@dataclass(frozen=True)
class OsmThing:
    """A node, way or relation: its id with its kind before it, its tags, its shape in EPSG:4326."""

    identity: str
    tags: Mapping[str, str]
    shape: BaseGeometry


def osm_at(place: str, *, agent: str, frame: Frame) -> Iterator[OsmThing]:
    """Yield what OpenStreetMap holds at an address of the web that answers Overpass JSON, or in a file.

    Args:
        place: the address, or the file's path: Overpass JSON, PBF or XML.
        agent: who we say that we are.
        frame: of a PBF or XML nothing that lies outside is read.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    if not place.startswith(("https://", "http://")):
        return read_osm(Path(place), frame)
    try:
        body = fetched(place, agent=agent, seconds=SECONDS, most_bytes=MOST_BYTES)
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{place}: cannot be had ({error}).") from error
    return read_overpass(body, "the answer")


def read_osm(path: Path, frame: Frame | None = None) -> Iterator[OsmThing]:
    """Yield what a file of OpenStreetMap holds, whatever it is; see `osm_at`.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    if not path.is_file():
        raise UnreadableError(f"{path}: there is no such file.")
    if path.suffix == ".json":
        return read_overpass(path.read_bytes(), path.name)
    return _by_gdal(path, frame)


def read_overpass(content: bytes, called: str) -> Iterator[OsmThing]:
    """Yield the elements of an Overpass answer (`out:json`, `out geom`).

    Raises:
        UnreadableError: it is no such answer, or says that it was cut off.
    """
    try:
        answer = json.loads(content)
        elements = answer["elements"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError(
            f"{called}: not what Overpass answers. Ask it with [out:json] and “out geom;”."
        ) from error
    if remark := answer.get("remark"):
        raise UnreadableError(
            f"{called}: Overpass did not finish: {remark}. Ask for less at a time."
        )
    return _elements(elements, called)


def _elements(elements: list[dict[str, Any]], called: str) -> Iterator[OsmThing]:
    for element in elements:
        try:
            shape = _shape(element)
            identity = f"{element['type']}/{element['id']}"
        except (KeyError, TypeError, ValueError, ShapelyError) as error:
            raise UnreadableError(
                f"{called}: {element.get('type')}/{element.get('id')} has no geometry. "
                "Ask Overpass with “out geom;”."
            ) from error
        if shape is not None and element.get("tags"):
            yield OsmThing(identity, element["tags"], shape)


def _shape(element: dict[str, Any]) -> BaseGeometry | None:
    if element["type"] == "node":
        return Point(element["lon"], element["lat"])
    if element["type"] == "way":
        return _of_way(element["geometry"], element.get("tags") or {})
    return _of_relation(element)


def _line(geometry: list[dict[str, float] | None]) -> list[tuple[float, float]]:
    return [(point["lon"], point["lat"]) for point in geometry if point]


def _of_way(
    geometry: list[dict[str, float] | None], tags: Mapping[str, str]
) -> BaseGeometry | None:
    corners = _line(geometry)
    closed = len(corners) > 3 and corners[0] == corners[-1]
    if closed and _is_area(tags):
        return Polygon(corners)
    return LineString(corners) if len(corners) > 1 else None


def _is_area(tags: Mapping[str, str]) -> bool:
    if tags.get("area") == "yes" or tags.get("waterway") in {"riverbank", "dock"}:
        return True
    return bool(AREAL & tags.keys()) or not LINEAR & tags.keys()


def _of_relation(element: dict[str, Any]) -> BaseGeometry | None:
    """Return the area of a multipolygon: what its outer ways enclose, without its inner ones."""
    if (element.get("tags") or {}).get("type") not in {"multipolygon", "boundary"}:
        return None
    ways = [m for m in element.get("members", []) if m["type"] == "way" and m.get("geometry")]
    outer = _enclosed([m for m in ways if m.get("role") != "inner"])
    inner = _enclosed([m for m in ways if m.get("role") == "inner"])
    area = outer.difference(inner)
    return None if area.is_empty else area


def _enclosed(members: list[dict[str, Any]]) -> BaseGeometry:
    lines = [LineString(_line(member["geometry"])) for member in members]
    return unary_union(list(polygonize([unary_union(lines)]).geoms))


def _by_gdal(path: Path, frame: Frame | None) -> Iterator[OsmThing]:
    for layer in LAYERS:
        try:
            meta, _ids, geometries, columns = pyogrio.raw.read(
                path, layer=layer, encoding="utf-8", bbox=frame
            )
        except UNREADABLE as error:
            raise UnreadableError(f"{path.name}: cannot be read ({error}).") from error
        names = list(meta["fields"])
        for row in zip(geometries, *columns, strict=True):
            known = dict(zip(names, row[1:], strict=True))
            yield OsmThing(_identity(layer, known), _tags(known), from_wkb(row[0]))


def _identity(layer: str, known: dict[str, Any]) -> str:
    if layer == "points":
        return f"node/{known['osm_id']}"
    if way := known.get("osm_way_id"):
        return f"way/{way}"
    kind = "way" if layer == "lines" else "relation"
    return f"{kind}/{known['osm_id']}"


def _tags(known: dict[str, Any]) -> dict[str, str]:
    """Return all tags: GDAL gives some as columns, the rest as one text of pairs."""
    more = known.pop("other_tags", None)
    tags = {name: str(value) for name, value in known.items() if value and "osm" not in name}
    return tags | (_pairs(more) if more else {})


def _pairs(text: str) -> dict[str, str]:
    """Read PostgreSQL's hstore, as GDAL writes it.

    >>> _pairs('"heritage"=>"2","alt_name"=>"Küçük Çeşme"')
    {'heritage': '2', 'alt_name': 'Küçük Çeşme'}
    """
    pairs: dict[str, str] = json.loads("{" + text.replace('"=>"', '":"') + "}")
    return pairs
