"""What OpenStreetMap would know of the drawn town: the answer of an Overpass, and the base map of it."""

import json

from gisdata.basemap.from_osm import basemap_among
from gisdata.osm import read_overpass
from neighbourhoods.basemap.actions import load_basemap
from tests.district import FRAME

SOURCE, LICENCE = "© OpenStreetMap katkıda bulunanlar", "ODbL 1.0"


def way(identity, corners, **tags):
    points = [{"lon": x, "lat": y} for x, y in corners]
    return {"type": "way", "id": identity, "tags": tags, "geometry": points}


def ring(west, south, side):
    east, north = west + side, south + side
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


ELEMENTS = [
    way(1, [(29.101, 40.995), (29.1051, 40.995)], highway="primary", name="Çınar  Caddesi"),
    way(2, [(29.1051, 40.995), (29.129, 40.995)], highway="primary_link", name="Çınar Caddesi"),
    way(3, [(29.1045, 40.991), (29.1045, 40.999)], highway="residential", name="Işık Sokak"),
    way(4, [(29.1045, 40.981), (29.1045, 40.985)], highway="residential", name="Işık Sokak"),
    way(5, [(29.106, 40.991), (29.106, 40.999)], highway="footway"),
    way(6, [(29.108, 40.981), (29.109, 40.999)], waterway="stream", name="Dere"),
    way(7, ring(29.1052, 40.9952, 0.0004), building="yes", name="Bağlar Camii"),
    way(8, ring(29.1060, 40.9952, 0.0004), building="no"),
    way(9, ring(29.102, 40.992, 0.002), leisure="park", name="Kardelen Parkı"),
    way(10, ring(29.103, 40.996, 0.001), natural="water", name="Kuş Göleti"),
    way(11, [(29.101, 40.998), (29.103, 40.9985)], railway="subway"),
    way(12, [(29.3, 40.9), (29.31, 40.91)], highway="primary", name="Uzak Cadde"),
    {"type": "node", "id": 13, "lon": 29.105, "lat": 40.995, "tags": {"highway": "crossing"}},
]  # fmt: skip
"""Streets of one name that meet and that lie apart, and what is not drawn: a tunnel, a hole, far away."""


def draw(**facts):
    """Give the town its base map; returns it."""
    features = basemap_among(read_overpass(answer().encode(), "here"), FRAME)
    facts = {"source": SOURCE, "licence": LICENCE} | facts
    return load_basemap(features=features, **facts)


def answer(elements=ELEMENTS):
    return json.dumps({"elements": elements})


def build(places, streets=()):
    """Give the town a base map of houses around these places, and of these streets by their corners, alone."""
    side = 0.0001
    corners = [(x - side / 2, y - side / 2) for x, y in places]
    houses = [way(at, ring(*corner, side), building="yes") for at, corner in enumerate(corners, 1)]
    lines = [
        way(at, line, highway=kind) for at, (kind, line) in enumerate(streets, len(houses) + 1)
    ]
    features = basemap_among(read_overpass(answer([*houses, *lines]).encode(), "here"), FRAME)
    return load_basemap(features=features, source=SOURCE, licence=LICENCE)
