"""What a map shows, in words."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.models import Category, Status
from maps.exports.choices import MEASURES
from maps.saved.state import CHANGE, MapState
from neighbourhoods.models import Neighbourhood


def in_words(state: MapState) -> list[str]:
    """Return what is shown, for people: the layer, its measure or subject, each filter."""
    return [str(state.layer.title), *_measure(state), *_subject(state), *_filters(state)]


def _measure(state: MapState) -> list[str]:
    if not state.layer.compares:
        return []
    if state.measure == CHANGE:
        return [_("change since the period before")]
    return [str(dict(MEASURES)[state.measure])]


def _subject(state: MapState) -> list[str]:
    subject = state.layer.subject
    if subject is None:
        return []
    choices = subject.choices()
    chosen = state.parameters.get(subject.parameter) or next((value for value, _t in choices), "")
    return [title for value, title in choices if value == chosen]


def _filters(state: MapState) -> Iterator[str]:
    """Yield each filter with what it asks for, as far as the layer knows it."""
    said = {name: text for name, text in state.parameters.items() if name in state.layer.filters}
    mahalle = _listed(said.get("mahalle") or said.get("neighbourhood"))
    current = Neighbourhood.objects.current().defer("boundary")
    names = {
        _("category"): [
            c.name for c in Category.objects.filter(slug__in=_listed(said.get("category")))
        ],
        _("neighbourhood"): [n.name for n in current.filter(slug__in=mahalle)] if mahalle else [],
        _("status"): [str(Status(one).label) for one in _listed(said.get("status"))],
        _("first day"): _day(said.get("from")),
        _("last day"): _day(said.get("to")),
    }
    return (f"{name}: {', '.join(values)}" for name, values in names.items() if values)


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _day(text: str | None) -> list[str]:
    return [date_format(date.fromisoformat(text))] if text else []
