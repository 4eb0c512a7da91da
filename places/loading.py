"""What every service begins with of places: their types; and the sample's end."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.apps import apps
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.utils import timezone

from gisdata.crs import WGS84
from gisdata.history import rewriting
from gisdata.sample.places import LICENCE, SOURCE, SamplePlace
from places.catalogue import CATALOGUE
from places.models import (
    Action,
    Condition,
    DataSource,
    Kind,
    Origin,
    Ownership,
    Place,
    PlaceStep,
    PlaceType,
    SourcedPlace,
    Status,
)


@transaction.atomic
def load_types() -> int:
    """Add the types of places/catalogue.py that are missing; those there stay. Returns how many."""
    known = set(PlaceType.objects.values_list("slug", flat=True))
    missing = [
        PlaceType(**entry._asdict(), position=position)
        for position, entry in enumerate(CATALOGUE)
        if entry.slug not in known
    ]
    return len(PlaceType.objects.bulk_create(missing))


@transaction.atomic
def load_sample_places(places: Iterable[SamplePlace]) -> int:
    """Load the sample's places with their conditions. Returns how many."""
    source, _created = DataSource.objects.get_or_create(name=SOURCE, defaults={"licence": LICENCE})
    types = {type_.slug: type_ for type_ in PlaceType.objects.all()}
    loaded = 0
    for sample in places:
        type_ = types[sample.what.type]
        place = Place.objects.create(
            id=_identity(sample.identity),
            type=type_,
            ownership=Ownership.PUBLIC if type_.kind == Kind.GREEN else Ownership.UNKNOWN,
            name=sample.what.name,
            story=sample.what.story,
            period=sample.what.period,
            shape=GEOSGeometry(memoryview(sample.shape.wkb), srid=WGS84),
            facilities=list(sample.facilities),
            status=Status.VERIFIED,
            origin=Origin.SAMPLE,
        )
        PlaceStep.objects.create(place=place, action=Action.IMPORTED, note=SOURCE)
        SourcedPlace.objects.create(place=place, source=source, identity=sample.identity, said={})
        for state, note, day in sample.conditions:
            Condition.objects.create(
                id=uuid4(),  # whoever knew it could take it back
                place=place,
                state=state,
                note=note,
                seen_on=day,
                looked_at=timezone.now(),
            )
        loaded += 1
    return loaded


def _identity(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"ortak-harita/{name}")


@transaction.atomic
def clear_sample_places() -> int:
    """Remove the sample's places with their history. Returns how many places there were."""
    samples = Place.objects.filter(origin=Origin.SAMPLE)
    removed = samples.count()
    samples.delete()
    DataSource.objects.filter(sourced=None).delete()
    events = apps.get_model("places", "PlaceEvent")
    with rewriting(events):
        events.objects.filter(origin=Origin.SAMPLE).delete()
    return removed
