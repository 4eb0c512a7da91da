"""Indicators: what is known of each mahalle, declared once, each with its unit, source and years."""

from planning.indicators.indicator import Indicator
from planning.indicators.register import all_indicators, indicator

__all__ = ["Indicator", "all_indicators", "indicator"]
