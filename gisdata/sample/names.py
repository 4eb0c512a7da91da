"""Invented streets and parks of the sample district, so that the search finds something."""

from dataclasses import dataclass
from random import Random

from shapely import Point, Polygon

from gisdata.sample.district import SampleNeighbourhood, neighbourhoods

SOURCE = "Örnek veri: sokak ve park adları uydurmadır"
SEED = 34759
STREETS = (
    "Ihlamur Sokak", "Çınar Caddesi", "Menekşe Sokak", "Işıklar Caddesi", "Gülümser Sokak",
    "Dere Sokak", "Uğur Sokak", "Şelale Sokak", "Zeytinlik Caddesi", "İğde Sokak", "Okul Sokak",
    "Çeşme Sokak", "Karanfil Sokak", "Barış Caddesi", "Söğüt Sokak", "Defne Sokak", "Pazar Caddesi",
)  # fmt: skip
PARKS = ("Kardelen Parkı", "Çocuk Parkı", "Yıldız Parkı", "Ağaçlı Park", "Güneş Parkı")
STREETS_EACH = 3


@dataclass(frozen=True)
class SampleName:
    """An invented name; degrees in EPSG:4326."""

    name: str
    kind: str
    longitude: float
    latitude: float


def sample_names() -> list[SampleName]:
    """Return some streets and a park of each mahalle, the same for every run."""
    random = Random(SEED)
    return [name for mahalle in neighbourhoods() for name in _names_of(mahalle, random)]


def _names_of(mahalle: SampleNeighbourhood, random: Random) -> list[SampleName]:
    shape = Polygon(mahalle.ring)
    chosen = [(name, "street") for name in random.sample(STREETS, STREETS_EACH)]
    chosen.append((random.choice(PARKS), "park"))
    places = [_inside(shape, random) for _name in chosen]
    return [
        SampleName(name, kind, place.x, place.y)
        for (name, kind), place in zip(chosen, places, strict=True)
    ]


def _inside(shape: Polygon, random: Random) -> Point:
    """Return a random point of a shape."""
    west, south, east, north = shape.bounds
    while True:
        point = Point(round(random.uniform(west, east), 5), round(random.uniform(south, north), 5))
        if shape.covers(point):
            return point
