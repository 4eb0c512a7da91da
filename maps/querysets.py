"""Questions whose answers are drawn: GeoJSON made by PostgreSQL, and cells of heat."""

from typing import Any

from django.contrib.gis.db.models import QuerySet
from django.contrib.gis.db.models.functions import AsGeoJSON, PointOnSurface
from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, F, FloatField, Func, JSONField, TextField, Value
from django.db.models.functions import Cast, Coalesce, Floor, JSONObject

from issues.filters import IssueFilter
from issues.models import PublicIssue
from neighbourhoods.models import Neighbourhood

CELL = (0.0003, 0.000225)
"""Degrees of longitude and latitude of a cell of heat: about 25 m by 25 m at 41° N."""


class X(Func):
    """The longitude of a point in EPSG:4326."""

    function = "ST_X"
    output_field = FloatField()


class Y(Func):
    """The latitude of a point in EPSG:4326."""

    function = "ST_Y"
    output_field = FloatField()


def pins_feature_collection(asked: IssueFilter) -> str:
    """Return the public pins under a filter as GeoJSON text, with what the map draws."""
    pins = PublicIssue.objects.matching(asked)
    return _feature_collection(
        pins, AsGeoJSON("location", precision=6), number="number", category="category__slug",
        status="status", precision="precision",
    )  # fmt: skip


def neighbourhoods_feature_collection() -> str:
    """Return the current mahalle as GeoJSON text, each with a point for its label."""
    current = Neighbourhood.objects.current().order_by("code")
    label = Cast(AsGeoJSON(PointOnSurface("boundary"), precision=6), JSONField())
    return _feature_collection(
        current, AsGeoJSON("boundary", precision=6), name="name", slug="slug", label=label
    )


def heat_cells(asked: IssueFilter) -> list[tuple[float, float, int]]:
    """Return latitude, longitude and count of each cell that holds exactly placed pins."""
    width, height = CELL
    pins = PublicIssue.objects.matching(asked).on_a_point()
    cells = pins.annotate(
        column=Floor(X("location") / width), row=Floor(Y("location") / height)
    ).values_list("row", "column")
    return [
        (round((row + 0.5) * height, 6), round((column + 0.5) * width, 6), count)
        for row, column, count in cells.annotate(n=Count("number")).order_by()
    ]


def _feature_collection(rows: QuerySet[Any], geometry: Func, **properties: Any) -> str:
    named = {name: F(p) if isinstance(p, str) else p for name, p in properties.items()}
    feature = JSONObject(
        type=Value("Feature"),
        geometry=Cast(geometry, JSONField()),
        properties=JSONObject(**named),
    )
    features = Cast(Coalesce(JSONBAgg("feature"), Value([], JSONField())), output_field=TextField())
    text = rows.annotate(feature=feature).order_by().aggregate(features=features)["features"]
    return f'{{"type": "FeatureCollection", "features": {text}}}'
