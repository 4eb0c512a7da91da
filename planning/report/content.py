"""What a report says."""

from dataclasses import dataclass
from typing import Any

from issues.filters import IssueFilter
from issues.models import Status
from neighbourhoods.models import Neighbourhood
from planning.heard.table import heard_table
from planning.indicators import Indicator, all_indicators
from planning.indicators.figures import Populations
from planning.indicators.table import district_value
from planning.maps import map_of_rates
from planning.models import Ending
from planning.statistics import category_table, district_statistics
from planning.times.table import times


@dataclass(frozen=True)
class Known:
    """An indicator in its newest year: the value of the mahalle (None: it has none) and of the district."""

    indicator: Indicator
    year: int
    value: float | None
    district: float | None


def neighbourhood_report(mahalle: Neighbourhood) -> dict[str, Any]:
    """Return what the report of a mahalle says."""
    district = district_statistics(IssueFilter())
    waits = [(Ending(ending), times(Ending(ending), None, mahalle)) for ending in Ending]
    return {
        "mahalle": mahalle,
        "statistic": next(s for s in district.results if s.neighbourhood == mahalle),
        "map": map_of_rates(district.results),
        "statuses": Status.labels,
        "categories": category_table(IssueFilter(neighbourhoods=[mahalle.pk])),
        "waits": [(ending, found) for ending, found in waits if found.until],
        "heard": next((line for line in heard_table() if line.neighbourhood == mahalle), None),
        "indicators": _known(mahalle.code),
    }


def district_report() -> dict[str, Any]:
    """Return what the report of the district says."""
    district = district_statistics(IssueFilter())
    waits = times(Ending.CLOSING, None, None)
    return {
        "district": district,
        "map": map_of_rates(district.results),
        "statuses": Status.labels,
        "categories": category_table(IssueFilter()),
        "times": waits if waits.until else None,
        "lines": heard_table(),
        "indicators": _known(""),
    }


def _known(code: str) -> list[Known]:
    """Return the indicators with values; those of reports stand in the table of categories."""
    told, populations = [], Populations()
    codes = set(Neighbourhood.objects.current().values_list("code", flat=True))
    for one in all_indicators():
        if one.counts_reports or one.last_year is None:
            continue
        value = one.values(one.last_year).get(code)
        district = district_value(one, one.last_year, codes, populations)
        told.append(Known(one, one.last_year, value, district))
    return told
