"""folium's two maps side by side that move together: an earlier period and a later one."""

from html import escape
from typing import Any

import folium
from branca.element import Element
from folium.plugins import DualMap

from maps.heatmap_files.heat import add_heat, largest
from maps.heatmap_files.page import WITHOUT_TILES, add_outlines, document, figure_of, raw


def page(content: dict[str, Any]) -> bytes:
    """Return the document of both periods, on one scale of colour."""
    both = DualMap(**WITHOUT_TILES)
    figure = figure_of(both.m1)
    most = max(largest(period["cells"]) for period in content["periods"])
    for chart, period, side in zip(
        (both.m1, both.m2), content["periods"], ("earlier", "later"), strict=True
    ):
        _add_period(chart, period, most, content)
        figure.html.add_child(Element(raw(f'<h2 class="{side}">{escape(period["name"])}</h2>')))
    return document(figure, content, styles=["dual.css"])


def _add_period(
    chart: folium.Map, period: dict[str, Any], most: int, content: dict[str, Any]
) -> None:
    add_outlines(chart, content)
    add_heat(chart, period["cells"], most)
