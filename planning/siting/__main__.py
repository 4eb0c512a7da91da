"""The numbers of answer.py as JSON on standard input, the chosen sites as JSON on standard output.

A process of its own, because the solver is heavy. No models, no settings.
"""

import json
import sys

import numpy as np

from analysis.siting import most_covered, shortest_ways

if __name__ == "__main__":
    asked = json.load(sys.stdin)
    spots, sites = np.array(asked["spots"]), np.array(asked["sites"])
    metres = np.hypot(spots[:, None, 0] - sites[None, :, 0], spots[:, None, 1] - sites[None, :, 1])
    people = np.array(asked["people"])
    if asked["aim"] == "cover":
        found = most_covered(metres, people, asked["within"], asked["count"])
    else:
        now = asked["now"] and np.array(asked["now"])
        found = shortest_ways(metres, people, now, asked["count"])
    json.dump(found._asdict(), sys.stdout)
