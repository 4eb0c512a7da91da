"""A folium heatmap in one HTML document that asks the network for nothing.

Run as ``python -m maps.folium_document``: content as JSON on standard input, HTML on standard
output. No Django here, so the process is short.
"""

import json
import sys
from html import escape
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure
from folium.plugins import HeatMap

NODE_MODULES = Path(__file__).resolve().parent.parent / "node_modules"
SCRIPTS = ["leaflet/dist/leaflet.js", "leaflet.heat/dist/leaflet-heat.js"]
STYLES = ["leaflet/dist/leaflet.css"]
GRADIENT = {0.2: "#FFF3B0", 0.45: "#FEC44F", 0.7: "#D95F0E", 1.0: "#7A2A04"}
"""One colour growing darker, so that it reads the same for colour-blind eyes and in print."""
STYLE = """
html, body { margin: 0; height: 100%; font: 16px/1.4 system-ui, sans-serif; color: #1B2A33; }
body { display: flex; flex-direction: column; background: #FBFAF7; }
header { padding: 0.6rem 1rem; border-bottom: 1px solid #D9D6CE; }
h1 { font-size: 1.1rem; margin: 0; }
p { margin: 0; font-size: 0.9rem; }
.folium-map { flex: 1; position: relative; background: #FBFAF7; }
"""


class OfflineMap(folium.Map):
    """A folium map that links to no script or style: ours stand in the document."""

    default_js: list[tuple[str, str]] = []  # folium reads a plain class attribute
    default_css: list[tuple[str, str]] = []


class OfflineHeatMap(HeatMap):
    """folium's heat layer without its link."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []


def document(content: dict[str, Any]) -> str:
    """Return the HTML document for the content that maps/heatmap.py gathers.

    `cells` are [latitude, longitude, count] in EPSG:4326; a cell's weight is its count beside
    the largest.
    """
    heat = OfflineMap(tiles=None, zoom_control=True, max_zoom=19, attr="")
    for feature in content["outlines"]["features"]:
        folium.GeoJson(
            feature,
            style_function=_outline,
            tooltip=None,
            control=False,
        ).add_to(heat)
    if content["cells"]:
        largest = max(count for _lat, _lon, count in content["cells"])
        points = [[lat, lon, count / largest] for lat, lon, count in content["cells"]]
        OfflineHeatMap(  # type: ignore[no-untyped-call]  # folium leaves it untyped
            points, radius=18, blur=22, min_opacity=0.15, max_zoom=15, gradient=GRADIENT
        ).add_to(heat)
    if content["outlines"]["features"]:
        heat.fit_bounds(heat.get_bounds())  # type: ignore[arg-type]  # known once outlines are in
    return _page(heat, content)


def _outline(_feature: Any) -> dict[str, Any]:
    return {"color": "#1B2A33", "weight": 1.2, "fill": False}


def _page(heat: OfflineMap, content: dict[str, Any]) -> str:
    figure = Figure(title=escape(content["title"]))
    figure.add_child(heat)
    for path in STYLES:
        figure.header.add_child(Element(f"<style>{_text(path)}</style>"))
    for path in SCRIPTS:
        figure.header.add_child(Element(f"<script>{_text(path)}</script>"))
    figure.header.add_child(Element(f"<style>{STYLE}</style>"))
    figure.html.add_child(Element(_heading(content)), index=0)
    page: str = figure.render()
    return page.replace("<html>", f'<html lang="{escape(content["language"])}">', 1)


def _heading(content: dict[str, Any]) -> str:
    lines = [content["note"], content["sample"]]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f"<header><h1>{escape(content['title'])}</h1>{paragraphs}</header>"


def _text(path: str) -> str:
    return "{% raw %}" + (NODE_MODULES / path).read_text(encoding="utf-8") + "{% endraw %}"


if __name__ == "__main__":
    sys.stdout.write(document(json.load(sys.stdin)))
