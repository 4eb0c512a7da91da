"""The spatial references this service accepts. None is taken from outside by its own text.

A file names a reference; only its EPSG number is read, and only these are known. So a crafted
definition can never make PROJ open a file or a network address.
"""

WGS84 = 4326
METRIC = 5254
"""EPSG:5254, TUREF / TM30: every length and area is measured here (+85 ppm at 29° E)."""

WEB_MERCATOR = 3857
"""EPSG:3857: in it web maps are drawn and their tiles are cut, and nothing is measured."""

ALLOWED = {
    4326: "WGS 84",
    4258: "ETRS89",
    5252: "TUREF",
    5253: "TUREF / TM27",
    5254: "TUREF / TM30",
    5255: "TUREF / TM33",
    32635: "WGS 84 / UTM 35N",
    32636: "WGS 84 / UTM 36N",
    3857: "WGS 84 / Pseudo-Mercator",
}

TURKIYE = (25.5, 35.7, 45.0, 42.3)
"""West, south, east, north of Türkiye in degrees, with a little room."""


def in_turkiye(longitude: float, latitude: float) -> bool:
    """Tell whether a point in degrees (EPSG:4326) lies in the frame of Türkiye; NaN does not."""
    west, south, east, north = TURKIYE
    return west <= longitude <= east and south <= latitude <= north


def looks_swapped(longitude: float, latitude: float) -> bool:
    """Tell whether a point outside Türkiye would lie inside with its axes swapped."""
    return not in_turkiye(longitude, latitude) and in_turkiye(latitude, longitude)
