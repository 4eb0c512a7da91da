"""What a reader asks of a layer, and a query ready to run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gisdata.replica import batches_of, rows_of
from issues.cells import EVERYWHERE
from issues.filters import IssueFilter


@dataclass(frozen=True)
class LayerRequest:
    """The filter asked for, and the same filter for the earlier period to compare with, if any.

    `subject` is what the layer's subject found for the parameter, or None where there is nothing.
    `within` is the first Morton code that is needed at level 28 of the grid and the one behind the
    last; a layer that reads cells then reads no others.
    """

    asked: IssueFilter
    before: IssueFilter | None = None
    subject: Any = None
    within: tuple[int, int] = EVERYWHERE


@dataclass(frozen=True)
class Query:
    """SQL with named parameters."""

    text: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def value(self) -> Any:
        """Run it and return the first column of the first row."""
        return self.rows()[0][0]

    def rows(self) -> list[tuple[Any, ...]]:
        """Run it and return every row."""
        return rows_of(self.text, **self.parameters)

    def inside(self, text: str, **more: Any) -> "Query":
        """Return a query whose text holds this one at ``{rows}``, with more parameters."""
        return replace(
            self, text=text.replace("{rows}", self.text), parameters={**self.parameters, **more}
        )


def batches(query: Query, size: int) -> Iterator[list[tuple[Any, ...]]]:
    """Run a query and yield its rows a batch at a time, at constant memory, from one snapshot."""
    return batches_of(query.text, size, **query.parameters)
