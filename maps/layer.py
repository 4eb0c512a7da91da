"""What a layer is. The layers themselves are declared in maps/layers.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from maps.export_files.table import GeometryType, Kind
from maps.requests import LayerRequest, Query
from maps.tiles import TileAddress, feature_tile

Text = str | Promise


@dataclass(frozen=True)
class Field:
    """A documented column of a layer's rows."""

    name: str
    kind: Kind
    title: Text
    description: Text = ""
    unit: str = ""


@dataclass(frozen=True)
class Sign:
    """How marks of one value are drawn: a colour, and a character for those who do not see colours."""

    value: str
    title: Text
    colour: str
    character: str


@dataclass(frozen=True)
class Subject:
    """What the rows of a layer are about, where a parameter chooses one of many.

    Attributes:
        parameter: its name in addresses.
        title: for people.
        choices: values and titles of all there are.
        find: the one of a value, or None; of "" the usual one.
        unknown: what is said to who asks for another.
    """

    parameter: str
    title: Text
    choices: Callable[[], list[tuple[str, str]]]
    find: Callable[[str], Any | None]
    unknown: Text


@dataclass(frozen=True)
class Layer:
    """Public rows with a geometry, and what every channel needs to know of them.

    Attributes:
        name: in addresses, and of the layer inside a tile.
        title: for people.
        description: for people.
        geometry: the column of ``geometry_type`` in EPSG:4326, which no row leaves empty.
        geometry_type: what the column holds.
        fields: the columns that go out, in their order.
        lists: the columns asked by filters that hold several keys.
        filters: which query parameter asks which column of a view; `from` and `to` ask one of days.
        key: the field that no two rows share: features are known by it, and pages go on from it.
        moment: the field that says when, which no row leaves empty; or none.
        rows: makes the query of the rows; `rows_of_view` where a view has them as they go out.
        compares: whether an earlier period can be asked for (compare_from, compare_to).
        is_small: whether there are some thousand rows at most, as they are summed up.
        tile: makes the query of one tile; by default it holds the rows as features.
        in_tiles: what a tile's features tell, where that is not all the fields.
        max_zoom: the last zoom that has tiles of its own.
        subject: what its rows are about, where that is chosen.
        drawing: how the web map draws it: `clusters` and pins, `heat`, `areas` by a measure, areas by the
            `values` of their subject, or plain `marks` in the layer's colour; the legend follows.
        colour: of marks.
        signs: of marks that differ by a field: which field, and how each of its values is drawn.
        page: of marks that have a page of their own: its address, with {number}.
    """

    name: str
    title: Text
    description: Text
    geometry: str
    geometry_type: GeometryType
    fields: tuple[Field, ...]
    filters: Mapping[str, str]
    rows: Callable[["Layer", LayerRequest], Query]
    key: str
    moment: str = ""
    compares: bool = False
    is_small: bool = False
    tile: Callable[["Layer", LayerRequest, TileAddress], Query] = feature_tile
    in_tiles: tuple[Field, ...] = ()
    max_zoom: int = 18
    subject: Subject | None = None
    drawing: Literal["clusters", "heat", "areas", "values", "marks"] = "marks"
    colour: str = "#8A5A2B"
    lists: frozenset[str] = frozenset()
    signs: tuple[str, tuple[Sign, ...]] = ("", ())
    page: str = ""

    @property
    def parameters(self) -> set[str]:
        """The query parameters that this layer understands."""
        more = {"compare_from", "compare_to"} if self.compares else set()
        about = {self.subject.parameter} if self.subject else set()
        return set(self.filters) | more | about

    @property
    def tile_fields(self) -> tuple[Field, ...]:
        """What the features of its tiles tell."""
        return self.in_tiles or self.fields

    def for_web_map(self) -> dict[str, Any]:
        """Return what the web map must know to draw it."""
        return {
            "name": self.name,
            "title": str(self.title),
            "drawing": self.drawing,
            "filters": sorted(self.filters),
            **({"subject": self.subject.parameter} if self.subject else {}),
            **(self._of_marks() if self.drawing == "marks" else {}),
        }

    def _of_marks(self) -> dict[str, Any]:
        """Return how marks are drawn, and what their popup tells."""
        return {
            "colour": self.colour,
            "page": self.page,
            "signs": self._signs(),
            "fields": {
                field.name: {"title": str(field.title), "kind": field.kind}
                for field in self.tile_fields
            },
        }

    def _signs(self) -> dict[str, Any]:
        field, signs = self.signs
        return {
            "field": field,
            "values": [
                {
                    "value": sign.value,
                    "title": str(sign.title),
                    "colour": sign.colour,
                    "character": sign.character,
                }
                for sign in signs
            ],
        }
