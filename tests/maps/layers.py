"""A town of three reports, and how many rows each layer has in it."""

from django.contrib.gis.geos import Polygon
from django.utils import timezone

from maps.layers import LAYERS
from planning.models import HexagonPattern
from tests.district import BAGLAR, FOUNTAIN, SCHOOL, pin, resolve
from tests.places.kept import keep_four, see
from tests.planning.figures import scenario


def report_thrice():
    """Two new ones in Bağlar, a solved tree in Çınar; the places of the register, a hot spot, a scenario."""
    fountain, *_others = keep_four()
    see(fountain, "worn")
    pin(FOUNTAIN, "cop")
    pin(FOUNTAIN)
    resolve(pin(SCHOOL, "agac"))
    hot_spot()
    scenario()


def hot_spot():
    """Over all of Bağlar, as if it had been found at night."""
    day = timezone.localdate()
    HexagonPattern.objects.create(
        hexagon="1/1", code=BAGLAR, reports=3, per_km2=18, z=3, p=0.001, pattern="new", since=day, until=day,
        shape=Polygon.from_bbox((29.10, 40.99, 29.11, 41.00)),
    )  # fmt: skip


ROWS = {
    "issues": 3, "density": 2, "hexagons": 2, "neighbourhoods": 5,
    "heritage": 2, "green": 2, "condition": 1, "hotspots": 1,
    "indicators": 5, "allocation": 5,
}  # fmt: skip
assert set(ROWS) == set(LAYERS), (
    "say in ROWS of tests/maps/layers.py how many rows the layer has after report_thrice():"
    f" {set(ROWS) ^ set(LAYERS)}"
)
