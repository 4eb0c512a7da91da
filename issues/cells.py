"""Public issues counted in cells of the grid, under any filter, from the cheapest source that knows.

What is kept at which level stands in issues/sql/cells.sql. Whatever is finer is read from the public
issues through an index, without touching their rows.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from issues.filters import IssueFilter
from issues.models import Category, DailyCount, PublicCell
from issues.periods import ALL_TIME, Span, day_period
from issues.querysets import (
    ANY_STATUS,
    EVERY_CATEGORY,
    DailyCountQuerySet,
    PublicCellQuerySet,
)

FINEST = 28
"""The level of the grid in which a point has a cell of its own."""

COARSE, FINE = 16, 19
"""The levels at which cells are kept."""

SUBCELLS = 6
"""Bits by which issues are gathered finer than the cells wanted, three for x and three for y, so that a
mean place is known to an eighth of a cell."""

MANY_DAYS = 800
"""Beyond so many days a tile's issues are read whatever their day, instead of day by day."""

EVERYWHERE = (0, 1 << 2 * FINEST)

KEPT_CELLS = """
SELECT cell >> %(kept_shift)s AS cell, neighbourhood_id, count, exact, sum_x, sum_y
FROM public_issue_cells
WHERE level = %(kept_level)s
  AND category_id = ANY(%(kept_categories)s) AND status = ANY(%(kept_statuses)s)
  AND period = ANY(%(periods)s)
  AND cell BETWEEN %(low)s >> %(level_shift)s AND (%(high)s - 1) >> %(level_shift)s
  AND (%(neighbourhoods)s::bigint[] IS NULL OR neighbourhood_id = ANY(%(neighbourhoods)s))
"""

COUNTED_ISSUES = """
SELECT cell, neighbourhood_id, sum(count)::bigint AS count, sum(exact)::bigint AS exact,
       (%(subcell_width)s * (sum(count) * ((morton_gather(cell) << 3) + 0.5)
         + sum(count * ((subcell & 1) | (subcell >> 1 & 2) | (subcell >> 2 & 4)))))::bigint AS sum_x,
       (%(subcell_width)s * (sum(count) * ((morton_gather(cell >> 1) << 3) + 0.5)
         + sum(count * ((subcell >> 1 & 1) | (subcell >> 2 & 2) | (subcell >> 3 & 4)))))::bigint AS sum_y
FROM (
  SELECT morton >> %(subcell_shift)s AS subcell, morton >> %(cell_shift)s AS cell, neighbourhood_id,
         count(*) AS count, count(*) FILTER (WHERE precision = 'exact') AS exact
  FROM public_pins
  WHERE morton >= %(low)s AND morton < %(high)s
    AND (%(categories)s::bigint[] IS NULL OR category_id = ANY(%(categories)s))
    AND (%(statuses)s::text[] IS NULL OR status = ANY(%(statuses)s))
    AND (%(days)s::date[] IS NULL OR reported_day = ANY(%(days)s))
    AND (%(first)s::date IS NULL OR reported_day BETWEEN %(first)s AND %(last)s)
    AND (%(neighbourhoods)s::bigint[] IS NULL OR neighbourhood_id = ANY(%(neighbourhoods)s))
  GROUP BY 1, 2, 3
) AS subcells
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Reading:
    """Where counts come from: kept cells of some periods, issues of some days, or issues of a span."""

    kept_level: int = 0
    periods: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    every_day: bool = False
    span: Span | None = None

    @property
    def sources(self) -> list[str]:
        """The queries whose rows together are the answer."""
        kept = [KEPT_CELLS] if self.periods else []
        counted = [COUNTED_ISSUES] if self.days or self.every_day or not kept else []
        return kept + counted


def kept_counts(asked: IssueFilter) -> PublicCellQuerySet | DailyCountQuerySet:
    """Return counts that sum up to the issues under a filter that asks for no part of the map.

    Of all time the far cells know them, some thousand rows; of days the daily counts do. Outside of every
    mahalle has 0 in the cells and NULL in the days.
    """
    if asked.has_days:
        return DailyCount.objects.matching(asked)
    return PublicCell.objects.of_all_time(asked, level=COARSE)


def known_span(asked: IssueFilter) -> Span | None:
    """Return the days asked for, cut to those that have issues; None where that is all of them."""
    if not asked.has_days:
        return None
    known = DailyCount.objects.known_days()
    if known is None:
        return None
    first, last = known
    span = Span(max(asked.first_day or first, first), min(asked.last_day or last, last))
    return None if span == Span(first, last) else span


def choose_reading(asked: IssueFilter, level: int, span: Span | None) -> Reading:
    """Return what to read for cells of a level under a filter."""
    if level > FINE:
        return Reading(every_day=True, span=span)
    kept_level = COARSE if level <= COARSE else FINE
    if span is None:
        return Reading(kept_level, (ALL_TIME,))
    if asked.categories and kept_level == FINE:
        return _of_categories(span)
    months, edge = tuple(span.months()), tuple(span.edge_days())
    if asked.categories or kept_level == FINE:
        return Reading(kept_level, months, edge)
    return Reading(kept_level, (*months, *map(day_period, edge)))


def _of_categories(span: Span) -> Reading:
    days = span.days()
    return (
        Reading(days=tuple(days)) if len(days) <= MANY_DAYS else Reading(every_day=True, span=span)
    )


def cells_query(
    asked: IssueFilter, level: int, within: tuple[int, int] = EVERYWHERE
) -> tuple[str, dict[str, Any]]:
    """Return SQL and its parameters for the cells of a level that hold issues.

    The rows are ``cell`` (Morton code at the level), ``neighbourhood_id``, ``count``, ``exact``, ``sum_x`` and ``sum_y``
    (at level 28). A cell may come in several rows, to be summed.

    Args:
        asked: the filter; its bbox is left aside.
        level: of the grid, 0 to 26.
        within: the first Morton code at level 28 and the one behind the last.
    """
    reading = choose_reading(asked, level, known_span(asked))
    asked_for = {
        "low": within[0],
        "high": within[1],
        "neighbourhoods": list(asked.neighbourhoods) or None,
    }
    parameters = asked_for | _kept(asked, level, reading) | _counted(asked, level, reading)
    return " UNION ALL ".join(reading.sources), parameters


def _kept(asked: IssueFilter, level: int, reading: Reading) -> dict[str, Any]:
    return {
        "kept_level": reading.kept_level,
        "kept_shift": max(0, 2 * (reading.kept_level - level)),
        "level_shift": 2 * (FINEST - reading.kept_level),
        "kept_categories": list(asked.categories) or [EVERY_CATEGORY],
        "kept_statuses": list(asked.statuses) or [ANY_STATUS],
        "periods": list(reading.periods),
    }


def _counted(asked: IssueFilter, level: int, reading: Reading) -> dict[str, Any]:
    categories = list(asked.categories) or None
    if reading.days and categories is None:
        categories = list(Category.objects.values_list("pk", flat=True))  # the index begins so
    shift = 2 * (FINEST - level) - SUBCELLS
    return {
        "cell_shift": shift + SUBCELLS,
        "subcell_shift": shift,
        "subcell_width": 1 << shift // 2,
        "categories": categories,
        "statuses": list(asked.statuses) or None,
        "days": None if reading.every_day else list(reading.days),
        "first": reading.span.first if reading.span else None,
        "last": reading.span.last if reading.span else None,
    }
