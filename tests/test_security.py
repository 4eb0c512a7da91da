"""docs/security.md says what is so: its tests are there, its limits are the limits, and every requirement has a state."""

import re
from pathlib import Path

from accounts.limits import LIMITS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(
    r"^\| (V[\d.]+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.M
)


def test_every_test_that_is_named_is_there():
    named = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE))
    assert len(named) > 80
    for path, name in named:
        assert (ROOT / path).exists(), path
        assert not name or f"def {name}(" in (ROOT / path).read_text(), f"{path}::{name}"


def test_the_limits_are_the_limits():
    told = re.findall(r"^\| `([\w-]+)` \| (\d+) \| (\d+) \|$", PAGE, re.M)
    assert {act: (int(free), int(most)) for act, free, most in told} == {
        act: (limit.free, limit.most) for act, limit in LIMITS.items()
    }


def test_every_requirement_of_both_levels_has_one_line_and_what_is_met_is_shown():
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers)) == 253
    assert [row[1] for row in ROWS].count("1") == 70
    for number, _level, _about, state, how, shown in ROWS:
        assert state in {"met", "partly", "missing", "n/a"}, number
        assert how.strip(), number
        assert (
            shown == "–" if state == "n/a" else shown == "review" or shown.startswith("`tests/")
        ), number
