"""The numbers of planning for analysts: DataFrames and GeoDataFrames, by the official code of the mahalle.

For notebooks and scripts, after `planning.connect.connect()`; never for the web process. All of it is public:
what a page shows, and no more.
"""

from typing import Any

import geopandas as gpd
import pandas as pd
from django.contrib.gis.db import models
from django.db.models.functions import Cast

from gisdata.crs import WGS84
from issues.filters import IssueFilter
from issues.models import Category, Group, PublicIssue
from neighbourhoods.models import Neighbourhood
from planning import indicators as known
from planning.fairness.answer import answer_to
from planning.fairness.question import Question, Rule
from planning.groups.table import half_years
from planning.heard.table import heard_table
from planning.models import Ending, HexagonPattern
from planning.statistics import district_statistics
from planning.times.table import Line, times
from planning.workload import table as work


def _by_code(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows by their code; none where there are none yet."""
    return pd.DataFrame(rows, columns=None if rows else ["code"]).set_index("code")


def neighbourhoods() -> gpd.GeoDataFrame:
    """Return the mahalle of today: `name`, `population` and the boundary (EPSG:4326)."""
    current = Neighbourhood.objects.current().with_population()
    rows = [(n.code, n.name, n.population, bytes(n.boundary.wkb)) for n in current]
    frame = pd.DataFrame(rows, columns=["code", "name", "population", "wkb"]).set_index("code")
    frame["population"] = frame["population"].astype(float)
    shapes = gpd.GeoSeries.from_wkb(frame.pop("wkb"), crs=WGS84)
    return gpd.GeoDataFrame(frame, geometry=shapes)


def reports() -> gpd.GeoDataFrame:
    """Return all public reports: `category`, `status`, `reported_at`, `closed_at`, `code`, a point (EPSG:4326).

    Their place is exact for those with `precision` "exact" alone. The index is the report's number.
    """
    columns = {
        "number": "number",
        "category": "category__slug",
        "status": "status",
        "precision": "precision",
        "reported_at": "reported_at",
        "closed_at": "closed_at",
        "code": "neighbourhood__code",
    }
    found = PublicIssue.objects.annotate(wkb=Cast("location", models.BinaryField()))
    rows = found.order_by("number").values_list(*columns.values(), "wkb")
    frame = pd.DataFrame(list(rows), columns=[*columns, "wkb"]).set_index("number")
    shapes = gpd.GeoSeries.from_wkb(frame.pop("wkb").map(bytes), crs=WGS84)
    return gpd.GeoDataFrame(frame, geometry=shapes)


def statistics() -> pd.DataFrame:
    """Return the counts and rates per 1,000 residents of each mahalle, as at /neighbourhoods/."""
    rows = [
        {
            "code": one.neighbourhood.code,
            "name": one.neighbourhood.name,
            "population": one.population,
            "total": one.total,
            "open": one.open,
            "resolved": one.resolved,
            "per_1000": one.per_1000,
            "lower": one.per_1000_interval.lower if one.per_1000_interval else None,
            "upper": one.per_1000_interval.upper if one.per_1000_interval else None,
            "smoothed": one.smoothed,
        }
        for one in district_statistics(IssueFilter()).results
    ]
    return _by_code(rows)


def indicators() -> pd.DataFrame:
    """Return all indicators: name, unit, definition, source, what they cannot tell, and their years."""
    facts = ["slug", "name", "unit", "better", "sdg", "definition", "source", "caveat"]
    rows = [
        {fact: getattr(one, fact) for fact in facts} | {"years": list(one.years)}
        for one in known.all_indicators()
    ]
    return pd.DataFrame(rows).set_index("slug")


def indicator(slug: str) -> pd.DataFrame:
    """Return the values of an indicator: a row for each mahalle, a column for each year.

    Raises:
        KeyError: there is no such indicator.
    """
    found = known.indicator(slug)
    if found is None:
        raise KeyError(slug)
    return pd.DataFrame(dict(found.by_year)).rename_axis("code")


def heard() -> pd.DataFrame:
    """Return how readily each mahalle reports, as at /heard/; intervals as two columns each."""
    rows = []
    for line in heard_table():
        wait = line.wait_interval or (None, None)
        adjusted = line.adjusted_interval or (None, None)
        rows.append(
            {
                "code": line.neighbourhood.code,
                "name": line.neighbourhood.name,
                "reports": line.kept.reports,
                "per_1000": line.per_1000,
                "wait": line.wait,
                "wait_lower": wait[0],
                "wait_upper": wait[1],
                "adjusted_per_1000": line.adjusted_per_1000,
                "adjusted_lower": adjusted[0],
                "adjusted_upper": adjusted[1],
                "rank": line.rank,
                "adjusted_rank": line.adjusted_rank,
            }
        )
    return _by_code(rows)


def groups() -> pd.DataFrame:
    """Return who speaks by half-year, group and mahalle, as at /heard/: a row for each count that is told.

    `code` is "district" for the sum, and "" outside of the mahalle.
    """
    rows = []
    for told in half_years():
        lines = [("district", [one.count for one in told.groups])]
        lines += [(line.code, line.counts) for line in told.lines]
        rows += [
            {"year": told.year, "half": told.half, "code": code, "group": group, "count": count}
            for code, counts in lines
            for group, count in zip(Group.values, counts, strict=False)
            if count is not None
        ]
    return pd.DataFrame(rows, columns=["year", "half", "code", "group", "count"])


def waiting(ending: str = Ending.CLOSING, category: str | None = None) -> pd.DataFrame:
    """Return how long each mahalle waits, as at /times/, for "answer" or "closing"; days.

    Raises:
        issues.models.Category.DoesNotExist: there is no such category.
    """
    group = Category.objects.get(slug=category) if category else None
    found = times(Ending(ending), group, None)
    return _by_code([_waits(line) for line in found.lines])


def _waits(line: Line) -> dict[str, Any]:
    median = line.median or (None, None, None)
    area = line.neighbourhood
    return {
        "code": area and area.code,
        "name": area and area.name,
        "reports": line.total,
        "median": median[0],
        "lower": median[1],
        "upper": median[2],
        "mean": line.mean,
        "in_time": line.in_time,
    }


def workload(category: str | None = None) -> pd.DataFrame:
    """Return the work of each mahalle as at /workload/: what waits, a year's opened and closed, shares in per cent.

    Raises:
        issues.models.Category.DoesNotExist: there is no such category.
    """
    group = Category.objects.get(slug=category) if category else None
    facts = ["waiting", "half_waits", "opened", "closed", "reopened", "satisfied", "rated"]
    rows = [
        {"code": line.neighbourhood.code, "name": line.neighbourhood.name}
        | {fact: getattr(line, fact) for fact in facts}
        for line in work.workload(group, None).lines
        if line.neighbourhood
    ]
    return _by_code(rows)


def hot_spots() -> gpd.GeoDataFrame:
    """Return the hexagons of the district as at /hotspots/: `reports`, `per_km2`, `z`, `p`, `pattern`, a polygon (EPSG:4326)."""
    columns = ["hexagon", "code", "reports", "per_km2", "z", "p", "pattern"]
    found = HexagonPattern.objects.annotate(wkb=Cast("shape", models.BinaryField()))
    rows = found.order_by("hexagon").values_list(*columns, "wkb")
    frame = pd.DataFrame(list(rows), columns=[*columns, "wkb"]).set_index("hexagon")
    shapes = gpd.GeoSeries.from_wkb(frame.pop("wkb").map(bytes), crs=WGS84)
    return gpd.GeoDataFrame(frame, geometry=shapes)


def fair_shares(
    resource: str,
    weights: dict[str, int] | None = None,
    *,
    year: int | None = None,
    budget: int | None = None,
    rule: str = Rule.EQUAL,
) -> dict[str, Any]:
    """Return the answer of /fairness/; `rows` as a DataFrame by code, `measures` and `then` as they are.

    Raises:
        KeyError: there is no such indicator.
        planning.fairness.answer.NothingToCompareError: nothing can be compared, or shared so.
    """
    slugs = {one.slug: one for one in known.all_indicators()}
    asked = slugs[resource]
    parts = [(slugs[slug], weight) for slug, weight in (weights or {}).items()]
    question = Question(asked, year or asked.years[-1], parts, budget, Rule(rule))
    answer = answer_to(question)
    return answer | {"rows": pd.DataFrame(answer["rows"]).set_index("code")}
