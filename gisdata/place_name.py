"""A name on the map, between whoever reads it and whoever keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceName:
    """A name and a point of what it names, in degrees (EPSG:4326)."""

    name: str
    longitude: float
    latitude: float
