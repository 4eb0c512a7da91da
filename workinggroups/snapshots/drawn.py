"""A view as features that carry their own colour, with the legend that explains them and the numbers beside.

What is drawn here once needs no style sheet, category or class break of a later day.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan, degrees, pi, sinh
from typing import Any

from django.utils.translation import gettext as _

from analysis.classification import class_of, quantile_breaks
from issues.cells import FINE
from issues.models import Category
from maps.export_files.table import plain
from maps.layer import Layer, Sign
from maps.layers import HEXAGONS
from maps.requests import LayerRequest
from maps.saved.state import CHANGE, MapState
from maps.saved.words import in_words
from maps.summaries import count_placed
from maps.tables import rows
from planning.choropleth import PRINTED
from planning.statistics import TOO_FEW, district_statistics
from workinggroups.models import FrozenSource

MOST = 5000
"""Reports that are frozen one by one; more of them are frozen as hexagons with their counts."""

WORDS_OF_PEOPLE = {"description", "spot", "other_names", "hours"}
"""Fields that are not frozen: what somebody wrote can be edited out, and must then be gone everywhere."""

CLASSES = [colour for name, colour in PRINTED.items() if name.startswith("class-")]
WORSE = ["#1b6e9c", "#8fc0dc", "#efece4", "#f0a985", "#b4472f"]
UNKNOWN = "#ffffff"
GREY = "#55636b"


@dataclass(frozen=True)
class Entry:
    """A line of a legend: what a colour, with a character on it, stands for, and of how many."""

    colour: str
    character: str
    title: str
    count: int


@dataclass(frozen=True)
class Frozen:
    """A feature with its colour; `number` is that of the report or place that it is, if it is one."""

    source: FrozenSource
    number: int | None
    geometry: Any
    properties: dict[str, Any]


@dataclass
class Drawn:
    """All of a view: features, legend, numbers as pairs of name and value, and what must be known."""

    layer: Layer
    shown: list[str]
    features: list[Frozen] = field(default_factory=list)
    legend: list[Entry] = field(default_factory=list)
    numbers: list[tuple[str, float | None]] = field(default_factory=list)
    caveat: str = ""


def drawn(state: MapState) -> Drawn:
    """Return what a state of the map shows now, to everybody: its rows are public ones alone."""
    request, layer, caveat = state.request(), state.layer, ""
    if layer.drawing == "clusters" and count_placed(request.asked) > MOST:
        layer, caveat = HEXAGONS, _("Too many to be kept one by one: kept as counts by hexagon.")
    found = Drawn(layer, in_words(state), caveat=caveat)
    told = [_row(layer, row) for row in rows(layer, request, "geojson").rows()]
    _DRAWINGS[layer.drawing](found, told, state)
    found.numbers = _numbers(layer, request, told)
    return found


def _row(layer: Layer, row: tuple[Any, ...]) -> tuple[dict[str, Any], Any]:
    *values, geometry = row
    told = {f.name: plain(value) for f, value in zip(layer.fields, values, strict=True)}
    kept = {name: value for name, value in told.items() if name not in WORDS_OF_PEOPLE}
    return kept, json.loads(geometry)


Told = Sequence[tuple[dict[str, Any], Any]]


def _reports(found: Drawn, told: Told, _state: MapState) -> None:
    categories = {category.slug: category for category in Category.objects.all()}
    for row, geometry in told:
        category = categories[row["category"]]
        drawn_as = {"colour": category.colour, "character": "", "label": category.name}
        found.features.append(Frozen(FrozenSource.ISSUE, row["number"], geometry, row | drawn_as))
    counts = Counter(row["category"] for row, _geometry in told)
    found.legend = [
        Entry(categories[slug].colour, "", categories[slug].name, count)
        for slug, count in counts.most_common()
    ]


def _marks(found: Drawn, told: Told, _state: MapState) -> None:
    layer = found.layer
    name, signs = layer.signs
    by_value = {sign.value: sign for sign in signs}
    plain_sign = Sign("", "", layer.colour, "")
    for row, geometry in told:
        sign = by_value.get(str(row.get(name)), plain_sign)
        label = row.get("name") or str(sign.title)
        drawn_as = {"colour": sign.colour, "character": sign.character, "label": label}
        number = row.get("number")
        source = FrozenSource.SUM if number is None else FrozenSource.PLACE
        found.features.append(Frozen(source, number, geometry, row | drawn_as))
    counts = Counter(row.get(name) for row, _geometry in told)
    found.legend = [
        Entry(sign.colour, sign.character, str(sign.title), counts[sign.value]) for sign in signs
    ] or [Entry(layer.colour, "", str(layer.title), len(told))]


def _heat(found: Drawn, told: Told, _state: MapState) -> None:
    """Put each cell at its middle: the mean of one report would be where that report is, for ever."""
    cells = [(row, _middle(row["cell"])) for row, _geometry in told]
    _classed(found, cells, [row["count"] for row, _geometry in cells])


def _middle(cell: int) -> dict[str, Any]:
    """Return the middle of a cell of the Web Mercator grid at level FINE, by its Morton code, as GeoJSON."""
    x, y = (sum((cell >> 2 * bit + odd & 1) << bit for bit in range(FINE)) for odd in (0, 1))
    size = 1 << FINE
    longitude = (x + 0.5) / size * 360 - 180
    latitude = degrees(atan(sinh(pi * (1 - 2 * (y + 0.5) / size))))
    return {"type": "Point", "coordinates": [round(longitude, 6), round(latitude, 6)]}


def _areas(found: Drawn, told: Told, state: MapState) -> None:
    measure = state.measure if state.layer is found.layer else "count"
    values = [row[measure] if _is_sure(row, measure) else None for row, _geometry in told]
    if measure == CHANGE:
        _changes(found, told, values)
    else:
        _classed(found, told, values)


def _values(found: Drawn, told: Told, _state: MapState) -> None:
    _classed(found, told, [row["value"] for row, _geometry in told])


def _is_sure(row: dict[str, Any], measure: str) -> bool:
    return measure == "count" or max(row["count"], row["before"] or 0) >= TOO_FEW


def _classed(found: Drawn, told: Told, values: Sequence[float | None]) -> None:
    """Colour areas by classes of about as many each; what is unknown or rests on too few is white."""
    breaks = quantile_breaks([value for value in values if value is not None])
    known = sorted(value for value in values if value is not None)
    members = [[v for v in known if class_of(v, breaks) == i] for i in range(len(breaks))]
    titles = [_between(inside[0], inside[-1]) for inside in members]
    _coloured(found, told, values, [class_of(v, breaks) if v is not None else None for v in values],
              CLASSES, titles)  # fmt: skip


def _changes(found: Drawn, told: Told, values: Sequence[float | None]) -> None:
    """Colour changes by five equal classes around none."""
    widest = max((abs(v) for v in values if v is not None), default=0) or 1
    bounds = [widest * k / 5 for k in (-5, -3, -1, 1, 3, 5)]
    titles = [f"{_told(a)} – {_told(b)}" for a, b in pairwise(bounds)]
    classes = [class_of(v, bounds[1:]) if v is not None else None for v in values]
    _coloured(found, told, values, classes, WORSE, titles)


def _coloured(
    found: Drawn,
    told: Told,
    values: Sequence[float | None],
    classes: Sequence[int | None],
    colours: Sequence[str],
    titles: Iterable[str],
) -> None:
    for (row, geometry), value, at in zip(told, values, classes, strict=True):
        drawn_as = {
            "colour": UNKNOWN if at is None else colours[at],
            "character": "",
            "label": f"{row.get('name', '')} {_told(value)}".strip(),
        }
        found.features.append(Frozen(FrozenSource.SUM, None, geometry, row | drawn_as))
    found.legend = [
        Entry(colours[i], "", title, classes.count(i)) for i, title in enumerate(titles)
    ]
    if None in classes:
        unknown = _("unknown, or too few to say")
        found.legend.append(Entry(UNKNOWN, "", unknown, classes.count(None)))


def _between(first: float, last: float) -> str:
    """Return what a class holds, from its smallest to its largest value."""
    return _told(first) if first == last else f"{_told(first)} – {_told(last)}"


def _told(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}".replace(".", ",")


def _numbers(layer: Layer, request: LayerRequest, told: Told) -> list[tuple[str, float | None]]:
    """Return what the view says in numbers: of reports those of each mahalle, of values each, of marks how many."""
    if layer.drawing == "values":
        return [(row["name"], row["value"]) for row, _geometry in told]
    if layer.drawing == "marks":
        return [(str(layer.title), len(told))]
    statistics = district_statistics(request.asked)
    each = [(s.neighbourhood.name, float(s.total)) for s in statistics.results]
    return [*each, (_("outside of all"), statistics.outside), (_("together"), statistics.total)]


_DRAWINGS: dict[str, Callable[[Drawn, Told, MapState], None]] = {
    "clusters": _reports,
    "heat": _heat,
    "areas": _areas,
    "values": _values,
    "marks": _marks,
}
