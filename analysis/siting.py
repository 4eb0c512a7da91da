"""Where the next few of something help most: maximal coverage and the p-median, solved to the best there is.

Numbers in, numbers out. It uses scipy and its solver HiGHS: for a child process and for notebooks, never for
the web process.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron

PATIENCE = 30
"""Seconds after which the best that was found so far is taken."""

Floats = NDArray[np.float64]


class Sites(NamedTuple):
    """The places of the chosen sites in what was given, and whether there are proven to be no better ones."""

    chosen: list[int]
    is_best: bool


def most_covered(metres: Floats, people: Floats, within: float, sites: int) -> Sites:
    """Choose sites that have as many people as possible within a distance.

    Maximal covering location: Church and ReVelle, Papers of the Regional Science Association 32 (1974).

    Args:
        metres: from each of n spots where people are (rows) to each of m possible sites (columns).
        people: how many are at each spot, n.
        within: metres at which a spot is covered.
        sites: how many to choose, fewer where there are fewer.
    """
    spots, possible = metres.shape
    near = csr_array((metres <= within).astype(float))
    covered_by_some = hstack([near, -eye_array(spots)])
    return _solved(
        np.concatenate([np.zeros(possible), -people]),
        [LinearConstraint(covered_by_some, 0, np.inf)],
        possible,
        sites,
    )


def shortest_ways(metres: Floats, people: Floats, now: Floats | None, sites: int) -> Sites:
    """Choose sites to which the ways of all people together are as short as possible.

    The p-median: Hakimi, Operations Research 12 (1964). Where `now` tells how far each spot has it already,
    nobody goes farther than that.

    Args:
        metres: from each of n spots where people are (rows) to each of m possible sites (columns).
        people: how many are at each spot, n.
        now: metres to the nearest that is there already, n; None where there is none.
        sites: how many to choose, fewer where there are fewer.
    """
    spots, possible = metres.shape
    ways = metres if now is None else np.column_stack([metres, now])
    goals = ways.shape[1]
    one_way_each = hstack(
        [csr_array((spots, possible)), kron(eye_array(spots), np.ones((1, goals)))]
    )
    to_sites = kron(eye_array(spots), csr_array(np.eye(possible, goals)))
    only_to_chosen = hstack([kron(np.ones((spots, 1)), eye_array(possible)), -to_sites])
    return _solved(
        np.concatenate([np.zeros(possible), (ways * people[:, None]).ravel()]),
        [LinearConstraint(one_way_each, 1, 1), LinearConstraint(only_to_chosen, 0, np.inf)],
        possible,
        sites,
    )


def _solved(costs: Floats, constraints: list[LinearConstraint], possible: int, sites: int) -> Sites:
    """Choose among the first variables, which are whole; the others follow from them."""
    number = min(sites, possible)
    is_site = np.concatenate([np.ones(possible), np.zeros(len(costs) - possible)])
    found = milp(
        costs,
        constraints=[*constraints, LinearConstraint(is_site[None, :], number, number)],
        integrality=is_site,
        bounds=Bounds(0, 1),
        options={"time_limit": PATIENCE},
    )
    if found.x is None:
        raise TimeoutError(found.message)
    chosen = np.flatnonzero(found.x[:possible] > 0.5)
    return Sites([int(at) for at in chosen], is_best=found.status == 0)
