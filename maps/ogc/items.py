"""Features of a collection: PostgreSQL makes the GeoJSON, page by page on the layer's key."""

from dataclasses import dataclass

from psycopg import sql

from issues.cells import kept_counts
from maps.layer import Layer
from maps.layers import ISSUES
from maps.ogc.asked import ItemsAsked
from maps.ogc.crs import Crs
from maps.requests import LayerRequest, Query

PAGE = """
SELECT {key}, json_build_object('type', 'Feature', 'id', {key}, 'geometry', {geometry}::json,
                                'properties', json_build_object({properties}))::text
FROM ({{rows}}) AS shown
WHERE {conditions}
ORDER BY {key}
LIMIT %(page_limit)s OFFSET %(page_offset)s
"""
COUNT = """
SELECT count(*) FROM (SELECT 1 FROM ({{rows}}) AS shown WHERE {conditions} LIMIT %(most)s) AS found
"""
MOST_COUNTED = 100_000
"""Features that are counted one by one."""


@dataclass(frozen=True)
class Page:
    """Features as GeoJSON text; `next_after` is where the next page begins, None on the last."""

    features: list[str]
    next_after: int | str | None


def page_of(asked: ItemsAsked) -> Page:
    """Return a page. Its cost is that of its rows wherever it begins, but for what an offset passes over."""
    conditions = [c.text for c in asked.conditions]
    parameters = {name: value for c in asked.conditions for name, value in c.parameters.items()}
    key = sql.Identifier("shown", asked.layer.key)
    if asked.after is not None:
        conditions.append(sql.SQL("{} > {}").format(key, sql.Placeholder("page_after")))
        parameters["page_after"] = asked.after
    found = _features(
        asked.layer, asked.crs, sql.SQL(" AND ").join(conditions or [sql.SQL("true")])
    )
    rows = (
        asked.layer.rows(asked.layer, asked.request)
        .inside(found, **parameters, page_limit=asked.limit + 1, page_offset=asked.offset)
        .rows()
    )
    shown = rows[: asked.limit]
    return Page([text for _key, text in shown], shown[-1][0] if len(rows) > asked.limit else None)


def matched(asked: ItemsAsked) -> int | None:
    """Return how many features all pages have; None where they are too many to be counted.

    Reports under the layer's own filters alone are summed up, however many they are.
    """
    if asked.layer is ISSUES and not asked.conditions:
        return kept_counts(asked.request.asked).total()
    conditions = sql.SQL(" AND ").join([c.text for c in asked.conditions] or [sql.SQL("true")])
    parameters = {name: value for c in asked.conditions for name, value in c.parameters.items()}
    text = sql.SQL(COUNT).format(conditions=conditions).as_string()
    rows = asked.layer.rows(asked.layer, asked.request)
    number: int = rows.inside(text, **parameters, most=MOST_COUNTED + 1).value()
    return number if number <= MOST_COUNTED else None


def feature(layer: Layer, request: LayerRequest, key: int | str, crs: Crs) -> str | None:
    """Return one feature as GeoJSON text; None where there is none."""
    is_it = sql.SQL("{} = {}").format(sql.Identifier("shown", layer.key), sql.Placeholder("wanted"))
    text = _features(layer, crs, is_it)
    rows: Query = layer.rows(layer, request)
    found = rows.inside(text, wanted=key, page_limit=1, page_offset=0).rows()
    return found[0][1] if found else None


def _features(layer: Layer, crs: Crs, conditions: sql.Composable) -> str:
    shape = sql.Identifier("shown", layer.geometry)
    placed = sql.SQL(crs.expression).format(sql.SQL("ST_ForcePolygonCCW({})").format(shape))
    pairs = (
        sql.SQL("{}, {}").format(sql.Literal(field.name), sql.Identifier("shown", field.name))
        for field in layer.fields
    )
    return (
        sql.SQL(PAGE)
        .format(
            key=sql.Identifier("shown", layer.key),
            geometry=sql.SQL("ST_AsGeoJSON({}, {})").format(placed, sql.Literal(crs.digits)),
            properties=sql.SQL(", ").join(pairs),
            conditions=conditions,
        )
        .as_string()
    )
