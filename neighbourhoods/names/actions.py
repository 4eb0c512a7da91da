"""Loading of names, each in one transaction."""

from collections.abc import Iterable

from django.contrib.gis.geos import Point
from django.db import transaction

from gisdata.crs import WGS84
from gisdata.place_name import PlaceName
from neighbourhoods.models import NamedPlace


@transaction.atomic
def load_names(
    *, names: Iterable[PlaceName], kind: str, source: str, is_sample: bool = False
) -> int:
    """Load the names of one kind from one source, in place of those it gave before.

    Returns:
        How many were given.
    """
    NamedPlace.objects.filter(source=source, kind=kind).delete()
    rows = [
        NamedPlace(
            name=n.name,
            kind=kind,
            source=source,
            location=Point(n.longitude, n.latitude, srid=WGS84),
            is_sample=is_sample,
        )
        for n in names
    ]
    NamedPlace.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


@transaction.atomic
def clear_sample_names() -> None:
    """Remove the names of the sample district."""
    NamedPlace.objects.filter(is_sample=True).delete()
