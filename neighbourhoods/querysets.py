"""Questions about boundary sets, mahalle, figures and the base map."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry, Point
from django.db.models import OuterRef, Subquery

from gisdata.crs import METRIC, WGS84
from gisdata.folding import tr_fold

if TYPE_CHECKING:
    from neighbourhoods.models import Basemap, BoundarySet, Figure, Neighbourhood


class BoundarySetQuerySet(models.QuerySet["BoundarySet"]):
    """Questions about boundary sets."""

    def current(self) -> "BoundarySet | None":
        """Return the active set, or None where none has been activated yet."""
        return self.filter(status="active").first()


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    """Questions about mahalle."""

    def current(self) -> Self:
        """Return the mahalle of the active boundary set, in Turkish order of their names."""
        return self.filter(boundary_set__status="active")

    def covering(self, point: Point) -> Self:
        """Return the current mahalle whose boundary covers a point, lowest code first."""
        return self.current().filter(boundary__covers=point).order_by("code")

    def named(self, names: list[str]) -> Self:
        """Return the mahalle that have one of the names: slug, official code, or name in any case."""
        folded = [tr_fold(name) for name in names]
        called = models.Q(name_folded__in=folded)
        return self.filter(models.Q(slug__in=names) | models.Q(code__in=names) | called)

    def bounds(self) -> list[float] | None:
        """Return west, south, east, north in degrees, or None where there is no mahalle."""
        frame = self.aggregate(frame=models.Extent("boundary"))["frame"]
        return list(frame) if frame else None

    def around(self, metres: float) -> "GEOSGeometry | None":
        """Return the area of them and so much around it, in EPSG:4326; None where there is none."""
        union = self.aggregate(union=models.Union("boundary"))["union"]
        if union is None:
            return None
        union.transform(METRIC)
        wider: GEOSGeometry = union.buffer(metres)
        wider.transform(WGS84)
        return wider

    def with_population(self) -> Self:
        """Add ``population`` and ``population_year``, the newest known, or None."""
        figures = apps.get_model("neighbourhoods", "Figure").objects
        newest = figures.filter(kind="population", code=OuterRef("code")).order_by("-year")
        return self.annotate(
            population=Subquery(newest.values("value")[:1]),
            population_year=Subquery(newest.values("year")[:1]),
        )


class FigureQuerySet(models.QuerySet["Figure"]):
    """Questions about figures."""

    def sample(self) -> Self:
        """Return the figures that belong to the sample district."""
        return self.filter(is_sample=True)


class BasemapQuerySet(models.QuerySet["Basemap"]):
    """Questions about base maps."""

    def current(self) -> "Basemap | None":
        """Return the base map that is drawn, or None where none was brought."""
        return self.first()
