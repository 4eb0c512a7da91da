"""folium's heatmap with time: a frame for each month, and a button that plays them."""

import json
from typing import Any

import folium
from branca.element import Element
from folium.plugins import HeatMapWithTime

from maps.heatmap_files.assets import script
from maps.heatmap_files.heat import GRADIENT, largest
from maps.heatmap_files.page import STATIC, add_outlines, bare_map, document, figure_of, raw


def page(content: dict[str, Any]) -> bytes:
    """Return the document of the months' cells of heat, all on one scale of colour."""
    chart = bare_map()
    add_outlines(chart, content)
    if content["frames"]:
        _add_months(chart, content["frames"])
    figure = figure_of(chart)
    words = json.dumps(content["controls"]).replace("<", "\\u003c")
    figure.html.add_child(Element(raw(f'<script type="text/json" id="words">{words}</script>')))
    figure.html.add_child(Element(script(STATIC / "timeline.js")))
    return document(figure, content, styles=["timeline.css"])


def _add_months(chart: folium.Map, frames: list[tuple[str, list[Any]]]) -> None:
    most = max(largest(cells) for _month, cells in frames)
    layer = HeatMapWithTime(
        [[[lat, lon, count / most] for lat, lon, count in cells] for _month, cells in frames],
        index=[month for month, _cells in frames],
        radius=24,
        blur=0.9,
        max_opacity=0.85,
        min_speed=0.5,
        max_speed=5,
        speed_step=0.5,
        gradient=GRADIENT,
    )
    layer.limit_sliders = "false"
    layer.add_to(chart)
