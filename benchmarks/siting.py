"""Choose sites by both aims; beside spopt on PuLP and its CBC, each in a process of its own.

script/bench siting --spots 600 --sites 40 [--no-peers]
"""

import argparse
import json
import subprocess
import sys
from typing import Any

import numpy as np
from django.conf import settings

from benchmarks.measure import report, timed
from benchmarks.peers import peers_python

ACROSS = 5_000
"""Metres from one side of the invented district to the other."""

WITHIN, COUNT, SEED = 300, 3, 1
AIMS = ("cover", "near")
PATIENCE = 300


def main() -> None:
    """Ask both processes the same questions."""
    parser = argparse.ArgumentParser(prog="script/bench siting", description=__doc__)
    parser.add_argument("--spots", type=int, default=600)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    question = invented(asked.spots, asked.sites)
    result: dict[str, Any] = {
        "benchmark": "siting",
        "spots": asked.spots,
        "sites": asked.sites,
        "ours": {
            aim: run([sys.executable, "-m", "planning.siting"], question, aim) for aim in AIMS
        },
    }
    if not asked.no_peers:
        peer = [peers_python(), "-P", str(settings.BASE_DIR / "benchmarks" / "spopt_peer.py")]
        result["peers"] = {"spopt": {aim: run(peer, question, aim) for aim in AIMS}}
    report(result)


def invented(spots: int, sites: int) -> dict[str, Any]:
    """Return people and sites by chance, as planning/siting asks them."""
    random = np.random.default_rng(SEED)
    return {
        "spots": random.uniform(0, ACROSS, (spots, 2)).tolist(),
        "people": random.uniform(1, 300, spots).tolist(),
        "sites": random.uniform(0, ACROSS, (sites, 2)).tolist(),
        "now": None,
        "within": WITHIN,
        "count": COUNT,
    }


def run(words: list[str], question: dict[str, Any], aim: str) -> dict[str, Any]:
    """Return the seconds of a whole process, and what it chose; or that it was not done in time."""
    given = json.dumps({**question, "aim": aim})
    try:
        with timed(f"{words[-1]} {aim}") as took:
            made = subprocess.run(  # Python itself, with words of ours
                words, input=given, capture_output=True, text=True, check=True, timeout=PATIENCE
            )
    except subprocess.TimeoutExpired:
        return {"seconds": None, "told": f"not done after {PATIENCE} s"}
    return {"seconds": took.seconds, "chosen": sorted(json.loads(made.stdout)["chosen"])}
