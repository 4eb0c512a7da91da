"""Every indicator that there is."""

from planning.indicators.access import access_indicators
from planning.indicators.counted import counted_indicators
from planning.indicators.figures import figure_indicators
from planning.indicators.indicator import Indicator


def all_indicators() -> list[Indicator]:
    """Return every indicator: those of uploaded figures first, in the order of their kinds."""
    return [*figure_indicators(), *counted_indicators(), *access_indicators()]


def indicator(slug: str) -> Indicator | None:
    """Return the indicator of a slug, or None where there is none."""
    return next((one for one in all_indicators() if one.slug == slug), None)
