"""The invented base map of the sample district: a drawing by rule, and no survey.

An avenue leads from the middle of each mahalle to that of its neighbours, streets cross it in
blocks, houses stand in the blocks, and the green and the water are those of the sample's places.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain, combinations, count
from math import atan2, degrees
from random import Random
from typing import NamedTuple

from shapely import (
    LineString,
    Point,
    Polygon,
    STRtree,
    box,
    get_coordinates,
    get_parts,
    prepare,
    unary_union,
)
from shapely import transform as moved
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from gisdata.basemap.feature import MapFeature
from gisdata.basemap.tags import BUILDINGS, LAND, STREETS, WATER, WATER_LINES
from gisdata.sample.district import neighbourhoods
from gisdata.sample.places import METRES_EAST, METRES_NORTH, sample_places

SOURCE = "Örnek veri: sokaklar ve binalar uydurmadır"
LICENCE = "CC0"
SEED = 34758
ANY_DAY = date(2026, 1, 1)
"""The shapes of the sample's places are the same on all days."""

STREET_WORDS = (
    "Ihlamur", "Menekşe", "Gülümser", "Dere", "Uğur", "Şelale", "İğde", "Okul", "Çeşme", "Karanfil",
    "Söğüt", "Defne", "Leylek", "Kiraz", "Yıldız", "Değirmen", "Fıstık", "Güvercin", "Lale", "Başak",
    "Turunç", "Çamlık", "Kuyu", "Sardunya", "Yonca", "Kırlangıç", "Ayva", "Fener", "İncir", "Papatya",
    "Sümbül", "Dut", "Rüzgâr", "Zambak", "Kestane", "Ardıç", "Serçe", "Nilüfer", "Yasemin", "Böğürtlen",
)  # fmt: skip
AVENUE_WORDS = (
    "Çınar", "Işıklar", "Zeytinlik", "Barış", "Pazar", "Cumhuriyet", "Gençlik", "Dostluk", "Bağlar",
    "Panayır", "Umut", "Kervan", "Emek", "Turna", "Hürriyet", "Meydan", "Kardeşlik", "Ufuk",
)  # fmt: skip
LAND_KINDS = {
    "park": "park", "oyun-alani": "playground", "koru": "forest", "orman": "forest", "cayir": "grass",
    "bostan": "allotments", "mezarlik": "cemetery", "yesil-kose": "grass",
}  # fmt: skip
BLOCK_LONG, BLOCK_SHORT = 170, 105
"""Metres from one street to the next."""

BORDER = 150
"""Metres that mahalle must share for an avenue to cross there."""

PLOT = (34, 30)
BUILT = 0.7
"""Metres of a house's plot, and the part of the plots that have one."""


class Street(NamedTuple):
    """A street in metres, its kind, its name, and how wide it is with its pavements."""

    kind: str
    name: str
    line: LineString
    wide: int


@cache
def sample_basemap() -> tuple[MapFeature, ...]:
    """Return some eleven thousand things, the same for every run."""
    random = Random(SEED)
    mahalle = [_metres(Polygon(here.ring)) for here in neighbourhoods()]
    nature = list(_nature())
    avenues = list(_avenues(mahalle, random))
    streets = list(chain.from_iterable(_streets(here, random) for here in mahalle))
    avenues, streets = _meeting(avenues, streets)
    taken = _taken([*avenues, *streets], [_metres(feature.shape) for feature in nature])
    houses = chain.from_iterable(_houses(here, taken, random) for here in mahalle)
    return (
        *nature,
        *map(_house, houses),
        *(_drawn(street, 12) for street in streets),
        *(_drawn(avenue, 9) for avenue in avenues),
    )


def _house(outline: Polygon) -> MapFeature:
    return MapFeature(BUILDINGS, "building", "", 14, _degrees(outline))


def _drawn(street: Street, first_zoom: int) -> MapFeature:
    return MapFeature(STREETS, street.kind, street.name, first_zoom, _degrees(street.line))


def _metres(shape: BaseGeometry) -> BaseGeometry:
    return moved(shape, lambda corners: corners * (METRES_EAST, METRES_NORTH))


def _degrees(shape: BaseGeometry) -> BaseGeometry:
    return moved(shape, lambda corners: (corners / (METRES_EAST, METRES_NORTH)).round(6))


def _nature() -> Iterator[MapFeature]:
    """Yield the green areas, water and old ways that the sample's places are."""
    for place in sample_places(ANY_DAY):
        kind, name, shape = place.what.type, place.what.name, place.shape
        if kind == "dere":
            yield MapFeature(WATER_LINES, "stream", name, 12, shape)
        elif kind == "golet":
            yield MapFeature(WATER, "water", name, 9, shape)
        elif kind == "tarihi-yol":
            yield MapFeature(STREETS, "path", name, 14, shape)
        elif place.what.wide and kind in LAND_KINDS:
            yield MapFeature(LAND, LAND_KINDS[kind], name, 11, shape)


def _avenues(mahalle: list[BaseGeometry], random: Random) -> Iterator[Street]:
    """Yield an avenue across the middle of each border, from one mahalle's middle to the other's."""
    names = _names(AVENUE_WORDS, "Caddesi", random)
    for one, other in combinations(mahalle, 2):
        border = one.boundary.intersection(other.boundary)
        if border.length > BORDER:
            crossing: Point = border.interpolate(0.5, normalized=True)
            line = LineString([_middle(one), crossing, _middle(other)])
            yield Street("secondary", next(names), line, 22)


def _middle(shape: BaseGeometry) -> Point:
    inside: Point = shape.representative_point()
    return shape.centroid if shape.contains(shape.centroid) else inside


def _names(words: tuple[str, ...], ending: str, random: Random) -> Iterator[str]:
    """Yield names in any order, none twice before all words are used; then with a number before."""
    for time in count(1):
        for word in random.sample(words, len(words)):
            yield f"{word} {ending}" if time == 1 else f"{time}. {word} {ending}"


def _angle(shape: BaseGeometry) -> float:
    """Return the degrees by which a shape's longer side is turned."""
    (ax, ay), (bx, by), (cx, cy), *_rest = get_coordinates(shape.minimum_rotated_rectangle)
    if (bx - ax) ** 2 + (by - ay) ** 2 < (cx - bx) ** 2 + (cy - by) ** 2:
        ax, ay, bx, by = bx, by, cx, cy
    return degrees(atan2(by - ay, bx - ax))


def _streets(here: BaseGeometry, random: Random) -> Iterator[Street]:
    """Yield the streets of a mahalle, along its longer side and across."""
    names = _names(STREET_WORDS, "Sokak", random)
    angle, middle = _angle(here), here.centroid
    inside = rotate(here, -angle, origin=middle).buffer(-30)
    west, south, east, north = inside.bounds
    along = [[(west, y), (east, y)] for y in _steps(south, north, BLOCK_SHORT, random)]
    across = [[(x, south), (x, north)] for x in _steps(west, east, BLOCK_LONG, random)]
    for line in [*along, *across]:
        name = next(names)
        for part in get_parts(LineString(line).intersection(inside)):
            if part.length > BLOCK_SHORT:
                yield Street("residential", name, rotate(part, angle, origin=middle), 12)


def _meeting(avenues: list[Street], streets: list[Street]) -> tuple[list[Street], list[Street]]:
    """Give those that cross a common corner, as OpenStreetMap has it where one can turn."""
    every = [*avenues, *streets]
    lines = [street.line for street in every]
    corners: list[list[Point]] = [[] for _line in lines]
    for one, other in STRtree(lines).query(lines, predicate="intersects").T:
        if one < other:
            for point in get_parts(lines[one].intersection(lines[other])):
                if point.geom_type == "Point":
                    corners[one].append(point)
                    corners[other].append(point)
    met = [_with(street, here) for street, here in zip(every, corners, strict=True)]
    return met[: len(avenues)], met[len(avenues) :]


def _with(street: Street, corners: list[Point]) -> Street:
    own = [Point(corner) for corner in street.line.coords]
    known = {point.coords[0]: point for point in [*own, *corners]}
    return street._replace(line=LineString(sorted(known.values(), key=street.line.project)))


def _steps(first: float, last: float, step: int, random: Random) -> list[float]:
    places = [first + step * (n + 0.5) for n in range(int((last - first) / step))]
    return [place + random.uniform(-0.15, 0.15) * step for place in places]


def _taken(streets: Iterable[Street], nature: list[BaseGeometry]) -> STRtree:
    """Return the ground that no house stands on, to be searched."""
    roads = [street.line.buffer(street.wide / 2, cap_style="flat") for street in streets]
    return STRtree([*roads, *(shape.buffer(9) for shape in nature)])


def _houses(here: BaseGeometry, taken: STRtree, random: Random) -> Iterator[Polygon]:
    """Yield the houses of a mahalle, in rows along its streets."""
    ground = unary_union(taken.geometries[taken.query(here)])
    angle, middle = _angle(here), here.centroid
    free = rotate(here.buffer(-14).difference(ground), -angle, origin=middle)
    for block in get_parts(free):
        prepare(block)
        west, south, east, north = block.bounds
        for x in range(int(west) + 3, int(east) - 14, PLOT[0]):
            for y in range(int(south) + 3, int(north) - 12, PLOT[1]):
                wide, deep = random.uniform(14, 28), random.uniform(12, 22)
                house = box(x, y, x + wide, y + deep)
                if random.random() < BUILT and block.contains(house):
                    yield rotate(house, angle, origin=middle)
