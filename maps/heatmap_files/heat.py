"""folium's heatmap: for exploring, its radius is in pixels."""

from typing import Any

import folium
from folium.plugins import HeatMap

from maps.heatmap_files.page import add_outlines, bare_map, document, figure_of

Cells = list[tuple[float, float, int]]

GRADIENT = {0.2: "#FFF3B0", 0.45: "#FEC44F", 0.7: "#D95F0E", 1.0: "#7A2A04"}
"""One colour growing darker, so that it reads the same for colour-blind eyes and in print."""


def page(content: dict[str, Any]) -> bytes:
    """Return the document of the cells of heat, [latitude, longitude, count] in EPSG:4326."""
    chart = bare_map()
    add_outlines(chart, content)
    add_heat(chart, content["cells"], largest(content["cells"]))
    return document(figure_of(chart), content, styles=[])


def largest(cells: Cells) -> int:
    """Return the count of the fullest cell, 1 where there is none."""
    return max((count for _latitude, _longitude, count in cells), default=1)


def add_heat(chart: folium.Map, cells: Cells, most: int) -> None:
    """Add the heat; a cell's weight is its count beside the most."""
    if cells:
        HeatMap(
            [[latitude, longitude, count / most] for latitude, longitude, count in cells],
            radius=18,
            blur=22,
            min_opacity=0.15,
            max_zoom=15,
            gradient=GRADIENT,
        ).add_to(chart)
