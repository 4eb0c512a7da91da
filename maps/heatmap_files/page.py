"""A folium map as one HTML document that asks the network for nothing."""

from html import escape
from pathlib import Path
from typing import Any

import folium
import shapely
from branca.element import Element, Figure
from shapely.geometry import shape

from maps.heatmap_files.assets import OfflineHeader, style

STATIC = Path(__file__).parent / "static"
INK = "#1B2A33"
WITHOUT_TILES: dict[str, Any] = {"tiles": None, "maxZoom": 19, "zoomSnap": 0.25}
"""Options of a map that fetches no tiles: the nearest zoom is said, and any zoom may be shown."""


def bare_map() -> folium.Map:
    """Return a map without tiles."""
    return folium.Map(**WITHOUT_TILES)


def add_outlines(chart: folium.Map, content: dict[str, Any]) -> None:
    """Draw the mahalle's outlines and show all of them."""
    if content["outlines"]["features"]:
        line = {"color": INK, "weight": 1.2, "fill": False}
        folium.GeoJson(content["outlines"], style_function=lambda _feature: line).add_to(chart)
        show_all(chart, content)


def show_all(chart: folium.Map, content: dict[str, Any]) -> None:
    """Zoom to the whole district."""
    outlines = [shape(feature["geometry"]) for feature in content["outlines"]["features"]]
    west, south, east, north = map(float, shapely.total_bounds(outlines))
    chart.fit_bounds([[south, west], [north, east]])


def figure_of(chart: Element) -> Figure:
    """Return the document that folium made around a map."""
    figure = chart.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("a map of folium stands in a figure")
    return figure


def document(figure: Figure, content: dict[str, Any], *, styles: list[str]) -> bytes:
    """Return the document of a figure: heading, our styles, every asset inside."""
    header = OfflineHeader()
    header._parent = figure  # as branca's own Figure does
    figure.header = header
    figure.title = escape(content["title"])
    header.add_child(Element('<meta charset="utf-8">'))
    figure.html.add_child(Element(_heading(content)), index=0)
    for name in ["page.css", *styles]:
        figure.html.add_child(Element(style(STATIC / name)))
    page: str = figure.render()
    for theirs, ours in {
        "<html>": f'<html lang="{escape(content["language"])}">',
        ", maximum-scale=1.0, user-scalable=no": "",  # whoever needs it larger may zoom
        "</body>": "</main></body>",
    }.items():
        page = page.replace(theirs, ours, 1)
    return page.encode()


def raw(text: str) -> str:
    """Return text of ours kept from being read as a template."""
    return "{% raw %}" + text + "{% endraw %}"


def _heading(content: dict[str, Any]) -> str:
    lines = {"note": content["note"], "filter": content["filter"], "sample": content["sample"]}
    paragraphs = "".join(f'<p class="{n}">{escape(text)}</p>' for n, text in lines.items() if text)
    return raw(f"<header><h1>{escape(content['title'])}</h1>{paragraphs}</header><main>")
