"""Changes to boundary sets and figures, each in one transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.apps import apps
from django.contrib.gis.geos import MultiPolygon
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

from gisdata.folding import tr_slug
from gisdata.history import rewriting
from neighbourhoods.models import ACTIVE, LOADED, RETIRED, BoundarySet, Figure, Neighbourhood


@dataclass(frozen=True)
class NamedBoundary:
    """A mahalle to load; its boundary in EPSG:4326."""

    code: str
    name: str
    boundary: MultiPolygon


@dataclass(frozen=True)
class YearFigure:
    """A figure to load."""

    code: str
    kind: str
    year: int
    value: Decimal


@transaction.atomic
def load_boundaries(
    *, name: str, source: str, boundaries: Iterable[NamedBoundary], is_sample: bool = False
) -> BoundarySet:
    """Load a boundary set, inactive. Equal names get their code behind the slug."""
    loading = list(boundaries)
    loaded = BoundarySet.objects.create(name=name, source=source, is_sample=is_sample)
    Neighbourhood.objects.bulk_create(
        Neighbourhood(
            boundary_set=loaded,
            code=b.code,
            name=b.name,
            slug=slug,
            boundary=b.boundary,
        )
        for b, slug in zip(loading, _slugs(loading), strict=True)
    )
    return loaded


@transaction.atomic
def activate_boundary_set(*, boundary_set: BoundarySet) -> None:
    """Make a set the current one and retire the one before it.

    The database rebuilds its look-up pieces and reassigns every pin in the same transaction.
    """
    BoundarySet.objects.filter(Q(status=ACTIVE) | Q(pk=boundary_set.pk)).update(
        status=Case(When(pk=boundary_set.pk, then=Value(ACTIVE)), default=Value(RETIRED)),
        activated_at=Case(When(pk=boundary_set.pk, then=Now()), default=F("activated_at")),
        retired_at=Case(When(pk=boundary_set.pk, then=None), default=Now()),
    )
    boundary_set.refresh_from_db()


@transaction.atomic
def load_figures(*, figures: Iterable[YearFigure], source: str, is_sample: bool = False) -> int:
    """Load figures; one that is known for its year is replaced, unless by a sample's.

    They are written in one order, so that nobody who loads the same at once waits for each other.

    Returns:
        How many were given.
    """
    rows = [
        Figure(
            code=f.code, kind=f.kind, year=f.year, value=f.value, source=source, is_sample=is_sample
        )
        for f in sorted(figures, key=lambda f: (f.kind, f.code, f.year))
    ]
    if is_sample:
        Figure.objects.bulk_create(rows, ignore_conflicts=True)  # what is real stays
    else:
        Figure.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["kind", "code", "year"],
            update_fields=["value", "source", "is_sample"],
        )
    return len(rows)


@transaction.atomic
def clear_sample_boundaries() -> None:
    """Remove the sample district's boundary sets, their history, and its figures."""
    samples = BoundarySet.objects.filter(is_sample=True)
    samples.exclude(status=LOADED).update(status=LOADED)
    events = apps.get_model("neighbourhoods", "BoundarySetEvent").objects.filter(is_sample=True)
    samples.delete()
    with rewriting(events.model):
        events.delete()
    Figure.objects.sample().delete()


def _slugs(boundaries: list[NamedBoundary]) -> list[str]:
    """Return a slug for each, different from all others; equal ones get their codes behind."""
    times = Counter(tr_slug(b.name) for b in boundaries)
    taken: set[str] = set()
    slugs = []
    for boundary in boundaries:
        slug = tr_slug(boundary.name)
        if times[slug] > 1 or not slug:
            slug = f"{slug}-{boundary.code}"
        while slug in taken:
            slug = f"{slug}-{boundary.code}"
        taken.add(slug)
        slugs.append(slug)
    return slugs
