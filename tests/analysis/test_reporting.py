"""Who is not heard: a planted truth that raw counts miss, and what must hold of any district."""

from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reporting import FEWEST, adjusted_counts, readiness

LASTING = 100.0
AREAS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 500), st.floats(1, 100_000)),
    min_size=1,
    max_size=30,
)


def lived(random, problems, rate):
    """What is seen of problems that last 100 days each: how many, the further reports, the days looked at."""
    counts, further, days = 0, 0, 0.0
    for _problem in range(problems):
        first = random.expovariate(rate)
        if first >= LASTING:
            continue  # nobody ever said a word
        counts += 1
        days += LASTING - first
        at = first + random.expovariate(rate)
        while at < LASTING:
            further += 1
            at += random.expovariate(rate)
    return counts, further, days


def ranked(values):
    return sorted(range(len(values)), key=lambda at: -values[at])


def test_a_mahalle_that_reports_five_times_less_is_missed_by_counting_and_found_by_adjusting():
    random = Random(2024)
    problems = [200, 220, 240, 260, 280, 300, 320, 340, 360, 600]  # the last has by far the most
    rates = [0.02] * 9 + [0.004]
    seen = [lived(random, *area) for area in zip(problems, rates, strict=True)]
    counts, further, days = zip(*seen, strict=True)
    assert ranked(counts)[0] != 9
    adjusted = adjusted_counts(counts, further, days, LASTING)
    assert ranked([one.reports for one in adjusted])[0] == 9
    last = adjusted[9]
    fairly = problems[9] * (adjusted[8].reports / problems[8])  # what all would have said of it
    assert last.interval.lower < fairly < last.interval.upper


def test_the_estimate_finds_the_rate_that_was_planted():
    random = Random(7)
    for rate in (0.5, 0.1):
        _counts, further, days = lived(random, 400, rate)
        assert readiness(further, days).rate == pytest.approx(rate, rel=0.05)


@given(st.integers(0, 10_000), st.integers(FEWEST, 500), st.floats(1, 10_000), st.integers(1, 20))
def test_equal_reporters_stay_as_they_are(count, further, days, areas):
    adjusted = adjusted_counts([count] * areas, [further] * areas, [days] * areas, LASTING)
    assert [one.reports for one in adjusted] == pytest.approx([count] * areas)


@given(AREAS)
def test_an_estimate_lies_within_its_interval_and_fewer_words_mean_more_unsaid(areas):
    counts, further, days = zip(*areas, strict=True)
    adjusted = adjusted_counts(counts, further, days, LASTING)
    together = readiness(sum(further), sum(days))
    for area, one in zip(areas, adjusted, strict=True):
        count, y, t = area
        if one is None:
            assert together is None or y < FEWEST
            continue
        assert one.interval.lower <= one.reports * (1 + 1e-9)
        assert one.reports <= one.interval.upper * (1 + 1e-9)
        if y / t < together.rate:
            assert one.reports >= count * (1 - 1e-9)


@pytest.mark.parametrize(("further", "days"), [(FEWEST - 1, 100), (0, 0), (10, 0)])
def test_of_too_little_nothing_is_said(further, days):
    assert readiness(further, days) is None
    assert adjusted_counts([7], [further], [days], LASTING) == [None]


def test_nineteen_of_twenty_intervals_hold_what_all_would_have_said():
    random, held = Random(5), 0
    for _district in range(200):
        own = lived(random, 200, 0.005)
        crowd = (
            0,
            2_000,
            100_000.0,
        )  # the district is known well; what is left to chance is the area
        counts, further, days = zip(own, crowd, strict=True)
        adjusted, _crowd = adjusted_counts(counts, further, days, LASTING)
        together = readiness(sum(further), sum(days)).rate
        truth = 200 * (1 - exp(-together * LASTING))
        held += adjusted.interval.lower <= truth <= adjusted.interval.upper
    assert 190 <= held < 200  # intervals a fifth narrower hold it 183 times
