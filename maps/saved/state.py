"""What the web map shows, as its address says it: read and checked.

The browser's maps/static/maps/state.js reads and writes the same query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from rest_framework import serializers

from issues.models import DailyCount
from maps.exports.choices import MEASURES, SUBJECTS
from maps.layer import Layer
from maps.layers import ISSUE_FILTERS, LAYERS
from maps.models import LONGEST
from maps.parameters import layer_request, refuse_unknown
from maps.requests import LayerRequest

USUAL = next(iter(LAYERS))
"""The layer of an address that names none."""

CHANGE = "change"
KNOWN = {"layer", "measure", "at", *ISSUE_FILTERS, *(s.parameter for s in SUBJECTS)}


@dataclass(frozen=True)
class Camera:
    """Where a map looks: degrees in EPSG:4326, and a zoom."""

    zoom: float
    latitude: float
    longitude: float


@dataclass(frozen=True)
class MapState:
    """A layer with what is asked of it; `camera` is None for the whole district."""

    layer: Layer
    measure: str
    parameters: Mapping[str, str]
    camera: Camera | None

    @property
    def query(self) -> str:
        """The same as the query of an address, without where it looks."""
        said = {
            **({"layer": self.layer.name} if self.layer.name != USUAL else {}),
            **({"measure": self.measure} if self.measure != "count" else {}),
            **self.parameters,
        }
        return urlencode(said)

    def request(self) -> LayerRequest:
        """Return what is asked of the layer; a change needs the period before, as the browser counts it."""
        known = self.layer.parameters
        asked = {name: value for name, value in self.parameters.items() if name in known}
        if self.measure == CHANGE and self.layer.compares:
            layer_request(self.layer, asked)  # the days are good ones
            asked |= compared_periods(asked, DailyCount.objects.known_days())
        return layer_request(self.layer, asked)


def read_state(given: Mapping[str, str]) -> MapState:
    """Return what an address's query shows.

    Raises:
        rest_framework.exceptions.ValidationError: something unknown, or a value that cannot be used, with a
            sentence for each.
    """
    said = {name: value for name, value in given.items() if value}
    refuse_unknown(set(said), KNOWN)
    if len(urlencode(said)) > LONGEST:
        raise serializers.ValidationError({"query": [_("This is too long to be kept.")]})
    layer = LAYERS.get(said.pop("layer", USUAL))
    if layer is None:
        raise serializers.ValidationError({"layer": [_("There is no such layer.")]})
    measure, camera = said.pop("measure", "count"), _camera(said.pop("at", ""))
    if measure not in {CHANGE, *dict(MEASURES)}:
        raise serializers.ValidationError({"measure": [_("There is no such measure.")]})
    state = MapState(layer, measure, said, camera)
    state.request()
    return state


def _camera(text: str) -> Camera | None:
    """Read zoom/latitude/longitude, as the map's address has it behind #."""
    if not text:
        return None
    try:
        camera = Camera(*(float(part) for part in text.split("/")[:3]))
    except (TypeError, ValueError):
        camera = Camera(-1, 0, 0)
    inside = abs(camera.latitude) <= 90 and abs(camera.longitude) <= 180
    if not (0 <= camera.zoom <= 24 and inside):
        raise serializers.ValidationError({"at": [_("at is zoom/latitude/longitude.")]})
    return camera


def compared_periods(asked: Mapping[str, str], known: tuple[date, date] | None) -> dict[str, str]:
    """Return the period that is shown and the one before it, of as many days, as parameters of a layer.

    Without a period of the reader's the `known` days, the first and the last that have reports, are halved.
    """
    if known is None:
        return {}
    first, last = known
    begin = date.fromisoformat(asked["from"]) if asked.get("from") else None
    end = date.fromisoformat(asked["to"]) if asked.get("to") else max(last, begin or last)
    if begin is None:
        begin = _earlier(end, max(1, _days(first, end) // 2) - 1)
    before = _earlier(begin, _days(begin, end))
    days = {"from": begin, "to": end, "compare_from": before, "compare_to": _earlier(begin, 1)}
    return {name: day.isoformat() for name, day in days.items()}


def _earlier(day: date, days: int) -> date:
    """Return the day so many days before; the first of the calendar where it would be before that."""
    return date.fromordinal(max(1, day.toordinal() - days))


def _days(first: date, last: date) -> int:
    return max(1, (last - first).days + 1)
