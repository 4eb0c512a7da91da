"""A town of three reports, and how many rows each layer has in it."""

from maps.layers import LAYERS
from tests.district import FOUNTAIN, SCHOOL, pin, resolve


def report_thrice():
    """Two new ones in Bağlar, a solved tree in Çınar."""
    pin(FOUNTAIN, "cop")
    pin(FOUNTAIN)
    resolve(pin(SCHOOL, "agac"))


ROWS = {"issues": 3, "density": 2, "hexagons": 2, "neighbourhoods": 5}
assert set(ROWS) == set(LAYERS), (
    "say in ROWS of tests/maps/layers.py how many rows the layer has after report_thrice():"
    f" {set(ROWS) ^ set(LAYERS)}"
)
