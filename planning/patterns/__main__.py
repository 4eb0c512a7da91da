"""The numbers of actions.py as JSON on standard input, what is found in them as JSON on standard output.

A process of its own, because PySAL is heavy. No models, no settings.
"""

import json
import sys
from typing import Any

from analysis.patterns import (
    Spot,
    courses,
    gathering,
    gathering_of_rates,
    hexagon_weights,
    hot_spots,
    local_rates,
    weights_of,
    with_enough,
)


def found_in_hexagons(asked: dict[str, Any]) -> dict[str, Any]:
    """Return Moran's I, the Gi* of each hexagon, and its course over the months that have reports enough."""
    weights = hexagon_weights(asked["centres"], asked["edge"])
    sizes = asked["km2"]

    def spots(counts: list[int]) -> list[Spot]:
        return with_enough(hot_spots(_per(counts, sizes), weights), counts, weights)

    enough = [counts for counts in asked["months"] if sum(counts) >= asked["fewest"]]
    tell_new = bool(enough) and enough[-1] is asked["months"][-1]
    return {
        "gathering": gathering(_per(asked["year"], sizes), weights),
        "spots": spots(asked["year"]),
        "courses": courses([spots(counts) for counts in enough], tell_new=tell_new)
        if enough
        else [""] * len(sizes),
    }


def _per(counts: list[int], sizes: list[float]) -> list[float]:
    return [count / size for count, size in zip(counts, sizes, strict=True)]


def found_in_areas(asked: dict[str, Any]) -> dict[str, Any]:
    """Return Moran's I of rates, whole and area by area."""
    weights = weights_of(asked["beside"])
    rates = asked["events"], asked["people"], weights
    return {"gathering": gathering_of_rates(*rates), "local": local_rates(*rates)}


if __name__ == "__main__":
    question = json.load(sys.stdin)
    parts = {"hexagons": found_in_hexagons, "areas": found_in_areas}
    json.dump({name: parts[name](asked) for name, asked in question.items()}, sys.stdout)
