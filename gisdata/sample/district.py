"""The sample district: the mahalle of Ataşehir as a drawing of straight lines, with population.

The corner points are rounded to 0.001 degree. It is a drawing and no survey; every page that
shows it says so.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

POPULATION_YEAR = 2023
NAME = "Ataşehir, şematik"
SOURCE = (
    "Şematik sınırlar: köşe noktaları 0,001 dereceye yuvarlanmış bir çizimdir, resmî değildir. "
    "Nüfus: TÜİK ADNKS 2023."
)


@dataclass(frozen=True)
class SampleNeighbourhood:
    """A mahalle of the drawing; the ring is closed, longitude and latitude in EPSG:4326."""

    code: str
    name: str
    population: int
    ring: tuple[tuple[float, float], ...]


@cache
def neighbourhoods() -> tuple[SampleNeighbourhood, ...]:
    """Return the 17 mahalle, in the order of their codes."""
    text = Path(__file__).with_name("atasehir.json").read_text(encoding="utf-8")
    drawing = json.loads(text)
    nodes = [(float(lon), float(lat)) for lon, lat in drawing["nodes"]]
    return tuple(
        SampleNeighbourhood(
            code=entry["code"],
            name=entry["name"],
            population=entry["population_2023"],
            ring=tuple(nodes[i] for i in [*entry["ring"], entry["ring"][0]]),
        )
        for entry in drawing["neighbourhoods"]
    )
