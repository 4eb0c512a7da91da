"""The numbers of actions.py as JSON on standard input, what is found in them as JSON on standard output.

A process of its own, because PySAL is heavy. No models, no settings.
"""

import json
import sys
from typing import Any

from analysis.patterns import (
    courses,
    gathering,
    gathering_of_rates,
    hexagon_weights,
    hot_spots,
    local_rates,
    weights_of,
)


def found_in_hexagons(asked: dict[str, Any]) -> dict[str, Any]:
    """Return Moran's I, the Gi* of each hexagon, and its course over the months."""
    weights = hexagon_weights(asked["centres"], asked["edge"])
    months = [hot_spots(values, weights) for values in asked["months"]]
    return {
        "gathering": gathering(asked["year"], weights),
        "spots": hot_spots(asked["year"], weights),
        "courses": courses(months),
    }


def found_in_areas(asked: dict[str, Any]) -> dict[str, Any]:
    """Return Moran's I of rates, whole and area by area."""
    weights = weights_of(asked["beside"])
    rates = asked["events"], asked["people"], weights
    return {"gathering": gathering_of_rates(*rates), "local": local_rates(*rates)}


if __name__ == "__main__":
    question = json.load(sys.stdin)
    parts = {"hexagons": found_in_hexagons, "areas": found_in_areas}
    json.dump({name: parts[name](asked) for name, asked in question.items()}, sys.stdout)
