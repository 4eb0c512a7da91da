"""Is a set of areas a coverage: no overlap, no gap? And the mending of slivers.

All lengths are metres and all areas square metres in EPSG:5254.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import shapely
from shapely import MultiPolygon, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from gisdata.readers import Area

ROUNDING = 0.01
"""Less than this, in m², is the rounding of coordinates and no defect."""

CHANNEL = 20.0
"""Metres: narrower room between two areas is a gap, even where it is open to the outside."""

SLIVER = 10.0
"""A defect up to this many m² is mended; a larger one needs a person."""


@dataclass(frozen=True)
class Defect:
    """An overlap of two areas, or a gap between several; area in m²."""

    kind: str
    codes: tuple[str, ...]
    shape: Polygon | MultiPolygon

    @property
    def area(self) -> float:
        """The defect's area in m²."""
        return float(self.shape.area)

    def __str__(self) -> str:
        return f"{self.kind} {' – '.join(self.codes)}: {self.area:,.2f} m²"


@dataclass
class Report:
    """What a set of areas looks like before it is loaded."""

    areas: list[Area]
    invalid: list[str] = field(default_factory=list)
    unrepairable: list[str] = field(default_factory=list)
    overlaps: list[Defect] = field(default_factory=list)
    gaps: list[Defect] = field(default_factory=list)
    duplicate_codes: list[str] = field(default_factory=list)
    duplicate_names: list[str] = field(default_factory=list)
    mended: list[Defect] = field(default_factory=list)

    @property
    def defects(self) -> list[Defect]:
        """Overlaps, then gaps."""
        return self.overlaps + self.gaps

    @property
    def loadable(self) -> bool:
        """Whether nothing stands in the way of loading."""
        return not (self.defects or self.duplicate_codes or self.unrepairable)


def examine(areas: Sequence[Area]) -> Report:
    """Look a set of areas over and mend what is small.

    Invalid polygons are made valid and listed, unless that changes their area by more than SLIVER
    m², when nobody can know which shape was meant; overlaps and gaps up to SLIVER m² are mended and
    listed; larger ones stay in the report, which is then not loadable.
    """
    report = _each_alone(areas)
    if report.duplicate_codes or report.unrepairable:
        return report
    _find_defects(report)
    if all(d.area <= SLIVER for d in report.defects):
        report.mended = report.defects
        report.areas = mend(report.areas, report.mended)
        _find_defects(report)
    return report


def _each_alone(areas: Sequence[Area]) -> Report:
    """Return what is wrong with areas by themselves, before they are laid side by side."""
    valid = [replace(a, boundary=_made_valid(a.boundary)) for a in areas]
    return Report(
        areas=valid,
        invalid=[a.code for a in areas if not a.boundary.is_valid],
        unrepairable=[a.code for a, b in zip(areas, valid, strict=True) if _area_changed(a, b)],
        duplicate_codes=_repeated([a.code for a in areas]),
        duplicate_names=_repeated([a.name for a in areas]),
    )


def _area_changed(before: Area, after: Area) -> bool:
    return abs(before.boundary.area - after.boundary.area) > SLIVER


def _find_defects(report: Report) -> None:
    report.overlaps = list(find_overlaps(report.areas))
    report.gaps = list(find_gaps(report.areas))


def find_overlaps(areas: Sequence[Area]) -> Iterator[Defect]:
    """Yield each pair of areas whose interiors meet in more than ROUNDING m²."""
    tree = STRtree([a.boundary for a in areas])
    pairs = tree.query([a.boundary for a in areas], predicate="intersects").T
    for i, j in sorted((i, j) for i, j in pairs if i < j):
        shared = _polygons_of(areas[i].boundary.intersection(areas[j].boundary))
        if shared.area > ROUNDING:
            yield Defect("overlap", tuple(sorted((areas[i].code, areas[j].code))), shared)


def find_gaps(areas: Sequence[Area]) -> Iterator[Defect]:
    """Yield each hole between the areas, and each narrow channel between two, above ROUNDING m²."""
    whole = shapely.get_parts(shapely.union_all([a.boundary for a in areas]))
    holes = [Polygon(ring) for part in whole for ring in part.interiors]
    channels = _channels(shapely.union_all([Polygon(part.exterior) for part in whole]))
    # A hole is a gap whoever lies round it; a notch in one mahalle's outer edge is none.
    yield from _gaps(areas, holes, neighbours=1)
    yield from _gaps(areas, channels, neighbours=2)


def _gaps(areas: Sequence[Area], rooms: list[Polygon], *, neighbours: int) -> Iterator[Defect]:
    for room in rooms:
        codes = _touching(areas, room)
        if room.area > ROUNDING and len(codes) >= neighbours:
            yield Defect("gap", codes, room)


def _channels(outline: BaseGeometry) -> list[Polygon]:
    """Return what a closing fills: places narrower than CHANNEL metres, open to the outside."""
    grown = outline.buffer(CHANNEL / 2, join_style="mitre")
    closed = grown.buffer(-CHANNEL / 2, join_style="mitre")
    return [p for p in shapely.get_parts(closed.difference(outline)) if isinstance(p, Polygon)]


def mend(areas: Sequence[Area], defects: Sequence[Defect]) -> list[Area]:
    """Give each sliver to one area: an overlap to the lower code, a gap to its longest neighbour."""
    shapes = {a.code: a.boundary for a in areas}
    for defect in defects:
        if defect.kind == "overlap":
            _, higher = defect.codes
            shapes[higher] = _polygons_of(shapes[higher].difference(defect.shape))
        else:
            code = max(defect.codes, key=lambda c: shapes[c].intersection(defect.shape).length)
            shapes[code] = _polygons_of(shapes[code].union(defect.shape))
    return [replace(a, boundary=shapes[a.code]) for a in areas]


def _made_valid(shape: Polygon | MultiPolygon) -> Polygon | MultiPolygon:
    return shape if shape.is_valid else _polygons_of(shapely.make_valid(shape))


def _polygons_of(shape: shapely.Geometry) -> MultiPolygon:
    parts = [p for p in shapely.get_parts(shape) if isinstance(p, Polygon | MultiPolygon)]
    return MultiPolygon([q for p in parts for q in shapely.get_parts(p)])


def _touching(areas: Sequence[Area], hole: Polygon) -> tuple[str, ...]:
    return tuple(sorted(a.code for a in areas if a.boundary.distance(hole) < ROUNDING))


def _repeated(values: Sequence[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)
