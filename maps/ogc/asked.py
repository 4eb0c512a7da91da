"""What a client asks of a collection: parameters of Features Parts 1, 2 and 3, read and checked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext as _
from psycopg import sql

from issues.moments import day_of, moment_of
from maps.layer import Layer
from maps.ogc.cql2 import Condition, condition
from maps.ogc.crs import CRS84, Crs, box_in_degrees, system
from maps.ogc.errors import AskedError
from maps.parameters import layer_request, refuse_unknown
from maps.requests import LayerRequest

USUAL, MOST = 10, 10_000
"""Features on a page: where nothing is asked, and at most."""

FARTHEST = 100_000
"""How many rows an offset may pass over; the links `next` cost the same on every page."""

STANDARD = {
    "f", "limit", "offset", "after", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs",
}  # fmt: skip
FORMATS = ("json", "html")


@dataclass(frozen=True)
class ItemsAsked:
    """A page of a collection: of which rows, where it begins, and the system of its coordinates."""

    layer: Layer
    request: LayerRequest
    conditions: tuple[Condition, ...]
    limit: int
    offset: int
    after: int | str | None
    crs: Crs


def items_asked(layer: Layer, given: Mapping[str, str]) -> ItemsAsked:
    """Read the parameters of a page of items.

    Raises:
        AskedError: a value that cannot be used.
        rest_framework.exceptions.ValidationError: an unknown parameter, or one of the layer's own filters.
    """
    refuse_unread(given, STANDARD | layer.parameters)
    crs = system("crs", given.get("crs", CRS84.uri))
    found = [_of_box(layer, given), _of_time(layer, given), _of_filter(layer, given)]
    return ItemsAsked(
        layer=layer,
        request=layer_request(layer, {k: v for k, v in given.items() if k in layer.parameters}),
        conditions=tuple(c for c in found if c is not None),
        limit=min(_whole("limit", given, USUAL, least=1), MOST),
        offset=_whole("offset", given, 0, most=FARTHEST),
        after=key_of(layer, given["after"], "after") if "after" in given else None,
        crs=crs,
    )


def refuse_unread(
    given: Mapping[str, str], known: set[str], forms: Sequence[str] = FORMATS
) -> None:
    """Refuse a parameter that nobody would look at, or a form that there is not.

    Raises:
        AskedError: of the form.
        rest_framework.exceptions.ValidationError: of a parameter.
    """
    refuse_unknown(set(given), known)
    if given.get("f", "json") not in forms:
        raise AskedError("f", _("Here there is: %(forms)s.") % {"forms": ", ".join(forms)})


def key_of(layer: Layer, text: str, name: str) -> int | str:
    """Return a value of the layer's key.

    Raises:
        AskedError: the key is a whole number and the text is none, or the text cannot be one.
    """
    kind = next(field.kind for field in layer.fields if field.name == layer.key)
    if kind != "integer":
        if "\x00" in text:
            raise AskedError(name, _("This is no id."))
        return text
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise AskedError(name, _("This is no whole number."))
    return int(text)


def _whole(
    name: str, given: Mapping[str, str], usual: int, least: int = 0, most: int | None = None
) -> int:
    text = given.get(name)
    if text is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,30}", text) or int(text) < least:
        raise AskedError(name, _("This is a whole number, at least %(least)d.") % {"least": least})
    if most is not None and int(text) > most:
        raise AskedError(
            name,
            _("At most %(most)d are passed over. Follow the links “next” instead.")
            % {"most": most},
        )
    return int(text)


def _of_box(layer: Layer, given: Mapping[str, str]) -> Condition | None:
    """Return the condition of bbox; every layer's rows have a place."""
    crs = system("bbox-crs", given.get("bbox-crs", CRS84.uri))
    if "bbox" not in given:
        return None
    numbers = _numbers("bbox", given["bbox"])
    if len(numbers) == 6:  # with heights, which nothing here has
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4:
        raise AskedError(
            "bbox", _("A box is four numbers with commas between, or six with heights.")
        )
    boxes = box_in_degrees("bbox", (numbers[0], numbers[1], numbers[2], numbers[3]), crs)
    names = [f"box{at}" for at in range(len(boxes))]
    geometry = sql.Identifier("shown", layer.geometry)
    meets = [
        sql.SQL("ST_Intersects({}, ST_SetSRID(ST_GeomFromText({}), 4326))").format(
            geometry, sql.Placeholder(name)
        )
        for name in names
    ]
    text = sql.SQL("({})").format(sql.SQL(" OR ").join(meets))
    return Condition(text, {name: box.wkt for name, box in zip(names, boxes, strict=True)})


def _numbers(name: str, text: str) -> list[float]:
    number = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?"
    parts = [part.strip() for part in text.split(",")]
    if not all(re.fullmatch(number, part) for part in parts):
        raise AskedError(name, _("A box is four numbers with commas between, or six with heights."))
    return [float(part) for part in parts]


def _of_time(layer: Layer, given: Mapping[str, str]) -> Condition | None:
    """Return the condition of datetime, an instant or an interval that may be open at one end or both.

    Features without a time fulfil any (Part 1, requirement 26): all of a layer that has none.
    """
    if "datetime" not in given:
        return None
    first, last = _interval(given["datetime"])
    if not layer.moment:
        return None
    column = sql.Identifier("shown", layer.moment)
    parts: list[sql.Composable] = [sql.SQL("true")]
    parameters = {}
    for name, operator, value in (("since", ">=", first), ("until", "<=", last)):
        if value is not None:
            parts.append(
                sql.SQL("{} {} {}").format(column, sql.SQL(operator), sql.Placeholder(name))
            )
            parameters[name] = value
    text = sql.SQL("({})").format(sql.SQL(" AND ").join(parts))
    return Condition(text, parameters)


def _interval(text: str) -> tuple[datetime | None, datetime | None]:
    parts = text.split("/")
    if len(parts) == 1:
        return _instant(text, _first), _instant(text, _last)
    if len(parts) > 2:
        raise _no_time()
    begin, end = _end(parts[0], _first), _end(parts[1], _last)
    if begin and end and begin > end:
        raise AskedError("datetime", _("The interval ends before it begins."))
    return begin, end


def _end(text: str, of_day: Callable[[datetime], datetime]) -> datetime | None:
    """Return an end of an interval, None for an open one."""
    return None if text in {"", ".."} else _instant(text, of_day)


def _first(day: datetime) -> datetime:
    return day


def _last(day: datetime) -> datetime:
    return day + timedelta(days=1) - timedelta(microseconds=1)


def _instant(text: str, of_day: Callable[[datetime], datetime]) -> datetime:
    """Return a moment; of a day, which is one in UTC, its first or last."""
    if day := day_of(text):
        return of_day(datetime.combine(day, time(), UTC))
    if moment := moment_of(text):
        return moment
    raise _no_time()


def _no_time() -> AskedError:
    return AskedError(
        "datetime",
        _(
            "A time is 2026-01-31T12:00:00Z or 2026-01-31; an interval is two with a slash between, .. for an open end."
        ),
    )


def _of_filter(layer: Layer, given: Mapping[str, str]) -> Condition | None:
    crs = system("filter-crs", given.get("filter-crs", CRS84.uri))
    if given.get("filter-lang", "cql2-text") != "cql2-text":
        raise AskedError("filter-lang", _("Filters are cql2-text here."))
    text = given.get("filter", "").strip()
    return condition(text, layer, crs) if text else None
