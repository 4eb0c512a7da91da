"""Places among the things of OpenStreetMap: what the table of tags knows, and what has a name.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree, line_merge, union_all
from shapely.geometry.base import BaseGeometry

from gisdata.osm import OsmThing
from gisdata.places.feature import PlaceFeature, PlacesRead
from gisdata.places.mending import mend_all
from gisdata.places.personal import is_personal
from gisdata.places.tags import facts_of, type_of

Drawn = tuple[PlaceFeature, BaseGeometry]
"""What is known of a place, and its shape in EPSG:4326."""


def places_among(things: Iterable[OsmThing]) -> PlacesRead:
    """Return the places among things, by the table of tags; those without a name are counted only."""
    chosen = [(thing, kind) for thing in things if (kind := type_of(thing.tags))]
    named = [(thing, kind) for thing, kind in chosen if _name(thing.tags)]
    public = [(thing, kind) for thing, kind in named if not is_personal([_name(thing.tags)])]
    unnamed, personal = len(chosen) - len(named), len(named) - len(public)
    told = [f"left out: {unnamed} without a name"] if unnamed else []
    if personal:
        told.append(f"left out: {personal} with a telephone number or the like as their name")
    features = [(_feature(thing, kind), thing.shape) for thing, kind in public]
    return mend_all(_joined(features), told)


def _joined(features: list[Drawn]) -> list[Drawn]:
    """Make one of lines of one type and name that touch, as a stream is drawn in pieces; the lowest id is its own."""
    lines: dict[tuple[str, str], list[Drawn]] = defaultdict(list)
    others = []
    for feature, shape in features:
        if shape.geom_type == "LineString":
            lines[feature.type, feature.name].append((feature, shape))
        else:
            others.append((feature, shape))
    return [*others, *(one for pieces in lines.values() for one in _chains(pieces))]


def _chains(pieces: list[Drawn]) -> list[Drawn]:
    """Return the lines that touch each other as one line of many parts each, the facts of the lowest id."""
    shapes = [shape for _feature, shape in pieces]
    _count, chain_of = connected_components(_touching(shapes), directed=False)
    chains: dict[int, list[Drawn]] = defaultdict(list)
    for piece, chain in zip(pieces, chain_of, strict=True):
        chains[chain].append(piece)
    return [
        (min(chain, key=_age)[0], line_merge(union_all([shape for _feature, shape in chain])))
        for chain in chains.values()
    ]


def _touching(shapes: list[BaseGeometry]) -> coo_array:
    one, other = STRtree(shapes).query(shapes, predicate="intersects")
    return coo_array((np.ones(len(one)), (one, other)), shape=(len(shapes), len(shapes)))


def _age(piece: Drawn) -> int:
    """Return the number in an id as "way/123"."""
    return int(piece[0].identity.rpartition("/")[2])


def _feature(thing: OsmThing, kind: str) -> PlaceFeature:
    return PlaceFeature(
        thing.identity, kind, _name(thing.tags), b"", _impersonal(facts_of(thing.tags))
    )


def _impersonal(facts: dict[str, str]) -> dict[str, str]:
    """Leave out what holds a telephone number or the like, as comments on opening hours do."""
    return {field: text for field, text in facts.items() if not is_personal([text])}


def _name(tags: Mapping[str, str]) -> str:
    return " ".join((tags.get("name:tr") or tags.get("name") or "").split())
