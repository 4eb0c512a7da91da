"""Places of a source taken in: planned first, so that it can be shown, then written in one transaction.

A place is found again by the source's own id. What people changed since is kept, and told where the
source says something else by now.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from gisdata.crs import WGS84
from gisdata.places.feature import PlaceFeature
from places.models import (
    Action,
    DataSource,
    Place,
    PlaceStep,
    PlaceType,
    Protection,
    SourcedPlace,
)

BATCH = 1000
REGISTRATION = {"protection", "register_number"}
"""What the database lets stand only together."""

Values = dict[str, str]
"""What a source says of a place, by the place's fields: the type by its slug, the shape as WKB in hex."""


class UnknownTypeError(Exception):
    """A type of places that there is none of; the message names those there are."""


class ChangedMeanwhileError(Exception):
    """A place was changed between the look and the import; the message says which."""


@dataclass(frozen=True)
class Conflict:
    """A field of a place that people changed and the source changed, too; the people's stays."""

    place: Place
    field: str
    ours: str
    theirs: str


@dataclass
class Plan:
    """What an import does: new places, changed ones by their new values, and what stays as it is."""

    new: list[tuple[PlaceFeature, Values]] = field(default_factory=list)
    changed: list[tuple[SourcedPlace, Values, Values]] = field(default_factory=list)
    """What is known, what of the place changes, and what the source is known to say from now on."""
    unchanged: int = 0
    repeated: list[PlaceFeature] = field(default_factory=list)
    """Of an id that stood before in the same source; the first counts."""
    conflicts: list[Conflict] = field(default_factory=list)
    too_long: list[tuple[PlaceFeature, str]] = field(default_factory=list)
    """Facts that are longer than a place can hold; they are left out."""
    gone: list[SourcedPlace] = field(default_factory=list)
    """Known of this source, and no longer in it; they stay."""


def plan_import(*, source: str, features: Iterable[PlaceFeature]) -> Plan:
    """Compare what a source says with what is known of it. Changes nothing.

    Raises:
        UnknownTypeError: a feature's type is none of ours.
    """
    types = set(PlaceType.objects.values_list("slug", flat=True))
    rows = SourcedPlace.objects.filter(source__name=source).select_related("place__type")
    known = {row.identity: row for row in rows}
    plan = Plan()
    seen: set[str] = set()
    for feature in features:
        if feature.type not in types:
            raise UnknownTypeError(
                f"There is no type {feature.type!r}. Known are: {', '.join(sorted(types))}."
            )
        if feature.identity in seen:
            plan.repeated.append(feature)
            continue
        seen.add(feature.identity)
        said = _values(feature, plan)
        if row := known.pop(feature.identity, None):
            _compare(plan, row, said)
        else:
            plan.new.append((feature, said))
    plan.gone = list(known.values())
    return plan


@transaction.atomic
def take_in(*, plan: Plan, source: str, licence: str, address: str = "") -> None:
    """Write what was planned; what is new is in the register at once, with its source.

    Raises:
        ChangedMeanwhileError: a place was changed since it was compared; nothing is written.
    """
    facts = {"licence": licence} | ({"address": address} if address else {})
    collection, _created = DataSource.objects.update_or_create(name=source, defaults=facts)
    types = {type_.slug: type_ for type_ in PlaceType.objects.all()}
    _add(plan, collection, types)
    _refuse_what_changed_since(plan)
    for row, values, said in plan.changed:
        if values:
            _change(row.place, values, types, source)
        row.said = said
        row.save(update_fields=["said"])


def _add(plan: Plan, source: DataSource, types: Mapping[str, PlaceType]) -> None:
    """Add the new places, each with its step and with what its source says."""
    new = [(feature, said, _new_place(said, types)) for feature, said in plan.new]
    Place.objects.bulk_create([place for *_, place in new], batch_size=BATCH)
    PlaceStep.objects.bulk_create(
        [PlaceStep(place=place, action=Action.IMPORTED, note=source.name) for *_, place in new],
        batch_size=BATCH,
    )
    SourcedPlace.objects.bulk_create(
        [
            SourcedPlace(place=place, source=source, identity=feature.identity, said=said)
            for feature, said, place in new
        ],
        batch_size=BATCH,
    )


def _change(place: Place, values: Values, types: Mapping[str, PlaceType], source: str) -> None:
    _write(place, values, types)
    place.updated_at = timezone.now()
    place.save(update_fields=[*values, "updated_at"])
    PlaceStep.objects.create(place=place, action=Action.IMPORTED, note=source)


def _refuse_what_changed_since(plan: Plan) -> None:
    """Lock the places that change, and see that nobody else has changed them since they were compared."""
    compared = {row.place.pk: row.place for row, *_ in plan.changed}
    for place in Place.objects.select_for_update().order_by("pk").filter(pk__in=compared):
        if place.updated_at != compared[place.pk].updated_at:
            raise ChangedMeanwhileError(
                f"{place.name} #{place.number} was changed by somebody meanwhile. Nothing was taken in; try again."
            )


def _new_place(said: Values, types: Mapping[str, PlaceType]) -> Place:
    place = Place(id=uuid7(), status="verified", origin="import")
    _write(place, said, types)
    return place


def _values(feature: PlaceFeature, plan: Plan) -> Values:
    """Return what a feature says; what is too long is noted in the plan."""
    shape = GEOSGeometry(memoryview(feature.shape), srid=WGS84)
    long = [name for name, text in feature.facts.items() if len(text) > _room(name)]
    plan.too_long += [(feature, name) for name in long]
    facts = {name: text for name, text in feature.facts.items() if name not in long}
    if facts.get("register_number"):
        facts["protection"] = Protection.REGISTERED.value
    return {"type": feature.type, "name": feature.name, "shape": shape.hex.decode(), **facts}


def _room(name: str) -> int:
    """Return how many letters a field of text holds."""
    field: Any = Place._meta.get_field(name)
    return int(field.max_length)


def _current(place: Place, name: str) -> str:
    if name == "type":
        return place.type.slug
    if name == "shape":
        return str(place.shape.hex.decode())
    return str(getattr(place, name))


def _compare(plan: Plan, row: SourcedPlace, new: Values) -> None:
    """Sort each value that the source changed or withdrew: to be taken, or in conflict with a person's."""
    known = {name: str(value) for name, value in row.said.items()}
    left_out = {name for feature, name in plan.too_long if feature.identity == row.identity}
    wanted = _said_otherwise(known, new, known.keys() - new.keys() - left_out)
    kept = _changed_by_people(row.place, known, wanted)
    for name in sorted(kept):
        plan.conflicts.append(Conflict(row.place, name, _current(row.place, name), wanted[name]))
    taken = {name: value for name, value in wanted.items() if name not in kept}
    if not taken:
        plan.unchanged += 1
        return
    values = {name: value for name, value in taken.items() if _current(row.place, name) != value}
    plan.changed.append((row, values, known | taken))


def _said_otherwise(known: Values, new: Values, withdrawn: AbstractSet[str]) -> Values:
    """Return what the source says otherwise than before; what it withdrew as if nobody had said it."""
    said = {name: _unsaid(name) for name in withdrawn} | new
    return {name: value for name, value in said.items() if value != known.get(name, _unsaid(name))}


def _changed_by_people(place: Place, known: Values, wanted: Values) -> set[str]:
    """Return the facts that somebody changed since the source said them last, and that it says otherwise now."""
    kept = {
        name
        for name, value in wanted.items()
        if _current(place, name) not in (known.get(name, _unsaid(name)), value)
    }
    if kept & REGISTRATION:  # they are taken together or not at all
        kept |= wanted.keys() & REGISTRATION
    return kept


def _unsaid(name: str) -> str:
    """Return what a fact is where nobody said anything of it."""
    field: Any = Place._meta.get_field(name)
    return str(field.default) if field.has_default() else ""


def _write(place: Place, values: Values, types: Mapping[str, PlaceType]) -> None:
    for name, value in values.items():
        if name == "type":
            place.type = types[value]
        elif name == "shape":
            place.shape = GEOSGeometry(value, srid=WGS84)
        else:
            setattr(place, name, value)
