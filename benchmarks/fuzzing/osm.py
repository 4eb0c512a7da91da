"""What OpenStreetMap sends; the first byte says in which form."""

import json
from pathlib import Path
from tempfile import mkdtemp

from gisdata.osm import read_osm
from gisdata.readers import UnreadableError

FOLDER = Path(mkdtemp(prefix="osm-"))
SUFFIXES = (".json", ".osm", ".pbf")
WORDS = [word.encode() for word in (
    '"elements"', '"node"', '"way"', '"relation"', '"geometry"', '"members"', '"role"', '"outer"', '"inner"', '"tags"', '"lat"',
    '"lon"', "<osm", "<node", "<way", "<nd", "<tag", "<relation", "<member", "<!DOCTYPE", "<!ENTITY", "OSMHeader", "OSMData",
)]  # fmt: skip
CORNERS = [
    {"lat": 40.9, "lon": 29.1},
    {"lat": 40.9, "lon": 29.2},
    {"lat": 41.0, "lon": 29.2},
    {"lat": 40.9, "lon": 29.1},
]
OVERPASS = {"elements": [
    {"type": "node", "id": 1, "lat": 40.9, "lon": 29.1, "tags": {"historic": "fountain"}},
    {"type": "way", "id": 2, "geometry": CORNERS, "tags": {"leisure": "park", "name": "Çınar"}},
    {"type": "relation", "id": 3, "tags": {"type": "multipolygon", "natural": "wood"},
     "members": [{"type": "way", "ref": 2, "role": "outer", "geometry": CORNERS}]},
]}  # fmt: skip
XML = (
    '<osm version="0.6"><node id="1" lat="40.9" lon="29.1"><tag k="historic" v="fountain"/></node>'
    '<node id="2" lat="40.9" lon="29.2"/><node id="3" lat="41" lon="29.2"/>'
    '<way id="4"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="leisure" v="park"/></way></osm>'
)
SEEDS = [
    b"\0" + json.dumps(OVERPASS).encode(),
    b"\1" + XML.encode(),
    b"\2\0\0\0\x0d\n\tOSMHeader\x18\x7c",
]


def take(content: bytes) -> None:
    """Read all things of a file."""
    suffix = SUFFIXES[(content or b"\0")[0] % len(SUFFIXES)]
    path = FOLDER / f"town{suffix}"
    path.write_bytes(content[1:])
    try:
        things = list(read_osm(path))
    except UnreadableError:
        return
    assert all(thing.identity and not thing.shape.is_empty for thing in things)
