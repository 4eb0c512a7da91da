"""Places among the things of OpenStreetMap: what the table of tags knows, and what has a name.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from collections.abc import Iterable, Mapping

from gisdata.osm import OsmThing
from gisdata.places.feature import PlaceFeature, PlacesRead
from gisdata.places.mending import mend_all
from gisdata.places.personal import is_personal
from gisdata.places.tags import facts_of, type_of


def places_among(things: Iterable[OsmThing]) -> PlacesRead:
    """Return the places among things, by the table of tags; those without a name are counted only."""
    chosen = [(thing, kind) for thing in things if (kind := type_of(thing.tags))]
    named = [(thing, kind) for thing, kind in chosen if _name(thing.tags)]
    unnamed = len(chosen) - len(named)
    told = [f"left out: {unnamed} without a name"] if unnamed else []
    return mend_all([(_feature(thing, kind), thing.shape) for thing, kind in named], told)


def _feature(thing: OsmThing, kind: str) -> PlaceFeature:
    return PlaceFeature(
        thing.identity, kind, _name(thing.tags), b"", _impersonal(facts_of(thing.tags))
    )


def _impersonal(facts: dict[str, str]) -> dict[str, str]:
    """Leave out what holds a telephone number or the like, as comments on opening hours do."""
    return {field: text for field, text in facts.items() if not is_personal([text])}


def _name(tags: Mapping[str, str]) -> str:
    return " ".join((tags.get("name:tr") or tags.get("name") or "").split())
