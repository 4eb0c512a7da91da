"""The funnel of rates: whose rate is farther from the district's than chance explains."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from planning.funnel import WIDTH, funnel
from tests.district import BRIDGE, CORNER, FOUNTAIN, MARKET, SCHOOL, pin

PEOPLE = [500, 1_000, 2_000, 4_000, 20_000]


def of(*counts, people=PEOPLE):
    """Statistics of mahalle that are called A, B, C …"""
    return [
        SimpleNamespace(
            neighbourhood=SimpleNamespace(name=name),
            population=n,
            total=count,
        )
        for name, count, n in zip("ABCDEFGH", counts, people, strict=False)
    ]


def names(dots):
    return [dot.neighbourhood.name for dot in dots]


def test_where_all_are_alike_nobody_stands_out():
    drawn = funnel(of(5, 10, 20, 40, 200))
    assert (drawn.rate, drawn.above, drawn.below) == (10, [], [])
    assert {dot.y for dot in drawn.dots} == {drawn.level}


def test_the_same_high_rate_is_chance_in_a_small_mahalle_and_none_in_a_large_one():
    drawn = funnel(of(10, 10, 20, 80, 160))
    assert names(drawn.above) == ["D"]
    assert names(drawn.below) == ["E"]
    assert {dot.rate for dot in drawn.dots if dot.neighbourhood.name in "AD"} == {20}


@given(st.integers(0, 2**32 - 1))
def test_chance_alone_puts_hardly_anybody_outside(seed):
    people = [3_000] * 500
    counts = poisson(30).rvs(500, random_state=seed)
    drawn = funnel(
        [
            SimpleNamespace(neighbourhood=None, population=n, total=int(o))
            for n, o in zip(people, counts, strict=True)
        ]
    )
    assert len(drawn.above) + len(drawn.below) <= 10  # one in 500 is expected


def test_the_limits_draw_nearer_to_the_rate_the_more_people_there_are():
    drawn = funnel(of(5, 10, 20, 40, 200))
    for lower, upper in (drawn.inner, drawn.outer):
        heights = [[float(p.split()[1]) for p in path[1:].split("L")] for path in (lower, upper)]
        assert heights[0] == sorted(heights[0], reverse=True)
        assert heights[1] == sorted(heights[1])
        assert heights[1][-1] < drawn.level < heights[0][-1]
    ends = [float(path.split("L")[-1].split()[0]) for path in (*drawn.inner, *drawn.outer)]
    assert ends == [WIDTH] * 4


@pytest.mark.parametrize(
    "statistics",
    [of(5, 10), of(0, 0, 0, 0, 0), of(5, 10, 20, people=[500, 1_000, None]), []],
    ids=["two mahalle", "no reports", "two of known residents", "no mahalle"],
)
def test_where_there_is_too_little_to_compare_nothing_is_drawn(statistics):
    assert funnel(statistics) is None


def test_the_page_names_who_stands_out_and_links_there(town, client):
    for place, many in ((FOUNTAIN, 30), (SCHOOL, 4), (MARKET, 1), (BRIDGE, 8), (CORNER, 0)):
        for _ in range(many):
            pin(place)
    section = client.get("/neighbourhoods/").content.decode().partition('id="funnel-title"')[2]
    said = section.partition("<figure")[0]
    assert "açıklayabileceğinden çok" in said
    assert '<a href="/neighbourhoods/baglar/">Bağlar</a>' in said
    assert '<a href="/neighbourhoods/dere/">Dere</a>' in said
    assert "/neighbourhoods/igdir/" not in said
    assert section.count("<circle") == 4  # of Ovacık nobody knows how many live there
