"""A choropleth of the mahalle with folium: hover or tap, and name and number are there."""

from html import escape
from typing import Any

import folium
from branca.element import Element

from maps.heatmap_files.page import INK, bare_map, document, figure_of, raw, show_all

COLOURS = ["#E3EEF0", "#B5D5D8", "#7DB6BB", "#3F8F96", "#0B5C63"]
"""Of the site's own choropleths: one colour growing darker."""

HATCH = """<svg class="defs" aria-hidden="true" width="0" height="0"><defs>
<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<path d="M0 0V7" stroke="#55636B" stroke-width="1.5"/></pattern></defs></svg>"""


def page(content: dict[str, Any]) -> bytes:
    """Return the document of the mahalle's classes, with a legend that counts each."""
    chart = bare_map()
    features = _features(content)
    if features:
        _add_areas(chart, features)
        show_all(chart, content)
    figure = figure_of(chart)
    figure.html.add_child(Element(raw(HATCH + _legend(content))))
    return document(figure, content, styles=["areas.css"])


def _features(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the outlines of the counted mahalle with class and text (escaped: it becomes HTML)."""
    areas = content["areas"]
    return [
        {
            "type": "Feature",
            "geometry": outline["geometry"],
            "properties": {"slug": slug, "class": area["class"], "text": _text(area["lines"])},
        }
        for outline in content["outlines"]["features"]
        if (area := areas.get(slug := outline["properties"]["slug"]))
    ]


def _text(lines: list[str]) -> str:
    name, *numbers = (escape(line) for line in lines)
    return "<br>".join([f"<strong>{name}</strong>", *numbers])


def _add_areas(chart: folium.Map, features: list[dict[str, Any]]) -> None:
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=_style,
        highlight_function=lambda _feature: {"weight": 3.5},
        tooltip=folium.GeoJsonTooltip(["text"], labels=False),
        popup=folium.GeoJsonPopup(["text"], labels=False, localize=False),
    ).add_to(chart)


def _style(feature: dict[str, Any]) -> dict[str, Any]:
    number = feature["properties"]["class"]
    fill = "url(#hatch)" if number is None else COLOURS[number]
    return {"color": INK, "weight": 1.2, "fillColor": fill, "fillOpacity": 1}


def _legend(content: dict[str, Any]) -> str:
    entries = "".join(_entry(entry) for entry in content["legend"])
    return f'<aside class="legend"><h2>{escape(content["unit"])}</h2><ul>{entries}</ul></aside>'


def _entry(entry: dict[str, Any]) -> str:
    number = entry["class"]
    look = 'class="hatched"' if number is None else f'style="background: {COLOURS[number]}"'
    return (
        f"<li><i {look}></i>{escape(entry['text'])} "
        f'<span class="count">{escape(entry["count"])}</span></li>'
    )
