"""Choropleths of what is counted."""

from collections.abc import Sequence

from planning.choropleth import Area, Choropleth, choropleth
from planning.statistics import TOO_FEW, Statistic


def map_of_rates(statistics: Sequence[Statistic]) -> Choropleth | None:
    """Draw the issues per 1,000 residents of each mahalle."""
    return choropleth(
        [Area(one.neighbourhood, one.per_1000, one.total >= TOO_FEW) for one in statistics]
    )
