"""Loading of the base map."""

from collections.abc import Iterable
from itertools import islice

from django.contrib.gis.gdal import CoordTransform, SpatialReference
from django.contrib.gis.geos import GEOSGeometry
from django.db import connection, transaction

from gisdata.basemap.feature import MapFeature
from gisdata.crs import WEB_MERCATOR, WGS84
from neighbourhoods.models import Basemap, BasemapFeature

BATCH = 2000


@transaction.atomic
def load_basemap(
    *,
    features: Iterable[MapFeature],
    source: str,
    licence: str,
    address: str = "",
    is_sample: bool = False,
) -> Basemap:
    """Load a base map in place of the one there was; of two at once the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Basemap._meta.db_table} IN EXCLUSIVE MODE")  # readers go on
    Basemap.objects.all().delete()
    basemap = Basemap.objects.create(
        source=source, licence=licence, address=address, is_sample=is_sample
    )
    to_mercator = CoordTransform(SpatialReference(WGS84), SpatialReference(WEB_MERCATOR))
    rows = (
        BasemapFeature(
            basemap=basemap,
            layer=f.layer,
            kind=f.kind,
            name=f.name,
            first_zoom=f.first_zoom,
            shape=_moved(f.shape.wkb, to_mercator),
        )
        for f in features
    )
    while batch := list(islice(rows, BATCH)):
        BasemapFeature.objects.bulk_create(batch)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {BasemapFeature._meta.db_table}")
    return basemap


def _moved(wkb: bytes, how: CoordTransform) -> GEOSGeometry:
    shape = GEOSGeometry(memoryview(wkb), srid=WGS84)
    shape.transform(how)
    return shape


@transaction.atomic
def clear_sample_basemap() -> None:
    """Remove the sample district's base map."""
    Basemap.objects.filter(is_sample=True).delete()
