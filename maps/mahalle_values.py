"""Layers of mahalle by what planning knows of them: an indicator, or what a kept scenario gives each."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from maps.requests import LayerRequest, Query
from planning.indicators import Indicator, all_indicators
from planning.indicators.by_head import by_head
from planning.indicators.figures import Populations
from planning.indicators.indicator import Values
from planning.models import Scenario

if TYPE_CHECKING:
    from maps.layer import Layer

ROWS = """
SELECT n.code, n.name, n.slug, %(subject)s::text AS subject, %(title)s::text AS title, %(year)s::integer AS year,
       round(told.value::numeric, 4)::float AS value, %(value_unit)s::text AS value_unit,
       told.amount, told.change, %(unit)s::text AS unit, n.boundary
FROM layer_neighbourhoods AS n
LEFT JOIN unnest(%(codes)s::text[], %(values)s::float[], %(amounts)s::float[], %(changes)s::float[])
  AS told (code, value, amount, change) USING (code)
WHERE %(subject)s <> '' AND (%(only)s::bigint[] IS NULL OR n.id = ANY(%(only)s))
ORDER BY code
"""


@dataclass(frozen=True)
class Told:
    """What a layer is about, and the values by official code; amounts and changes are of a resource alone."""

    subject: str = ""
    title: str = ""
    year: int | None = None
    values: Values = field(default_factory=dict)
    value_unit: str = ""
    amounts: Values = field(default_factory=dict)
    changes: Values = field(default_factory=dict)
    unit: str = ""


def indicator_rows(_layer: "Layer", request: LayerRequest) -> Query:
    """Return the query of the mahalle with the newest values of an indicator."""
    one: Indicator | None = request.subject
    if one is None or one.last_year is None:
        return _rows(request, Told())
    values = one.values(one.last_year)
    if not one.is_resource:
        return _rows(request, Told(one.slug, one.name, one.last_year, values, one.unit))
    heads = by_head(values, Populations().in_year(one.last_year))
    return _rows(
        request,
        Told(
            one.slug,
            one.name,
            one.last_year,
            heads.values,
            heads.in_unit(one.unit),
            values,
            unit=one.unit,
        ),
    )


def allocation_rows(_layer: "Layer", request: LayerRequest) -> Query:
    """Return the query of the mahalle with what a kept scenario gives each, as it was kept."""
    kept: Scenario | None = request.subject
    if kept is None:
        return _rows(request, Told())
    resource, rows = kept.answer["resource"], kept.answer["rows"]
    given = {row["code"]: row["given"] for row in rows}
    heads = by_head(given, {row["code"]: row["people"] for row in rows})
    return _rows(
        request,
        Told(
            str(kept.pk),
            kept.title,
            resource["year"],
            heads.values,
            heads.in_unit(resource["unit"]),
            given,
            {row["code"]: row["given_change"] for row in rows},
            resource["unit"],
        ),
    )


def _rows(request: LayerRequest, told: Told) -> Query:
    codes = sorted({*told.values, *told.amounts})
    parameters: dict[str, Any] = {
        "subject": told.subject,
        "title": told.title,
        "year": told.year,
        "value_unit": told.value_unit,
        "unit": told.unit,
        "codes": codes,
        "values": [told.values.get(code) for code in codes],
        "amounts": [told.amounts.get(code) for code in codes],
        "changes": [told.changes.get(code) for code in codes],
        "only": list(request.asked.neighbourhoods) or None,
    }
    return Query(ROWS, parameters)


def find_indicator(slug: str) -> Indicator | None:
    """Return the indicator of a slug; of "" the first that has values."""
    wanted = (one for one in all_indicators() if one.years and slug in {"", one.slug})
    return next(wanted, None)


def indicator_choices() -> list[tuple[str, str]]:
    """Return slug and name of each indicator that has values."""
    return [(one.slug, one.name) for one in all_indicators() if one.years]


def find_scenario(id: str) -> Scenario | None:
    """Return the kept scenario of an id, if it shares a budget; of "" the newest such."""
    allocations = Scenario.objects.exclude(answer__rule=None)
    if not id:
        return allocations.first()
    try:
        return allocations.filter(pk=UUID(id)).first()
    except ValueError:
        return None


def scenario_choices() -> list[tuple[str, str]]:
    """Return id and title of each kept scenario that shares a budget, the newest first."""
    kept = Scenario.objects.exclude(answer__rule=None).values_list("pk", "title")
    return [(str(id), title) for id, title in kept]
