"""A town of three reports, and how many rows each layer has in it."""

from maps.layers import LAYERS
from tests.district import FOUNTAIN, SCHOOL, pin, resolve
from tests.places.kept import keep_four, see


def report_thrice():
    """Two new ones in Bağlar, a solved tree in Çınar; and the places of the register."""
    fountain, *_others = keep_four()
    see(fountain, "worn")
    pin(FOUNTAIN, "cop")
    pin(FOUNTAIN)
    resolve(pin(SCHOOL, "agac"))


ROWS = {
    "issues": 3, "density": 2, "hexagons": 2, "neighbourhoods": 5,
    "heritage": 2, "green": 2, "condition": 1,
}  # fmt: skip
assert set(ROWS) == set(LAYERS), (
    "say in ROWS of tests/maps/layers.py how many rows the layer has after report_thrice():"
    f" {set(ROWS) ^ set(LAYERS)}"
)
