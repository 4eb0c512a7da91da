"""The question of planning/siting, answered by spopt: run by the Python of the peers, without Django."""

import json
import sys

import numpy as np
import pulp
from spopt.locate import MCLP, PMedian

asked = json.load(sys.stdin)
spots, sites = np.array(asked["spots"]), np.array(asked["sites"])
metres = np.hypot(*(spots[:, None] - sites[None]).transpose(2, 0, 1))
people, count = np.array(asked["people"]), asked["count"]
model = (
    MCLP.from_cost_matrix(metres, people, asked["within"], count)
    if asked["aim"] == "cover"
    else PMedian.from_cost_matrix(metres, people, count)
)
model.solve(pulp.PULP_CBC_CMD(msg=False))
chosen = [at for at, variable in enumerate(model.fac_vars) if variable.value() > 0.5]
json.dump({"chosen": chosen}, sys.stdout)
