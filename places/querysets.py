"""Questions about places."""

from typing import TYPE_CHECKING, Self

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import AsSVG, Transform
from django.db.models.functions import Collate, Concat

from gisdata.crs import METRIC
from gisdata.functions import NameKey

if TYPE_CHECKING:
    from places.models import PublicPlace

SVG = AsSVG(Transform("shape", METRIC), precision=1)
"""The shape of a place as an SVG path in metres (EPSG:5254, y downwards)."""


class PublicPlaceQuerySet(models.QuerySet["PublicPlace"]):
    """Questions about public places."""

    def in_register(self) -> Self:
        """Return the places that were verified."""
        return self.filter(status="verified")

    def nominations(self) -> Self:
        """Return the places that wait for a decision or were declined."""
        return self.exclude(status="verified")

    def within(self, neighbourhood: int) -> Self:
        """Return the places that reach into a mahalle, by its key."""
        return self.filter(neighbourhood_ids__contains=[neighbourhood])

    def with_svg(self) -> Self:
        """Add the shape as an SVG path, as `svg`."""
        return self.annotate(svg=SVG)

    def called(self, text: str) -> Self:
        """Return the places with a word in their names that begins so, however it is written."""
        key = NameKey(models.Value(text))
        begun = models.Q(key__startswith=key)
        within = models.Q(key__contains=Concat(models.Value(" "), key))
        return self.filter(begun | within)

    def for_readers(self) -> Self:
        """Return the places with what a list shows, in Turkish order of their names."""
        lean = self.defer("shape", "story", "evidence", "neighbourhood__boundary")
        return lean.select_related("type", "neighbourhood").order_by(
            Collate("name", "tr-x-icu"), "number"
        )
