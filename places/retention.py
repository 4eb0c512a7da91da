"""How long what residents said of places is kept where nobody sees it; `issues.retention` has the settings.

Each rule erases one batch of what is older than a moment, and says how many that were.
"""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.retention import BATCH, locked
from gisdata.history import rewriting
from places.erasure import erase_condition, erase_nomination
from places.models import Action, Condition, Origin, Place, PlaceFlag, PlaceStep, Visibility

WORDS = ["other_names", "spot", "story", "evidence", "hours"]
"""The columns of a place in which people may have written what is nobody's business."""

FACTS = ["name", "period", "register_number"]
"""Those that are facts of the district's history, but for what was held and so shown to nobody."""


def erase_held_nominations(before: datetime) -> int:
    """Erase nominations that were never shown."""
    return _nominations(~Q(_taken_down()), before)


def erase_nominations_taken_down(before: datetime) -> int:
    """Erase the words and photos of nominations that were shown once and are not any more."""
    return _nominations(Q(_taken_down()), before)


def erase_held_conditions(before: datetime) -> int:
    """Erase conditions that were never shown."""
    shown = _steps("place_id").filter(
        action=Action.SEEN_HELD, taken_at__gte=OuterRef("reported_at")
    )
    return _conditions(Q(~Exists(shown), visibility=Visibility.HELD), before)


def erase_conditions_taken_down(before: datetime) -> int:
    """Erase conditions that are not shown any more, themselves or with their places."""
    lately = _steps("place_id").filter(taken_at__gte=before)
    hidden = Q(visibility=Visibility.HELD) | Q(place__visibility=Visibility.HELD)
    return _conditions(hidden & Q(~Exists(lately)), before)


def erase_earlier_words(before: datetime) -> int:
    """Erase from the history of places what their words were before they were changed."""
    events = apps.get_model("places", "PlaceEvent")
    old = events.objects.filter(pgh_created_at__lt=before)
    held = old.filter(visibility=Visibility.HELD)
    blanked = 0
    for rows, columns in ((old, WORDS), (held, FACTS)):
        nothing = dict.fromkeys(columns, "")
        worded = rows.filter(~Q(**nothing)).values("pk")[:BATCH]
        with rewriting(events):
            blanked += events.objects.filter(pk__in=worded).update(**nothing)
    return blanked


def erase_flag_texts(before: datetime) -> int:
    """Erase the words of flags that were looked at."""
    old = PlaceFlag.objects.filter(handled_at__lt=before).exclude(text="")
    return PlaceFlag.objects.filter(pk__in=old.values("pk")[:BATCH]).update(text="")


def _nominations(condition: Q, before: datetime) -> int:
    lately = _steps("pk").filter(taken_at__gte=before)
    erased = _steps("pk").filter(action=Action.ERASED)
    held = Place.objects.filter(
        condition,
        ~Exists(lately),
        ~Exists(erased),
        visibility=Visibility.HELD,
        origin=Origin.RESIDENT,
        created_at__lt=before,
    )
    chosen = locked(held, BATCH)
    for place in chosen:
        erase_nomination(locked=place)
    return len(chosen)


def _conditions(condition: Q, before: datetime) -> int:
    chosen = locked(Condition.objects.filter(condition, reported_at__lt=before), BATCH)
    for old in chosen:
        erase_condition(locked=old)
    return len(chosen)


def _taken_down() -> Exists:
    return Exists(_steps("pk").filter(action=Action.HELD))


def _steps(place: str) -> QuerySet[Any]:
    """Return the steps of the place that a query around this one asks about, by its column."""
    return PlaceStep.objects.filter(place=OuterRef(place))
