"""The density as a picture to print: classes, mahalle, legend, scale, and how it was made."""

from io import BytesIO
from textwrap import fill, shorten
from typing import Any

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from maps.heatmap_files.contours import bands
from maps.heatmap_files.district import outlines
from maps.heatmap_files.map_parts import draw_bands, draw_mahalle, draw_scale_bar
from maps.heatmap_files.numbers import number_text
from maps.heatmap_files.surface import Surface, method_text, surface

PAPER, INK, MUTED, RED = "#FBFAF7", "#1B2A33", "#55636B", "#B4472F"
DPI = 200
WIDTH, MARGIN, ABOVE, BELOW = 9.0, 0.45, 1.1, 1.15
"""Inches: of the page, of its margins, of the heading above the map and of the legend below."""

TALLEST = 10.0
"""Inches of the map's height at most."""

FONT: dict[str, Any] = {"family": "DejaVu Sans", "color": INK}


def written(content: dict[str, Any]) -> bytes:
    """Return a PNG 1,800 pixels wide, as tall as the district asks for."""
    made = surface(content)
    page, frame = _page(made)
    classes = bands(made)
    colours = ramp(len(classes))
    draw_bands(frame, classes, colours)
    draw_mahalle(frame, outlines(content), made.district)
    draw_scale_bar(frame)
    _heading(page, content, made)
    limits = [number_text(b.lower, content["marks"]) for b in classes]
    last = number_text(classes[-1].upper, content["marks"])
    _legend(page, colours, [*limits, last], content["words"]["unit"])
    _footnote(page, fill(method_text(content, made.bandwidth), 62))
    buffer = BytesIO()
    page.savefig(buffer, format="png", metadata={"Title": content["title"]})
    return buffer.getvalue()


def ramp(classes: int) -> list[str]:
    """Return one colour growing darker, safe for colour-blind eyes and in grey print."""
    brown = colormaps["YlOrBr"]
    return [to_hex(brown(0.04 + 0.9 * i / max(1, classes - 1))) for i in range(classes)]


def _page(made: Surface) -> tuple[Figure, Axes]:
    """Return the page and the map's frame on it, in metres with equal axes."""
    west, south, east, north = made.district.bounds
    room = 0.015 * (east - west)
    across = WIDTH - 2 * MARGIN
    up = min(TALLEST, across * (north - south + 2 * room) / (east - west + 2 * room))
    height = ABOVE + up + BELOW
    page = Figure(figsize=(WIDTH, round(height * DPI) / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(page)
    frame = page.add_axes((MARGIN / WIDTH, BELOW / height, across / WIDTH, up / height))
    frame.set_axis_off()
    frame.set_aspect("equal")
    frame.set_xlim(west - room, east + room)
    frame.set_ylim(south - room, north + room)
    return page, frame


def _heading(page: Figure, content: dict[str, Any], made: Surface) -> None:
    height, left = page.get_figheight(), MARGIN / WIDTH
    count = content["words"]["reports"] % {"count": number_text(made.reports, content["marks"])}
    said = [part for part in (content["period"], content["filter"], count) if part]
    page.text(left, 1 - 0.52 / height, content["title"], fontsize=17, fontweight="bold", **FONT)
    page.text(
        left,
        1 - 0.78 / height,
        shorten(" · ".join(said), 125, placeholder=" …"),
        fontsize=9.5,
        **{**FONT, "color": MUTED},
    )
    page.text(left, 1 - 0.99 / height, content["sample"], fontsize=9, **{**FONT, "color": RED})


def _legend(page: Figure, colours: list[str], limits: list[str], unit: str) -> None:
    """Draw the classes as a bar with the bounds between them."""
    height = page.get_figheight()
    bar = page.add_axes((MARGIN / WIDTH, 0.5 / height, 0.42, 0.16 / height))
    bar.bar(range(len(colours)), 1, 1, align="edge", color=colours, edgecolor=INK, linewidth=0.4)
    bar.set(xlim=(0, len(colours)), ylim=(0, 1), yticks=[])
    bar.set_xticks(range(len(limits)), limits, fontsize=8.5, color=INK)
    bar.tick_params(length=0, pad=4)
    bar.spines[:].set_visible(False)
    bar.set_title(unit, loc="left", fontsize=9, fontweight="bold", color=INK, pad=5)


def _footnote(page: Figure, text: str) -> None:
    height = page.get_figheight()
    page.text(
        1 - MARGIN / WIDTH, 0.83 / height, text, fontsize=7.5, ha="right", va="top",
        linespacing=1.5, **{**FONT, "color": MUTED},
    )  # fmt: skip
