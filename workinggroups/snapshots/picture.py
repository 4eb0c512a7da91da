"""A frozen view as an SVG drawing: from what is left of its features, so that what was erased is not in it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from workinggroups.models import NOTE_COLOURS, MeetingNote, PublicFrozenFeature, Snapshot

WIDTH = 1000
MARGIN = 45
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
    """A drawing of `width` by `height`: the outlines of the mahalle, and the marks on them."""

    width: int
    height: int
    outlines: list[str]
    marks: list[Mark]
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

    def path(self, lines: Iterable[Sequence[Any]], *, closed: bool) -> str:
        """Return the SVG path of lines, or of rings."""
        end = "Z" if closed else ""
        return "".join(
            "M" + "L".join(f"{x},{y}" for x, y in (self.place(*point[:2]) for point in line)) + end
            for line in lines
        )


def picture(snapshot: Snapshot, notes: Iterable[MeetingNote] = ()) -> Picture | None:
    """Draw a snapshot and what was noted on it; None where the district has no mahalle."""
    outlines = [shape for _code, _name, shape in json.loads(snapshot.outline.content)]
    if not outlines:
        return None
    frame = Frame(list(_corners(outlines)))
    contents = PublicFrozenFeature.objects.filter(snapshot=snapshot).exclude(content="")
    marks = [
        _mark(frame, json.loads(content))
        for content in contents.values_list("content", flat=True).iterator()
    ]
    marks += [_noted(frame, note) for note in notes if note.shape]
    drawn = [frame.path(lines_of(shape), closed=True) for shape in outlines]
    return Picture(WIDTH, frame.height, drawn, marks)


def _corners(outlines: Iterable[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    """Yield longitude and latitude of each corner of outlines."""
    for shape in outlines:
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
    drawn: Any = note.shape
    shape, colour = json.loads(drawn.json), NOTE_COLOURS[note.colour]
    if shape["type"] == "Point":
        x, y = frame.place(*shape["coordinates"][:2])
        return Mark(colour, note.text, x=x, y=y, is_note=True)
    path = frame.path(lines_of(shape), closed=shape["type"] == "Polygon")
    return Mark(colour, note.text, path=path, is_line=True, is_note=True)


def lines_of(shape: dict[str, Any]) -> Iterator[Sequence[Any]]:
    """Yield the lines or rings of a GeoJSON geometry."""
    kind, coordinates = shape["type"], shape["coordinates"]
    if kind == "LineString":
        yield coordinates
    elif kind in {"Polygon", "MultiLineString"}:
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
