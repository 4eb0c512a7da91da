"""The parts of the drawn map: classes, mahalle with their names, scale bar."""

import math
from textwrap import fill

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from maps.heatmap_files.contours import Band

PAPER, INK = "#FBFAF7", "#1B2A33"
ENOUGH = 0.05
"""The part of a mahalle that a bbox must leave for it to be drawn and named."""

HALO = [withStroke(linewidth=2.2, foreground=PAPER, alpha=0.85)]


def draw_bands(frame: Axes, bands: list[Band], colours: list[str]) -> None:
    """Fill each class; its edge in the same colour closes the seam to the next."""
    for band, colour in zip(bands, colours, strict=True):
        frame.add_patch(PathPatch(path_of(band.shape), facecolor=colour, edgecolor=colour, lw=0.3))


def draw_mahalle(frame: Axes, mahalle: dict[str, BaseGeometry], whole: BaseGeometry) -> None:
    """Draw thin lines between the mahalle, a firm one around them all, and the names."""
    for name, shape in mahalle.items():
        seen = shape.intersection(whole)
        if not isinstance(seen, Polygon | MultiPolygon) or seen.area < shape.area * ENOUGH:
            continue
        frame.add_patch(PathPatch(path_of(seen), fill=False, edgecolor=INK, lw=0.6, alpha=0.6))
        x, y = shapely.maximum_inscribed_circle(seen).coords[0]
        frame.text(
            x, y, fill(name, 12, break_long_words=False), ha="center", va="center", fontsize=7, color=INK,
            linespacing=1.05, path_effects=HALO,
        )  # fmt: skip
    frame.add_patch(PathPatch(path_of(whole), fill=False, edgecolor=INK, lw=1.3, joinstyle="round"))


def draw_scale_bar(frame: Axes) -> None:
    """Draw a bar of a round length in the lower right corner; the map's unit is the metre."""
    (west, east), (south, north) = frame.get_xlim(), frame.get_ylim()
    length, thick = round_length((east - west) / 4), (east - west) / 300
    right, low = east - (east - west) / 25, south + (north - south) / 60
    for half, colour in ((0, INK), (1, PAPER)):
        start = right - length + half * length / 2
        frame.barh(
            low, length / 2, thick, start, align="edge", color=colour, edgecolor=INK, linewidth=0.7
        )
    for metres in (0, length / 2, length):
        frame.text(
            right - length + metres, low + 2 * thick, f"{metres:g}" + " m" * (metres == length),
            ha="center", va="bottom", fontsize=7.5, color=INK, path_effects=HALO,
        )  # fmt: skip


def round_length(longest: float) -> float:
    """Return the greatest of 1, 2 or 5 times a power of ten that is not above ``longest``.

    >>> [round_length(metres) for metres in (1999, 2000, 740)]
    [1000.0, 2000.0, 500.0]
    """
    power = 10.0 ** math.floor(math.log10(longest))
    return max(m * power for m in (1, 2, 5) if m * power <= longest)


def path_of(shape: BaseGeometry) -> Path:
    """Return a polygon or multipolygon as one path, holes included."""
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    rings = [r for p in polygons for r in (shapely.orient_polygons(p).exterior, *p.interiors)]
    return Path.make_compound_path(*(Path(shapely.get_coordinates(r), closed=True) for r in rings))
