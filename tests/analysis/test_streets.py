"""Ways on foot: along streets that meet at common corners, in where a street comes near, never shorter than straight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, box

from analysis.streets import DOOR, LONGEST, network_of, walks

CORNERS = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(
    lambda at: (at[0] * 50.0, at[1] * 50.0)
)
LINES = st.lists(
    st.lists(CORNERS, min_size=2, max_size=4, unique=True).map(LineString), min_size=1, max_size=8
)


def metres(lines, spot, goal, most=10_000):
    [[found]] = walks(network_of(lines), np.array([spot], float), [goal], most)
    return found


def test_one_walks_around_where_no_street_leads_through():
    around = [LineString([(0, 0), (0, 300), (200, 300), (200, 0)])]
    park = box(190, -30, 230, 0)
    assert metres(around, (0, 0), park) == pytest.approx(800 - DOOR, abs=LONGEST)
    across = [*around, LineString([(0, 0), (200, 0)])]
    assert metres(across, (0, 0), park) == pytest.approx(200 - DOOR, abs=LONGEST)


def test_streets_meet_at_a_common_corner_and_not_under_a_bridge():
    street, over = [(0, 0), (100, 0)], [(50, -50), (50, 50)]
    at_the_end = Point(50, 50)
    assert metres([LineString(street), LineString(over)], (0, 0), at_the_end) == np.inf
    joined = [LineString([street[0], (50, 0), street[1]]), LineString([over[0], (50, 0), over[1]])]
    assert metres(joined, (0, 0), at_the_end) == pytest.approx(100 - DOOR, abs=LONGEST)


def test_what_lies_beyond_the_streets_is_walked_to_straight():
    street = [LineString([(0, 0), (100, 0)])]
    assert metres(street, (0, 40), Point(100, 60)) == pytest.approx(40 + 100 + 60)


def test_who_lives_beside_it_walks_around_no_block():
    behind = [LineString([(0, 100), (100, 100)])]
    assert metres(behind, (0, 0), box(20, -50, 60, 50)) == pytest.approx(20)
    assert metres(behind, (0, 0), box(40, -50, 60, 50)) > 100


def test_nothing_is_asked_beyond_the_most():
    street = [LineString([(0, 0), (1000, 0)])]
    assert metres(street, (0, 0), Point(500, 0), most=400) == np.inf
    assert metres(street, (0, 0), Point(500, 0), most=500) <= 500


@given(LINES, CORNERS, CORNERS)
def test_no_way_is_shorter_than_the_straight_line(lines, spot, goal):
    assert metres(lines, spot, Point(goal)) >= Point(spot).distance(Point(goal)) - DOOR - 1e-6


@given(LINES, LINES)
def test_another_street_makes_no_way_along_the_streets_longer(lines, more):
    spot, goal = lines[0].coords[0], Point(lines[-1].coords[-1])
    assert metres([*lines, *more], spot, goal) <= metres(lines, spot, goal) + 1e-6
