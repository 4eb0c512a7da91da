"""A frozen view as an SVG drawing: from what is left of its features, so that what was erased is not in it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from workinggroups.models import NOTE_COLOURS, MeetingNote, Snapshot

WIDTH = 1000
MARGIN = 45
SCREEN = (1440, 900)
"""Of a desktop, in pixels: what a view shows of the map on it is what is drawn."""
DOT = 7


@dataclass(frozen=True)
class Mark:
    """A feature or a note on the drawing: a path, or a disc at x and y, with a character on it."""

    colour: str
    label: str
    path: str = ""
    x: float = 0
    y: float = 0
    character: str = ""
    is_line: bool = False
    is_note: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing of `width` by `height`: the outlines of the mahalle, and the marks on them.

    `is_part` if it is not all of the district, but what the view looked at.
    """

    width: int
    height: int
    outlines: list[str]
    marks: list[Mark]
    is_part: bool
    dot: int = DOT


class Frame:
    """Degrees in EPSG:4326 as places on the drawing; true in the middle, which is enough for a district."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        longitudes, latitudes = zip(*points, strict=True)
        self.west, self.north = min(longitudes), max(latitudes)
        self.squeeze = cos(radians((self.north + min(latitudes)) / 2))
        wide = max((max(longitudes) - self.west) * self.squeeze, 1e-6)
        self.scale = (WIDTH - 2 * MARGIN) / wide
        self.height = round((self.north - min(latitudes)) * self.scale + 2 * MARGIN)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y of a place."""
        x = MARGIN + (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)

    def holds(self, mark: Mark) -> bool:
        """Tell whether a disc is on the drawing."""
        return 0 <= mark.x <= WIDTH and 0 <= mark.y <= self.height

    def path(self, lines: Iterable[Sequence[Any]], *, closed: bool) -> str:
        """Return the SVG path of lines, or of rings."""
        end = "Z" if closed else ""
        return "".join(
            "M" + "L".join(f"{x},{y}" for x, y in (self.place(*point[:2]) for point in line)) + end
            for line in lines
        )


def picture(
    snapshot: Snapshot, contents: Iterable[str], notes: Iterable[MeetingNote] = ()
) -> Picture | None:
    """Draw a snapshot from the texts of its features, and what was noted on it.

    None where the district has no mahalle.
    """
    outlines = [shape for _code, _name, shape in json.loads(snapshot.outline.content)]
    if not outlines:
        return None
    district = list(_corners(outlines))
    seen = _seen(json.loads(snapshot.manifest)["at"], district)
    placed = [note for note in notes if note.shape]
    frame = Frame([*seen, *_corners(json.loads(_shape(note).json) for note in placed)])
    marks = [*_marks(frame, contents), *(_noted(frame, note) for note in placed)]
    drawn = [frame.path(lines_of(shape), closed=True) for shape in outlines]
    return Picture(WIDTH, frame.height, drawn, marks, is_part=seen != district)


def _marks(frame: Frame, contents: Iterable[str]) -> Iterator[Mark]:
    """Yield the features that are left, but discs that lie beside the drawing."""
    for content in filter(None, contents):
        mark = _mark(frame, json.loads(content))
        if mark.path or frame.holds(mark):
            yield mark


def _seen(at: str, district: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return two corners of what the view looked at on a desktop's screen; the district's where that is in it.

    A map of zoom z has 512 · 2^z pixels around the Earth (Web Mercator, as MapLibre counts).
    """
    if not at:
        return district
    zoom, latitude, longitude = (float(part) for part in at.split("/")[:3])
    degree = 360 / (512 * 2**zoom)
    wide, high = SCREEN[0] / 2 * degree, SCREEN[1] / 2 * degree * cos(radians(latitude))
    west, east, south, north = longitude - wide, longitude + wide, latitude - high, latitude + high
    if all(west <= x <= east and south <= y <= north for x, y in district):
        return district
    return [(west, max(south, -85)), (east, min(north, 85))]


def _corners(shapes: Iterable[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    """Yield longitude and latitude of each corner of GeoJSON geometries."""
    for shape in shapes:
        for line in lines_of(shape):
            for longitude, latitude, *_height in line:
                yield longitude, latitude


def _mark(frame: Frame, feature: dict[str, Any]) -> Mark:
    shape, told = feature["geometry"], feature["properties"]
    known = {"colour": told["colour"], "label": told["label"]}
    if shape["type"] == "Point":
        x, y = frame.place(*shape["coordinates"][:2])
        return Mark(x=x, y=y, character=told["character"], **known)
    is_line = "Line" in shape["type"]
    return Mark(path=frame.path(lines_of(shape), closed=not is_line), is_line=is_line, **known)


def _noted(frame: Frame, note: MeetingNote) -> Mark:
    """Return a note as a mark: an area by its edge alone, so that what lies below is seen."""
    shape, colour = json.loads(_shape(note).json), NOTE_COLOURS[note.colour]
    if shape["type"] == "Point":
        x, y = frame.place(*shape["coordinates"][:2])
        return Mark(colour, note.text, x=x, y=y, is_note=True)
    path = frame.path(lines_of(shape), closed=shape["type"] == "Polygon")
    return Mark(colour, note.text, path=path, is_line=True, is_note=True)


def _shape(note: MeetingNote) -> Any:
    return note.shape


def lines_of(shape: dict[str, Any]) -> Iterator[Sequence[Any]]:
    """Yield the lines or rings of a GeoJSON geometry; of a point, itself."""
    kind, coordinates = shape["type"], shape["coordinates"]
    if kind == "Point":
        yield [coordinates]
    elif kind == "LineString":
        yield coordinates
    elif kind in {"Polygon", "MultiLineString"}:
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
