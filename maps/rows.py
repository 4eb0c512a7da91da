"""The rows of a layer's view under a filter."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from psycopg import sql

from issues.filters import IssueFilter
from maps.requests import LayerRequest, Query

if TYPE_CHECKING:
    from maps.layer import Layer

OPERATORS = {"from": ">=", "to": "<="}


def rows_of_view(view: str) -> Callable[["Layer", LayerRequest], Query]:
    """Return what makes the query of a view's rows, ordered by the layer's key."""

    def rows(layer: "Layer", request: LayerRequest) -> Query:
        columns = [*(f.name for f in layer.fields), layer.geometry]
        conditions, parameters = conditions_on(layer, request.asked)
        text = sql.SQL("SELECT {columns} FROM {view} WHERE {conditions} ORDER BY {key}").format(
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            view=sql.Identifier(view),
            conditions=conditions,
            key=sql.Identifier(layer.key),
        )
        return Query(text.as_string(), parameters)

    return rows


def conditions_on(layer: "Layer", asked: IssueFilter) -> tuple[sql.Composed, dict[str, Any]]:
    """Return what a filter asks of the view's columns, as a condition, and its parameters."""
    wanted: dict[str, Any] = {
        "category": list(asked.categories),
        "status": list(asked.statuses),
        "mahalle": list(asked.neighbourhoods),
        "from": asked.first_day,
        "to": asked.last_day,
    }
    parameters = {name: value for name, value in wanted.items() if value and name in layer.filters}
    conditions = [_condition(layer, name) for name in parameters]
    return sql.SQL(" AND ").join(conditions or [sql.SQL("true")]), parameters


def _condition(layer: "Layer", name: str) -> sql.Composable:
    """Return what a parameter asks of its column; of a column of keys, that one of them is asked for."""
    column = layer.filters[name]
    text = "{} && ({})::bigint[]" if column in layer.lists else "{} {operator} ({})"
    return sql.SQL(text).format(
        sql.Identifier(column),
        sql.Placeholder(name),
        operator=sql.SQL(OPERATORS.get(name, "= ANY")),
    )
