"""The shapes of ways.py as JSON on standard input, who walks how far as JSON on standard output.

A process of its own, because scipy is heavy. No models, no settings.
"""

import json
import sys

import numpy as np
import shapely

from analysis.streets import network_of, walks

if __name__ == "__main__":
    asked = json.load(sys.stdin)
    network = network_of(shapely.from_wkb(asked["streets"]))
    spots = np.array(asked["spots"], float).reshape(-1, 2)
    near: list[list[tuple[int, float]]] = [[] for _spot in spots]
    goals = shapely.from_wkb(asked["goals"])
    for at, metres in enumerate(walks(network, spots, goals, asked["most"])):
        for spot in np.flatnonzero(np.isfinite(metres)):
            near[spot].append((at, round(float(metres[spot]), 1)))
    json.dump(near, sys.stdout)
