"""Filters in CQL2 text (OGC 21-065r2) as conditions of SQL; what they say goes in parameters, never in the text.

The library cql2 reads the text. Of what it reads we know comparisons, LIKE, BETWEEN, IN, IS NULL, CASEI, AND, OR,
NOT and the spatial functions, between a queryable and a literal.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import accumulate
from math import isfinite
from typing import Any

import cql2
from django.utils.translation import gettext as _
from psycopg import sql

from issues.moments import day_of, moment_of
from maps.layer import Field, Layer
from maps.ogc.crs import Crs, box_in_degrees, geometry_in_degrees
from maps.ogc.errors import AskedError

LONGEST = 4000
"""Characters of a filter."""

DEEPEST = 40
"""What may stand in one another: the parser's own stack ends with the process, and takes it along."""

STACKED = re.compile(r"(?:-\s*){40,}|(?:\bnot\b\s*){40,}", re.IGNORECASE)
"""What nests without brackets."""

LONE_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\$")
"""A backslash at the end that escapes nothing."""

QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")

SMALL = "lower(translate({}, 'Iİ', 'ıi') COLLATE \"und-x-icu\")"
"""Turkish small letters."""

COMPARISONS = {"=", "<>", "<", ">", "<=", ">="}
SWAPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
SPATIAL = {
    "s_intersects": "ST_Intersects", "s_equals": "ST_Equals", "s_disjoint": "ST_Disjoint", "s_touches": "ST_Touches",
    "s_within": "ST_Within", "s_overlaps": "ST_Overlaps", "s_crosses": "ST_Crosses", "s_contains": "ST_Contains",
}  # fmt: skip
GEOMETRY = "geometry"
"""What the geometry of every layer is called in filters."""


@dataclass
class Condition:
    """Text of SQL on columns of `shown`, and what stands in its places."""

    text: sql.Composable
    parameters: dict[str, Any]


def condition(text: str, layer: Layer, crs: Crs) -> Condition:
    """Return the condition of a filter on a layer's rows.

    Raises:
        AskedError: it cannot be read, names no column of the layer, or compares what cannot be compared.
    """
    if len(text) > LONGEST or _depth(text) > DEEPEST or STACKED.search(text):
        raise _wrong(_("This filter is too long, or nested too deeply."))
    try:
        read = cql2.parse_text(text).to_json()
    except Exception as error:  # the library has one for each of its parts, and plain ones
        raise _wrong(_("This is no CQL2 text: %(why)s") % {"why": str(error)[:300]}) from error
    translation = _Translation(layer, crs)
    try:
        found = translation.of(read)
    except (
        TypeError,
        IndexError,
        KeyError,
        ValueError,
    ) as error:  # too few of something, or too many
        raise _wrong(_("A filter compares a queryable with a value.")) from error
    return Condition(found, translation.parameters)


def _depth(text: str) -> int:
    """Return how deep brackets stand in one another, outside of what is quoted."""
    bare = QUOTED.sub("", text)
    steps = ((character == "(") - (character == ")") for character in bare)
    return max(accumulate(steps), default=0)


def _wrong(sentence: str) -> AskedError:
    return AskedError("filter", sentence)


@dataclass
class _Translation:
    """One filter on its way into SQL."""

    layer: Layer
    crs: Crs
    parameters: dict[str, Any] = field(default_factory=dict)

    def of(self, node: Any) -> sql.Composable:
        """Return a condition."""
        if isinstance(node, bool):
            return sql.SQL("true" if node else "false")
        if not isinstance(node, dict):
            raise _wrong(_("A filter compares a queryable with a value."))
        if "property" in node:
            return self._of_boolean(node)
        op, args = node["op"], node["args"]
        return self._joined(op, args) if op in {"and", "or", "not"} else self._compared(op, args)

    def _joined(self, op: str, args: list[Any]) -> sql.Composable:
        """Return conditions joined by one word, or one turned round."""
        if not args:
            raise _wrong(_("A filter compares a queryable with a value."))
        if op == "not":
            return sql.SQL("(NOT {})").format(self.of(args[0]))
        parts = [self.of(part) for part in args]
        return sql.SQL("({})").format(sql.SQL(f" {op.upper()} ").join(parts))

    def _compared(self, op: str, args: list[Any]) -> sql.Composable:
        if op in COMPARISONS:
            return self._comparison(op, *args)
        if op in SPATIAL:
            return self._spatial(op, *args)
        known: dict[str, Callable[..., sql.Composable]] = {
            "isNull": self._is_null,
            "like": self._like,
            "between": self._between,
            "in": self._in,
        }
        if op not in known:
            raise _wrong(_("“%(name)s” is not known here.") % {"name": op})
        return known[op](*args)

    def _comparison(self, op: str, left: Any, right: Any) -> sql.Composable:
        if not _is_column(left):
            left, right, op = right, left, SWAPPED.get(op, op)
        column, kind = self._column(left)
        value = self._value(kind, right)
        return sql.SQL("({} {} {})").format(column, sql.SQL(op), value)

    def _between(self, what: Any, low: Any, high: Any) -> sql.Composable:
        column, kind = self._column(what)
        return sql.SQL("({} BETWEEN {} AND {})").format(
            column, self._value(kind, low), self._value(kind, high)
        )

    def _in(self, what: Any, values: list[Any]) -> sql.Composable:
        column, kind = self._column(what)
        if not values:
            raise _wrong(_("A filter compares a queryable with a value."))
        found = sql.SQL(", ").join(self._value(kind, value) for value in values)
        return sql.SQL("({} IN ({}))").format(column, found)

    def _like(self, what: Any, pattern: Any) -> sql.Composable:
        column, kind = self._column(what)
        if not kind.startswith("text"):
            raise _wrong(_("LIKE is for texts."))
        if isinstance(pattern, str) and LONE_ESCAPE.search(pattern):
            raise _wrong(_("The pattern ends in the middle of an escape."))
        return sql.SQL("({} LIKE {})").format(column, self._value(kind, pattern))

    def _is_null(self, what: Any) -> sql.Composable:
        if _name(what) == GEOMETRY:
            return sql.SQL("({} IS NULL)").format(self._geometry())
        return sql.SQL("({} IS NULL)").format(self._column(what)[0])

    def _of_boolean(self, node: Any) -> sql.Composable:
        column, kind = self._column(node)
        if kind != "boolean":
            raise _wrong(_("A filter compares a queryable with a value."))
        return column

    def _spatial(self, op: str, left: Any, right: Any) -> sql.Composable:
        function = sql.SQL(SPATIAL[op])
        if _name(left) == GEOMETRY:
            return sql.SQL("{}({}, {})").format(function, self._geometry(), self._shape(right))
        if _name(right) == GEOMETRY:
            return sql.SQL("{}({}, {})").format(function, self._shape(left), self._geometry())
        raise _wrong(_("A spatial function compares “geometry” with a shape."))

    def _shape(self, node: Any) -> sql.Composable:
        """Return a literal shape; a box that crosses the antimeridian is two."""
        if isinstance(node, dict) and "bbox" in node and len(node["bbox"]) == 4:
            west, south, east, north = map(float, node["bbox"])
            parts = box_in_degrees("filter", (west, south, east, north), self.crs)
        elif isinstance(node, dict) and "type" in node:
            parts = [geometry_in_degrees("filter", json.dumps(node), self.crs)]
        else:
            raise _wrong(_("A spatial function compares “geometry” with a shape."))
        shapes = [
            sql.SQL("ST_SetSRID(ST_GeomFromText({}), 4326)").format(self._place(part.wkt))
            for part in parts
        ]
        return shapes[0] if len(shapes) == 1 else sql.SQL("ST_Collect({}, {})").format(*shapes)

    def _geometry(self) -> sql.Composable:
        return sql.Identifier("shown", self.layer.geometry)

    def _column(self, node: Any) -> tuple[sql.Composable, str]:
        """Return a queryable and the kind of its values; "text, lower" behind CASEI."""
        if isinstance(node, dict) and node.get("op") == "casei":
            column, kind = self._column(node["args"][0])
            if kind != "text":
                raise _wrong(_("CASEI is for texts."))
            return sql.SQL(SMALL).format(column), "text, lower"
        found = self._field(_name(node))
        return sql.Identifier("shown", found.name), found.kind

    def _field(self, name: str) -> Field:
        for known in self.layer.fields:
            if known.name == name:
                return known
        names = ", ".join((*(f.name for f in self.layer.fields), GEOMETRY))
        raise _wrong(
            _("There is no queryable “%(name)s”. There are: %(names)s.")
            % {"name": name, "names": names}
        )

    def _value(self, kind: str, node: Any) -> sql.Composable:
        """Return the place of a literal, if it is of a kind."""
        if isinstance(node, dict) and node.get("op") == "casei" and kind == "text, lower":
            return sql.SQL(SMALL).format(self._value("text", node["args"][0]))
        value = _READERS[kind](node)
        if value is None:
            raise _wrong(
                _("Here is compared with %(kind)s, and “%(value)s” is none.")
                % {"kind": _KINDS[kind], "value": _said(node)}
            )
        return self._place(value)

    def _place(self, value: Any) -> sql.Composable:
        name = f"cql{len(self.parameters)}"
        self.parameters[name] = value
        return sql.Placeholder(name)


def _is_column(node: Any) -> bool:
    return isinstance(node, dict) and (
        "property" in node or (node.get("op") == "casei" and _is_column(node["args"][0]))
    )


def _name(node: Any) -> str:
    if isinstance(node, dict) and "property" in node:
        return str(node["property"])
    return ""


def _said(node: Any) -> str:
    return str(node if not isinstance(node, dict) else next(iter(node.values()), ""))[:60]


def _text(node: Any) -> str | None:
    return node if isinstance(node, str) and "\x00" not in node else None


def _number(node: Any) -> float | None:
    """Return a number, whole where it can be: an index of whole numbers is not asked for others."""
    if isinstance(node, bool) or not isinstance(node, int | float) or not isfinite(node):
        return None
    return int(node) if node == int(node) else node


def _boolean(node: Any) -> bool | None:
    return node if isinstance(node, bool) else None


def _moment(node: Any) -> datetime | None:
    return (
        moment_of(node["timestamp"], UTC)
        if isinstance(node, dict) and "timestamp" in node
        else None
    )


def _day(node: Any) -> date | None:
    return day_of(node["date"]) if isinstance(node, dict) and "date" in node else None


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text, "text, lower": _text, "integer": _number, "number": _number, "boolean": _boolean,
    "moment": _moment, "date": _day,
}  # fmt: skip
_KINDS = {
    "text": "'…'", "text, lower": "CASEI('…')", "integer": "1", "number": "1.5", "boolean": "TRUE",
    "moment": "TIMESTAMP('2026-01-31T12:00:00Z')", "date": "DATE('2026-01-31')",
}  # fmt: skip
