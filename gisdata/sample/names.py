"""Invented parks of the sample district, so that the search finds something; its streets are on the base map."""

from random import Random

from shapely import Point, Polygon

from gisdata.place_name import PlaceName
from gisdata.sample.district import neighbourhoods

SOURCE = "Örnek veri: sokak ve park adları uydurmadır"
SEED = 34759
PARKS = ("Kardelen Parkı", "Çocuk Parkı", "Yıldız Parkı", "Ağaçlı Park", "Güneş Parkı")


def sample_parks() -> list[PlaceName]:
    """Return a park of each mahalle, the same for every run."""
    random = Random(SEED)
    return [_park(Polygon(mahalle.ring), random) for mahalle in neighbourhoods()]


def _park(mahalle: Polygon, random: Random) -> PlaceName:
    point = _inside(mahalle, random)
    return PlaceName(random.choice(PARKS), point.x, point.y)


def _inside(shape: Polygon, random: Random) -> Point:
    """Return a random point of a shape."""
    west, south, east, north = shape.bounds
    while True:
        point = Point(round(random.uniform(west, east), 5), round(random.uniform(south, north), 5))
        if shape.covers(point):
            return point
