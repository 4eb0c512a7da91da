"""Whether something helped: a planted effect is found, and none is not cried out."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.effect import FEWEST, Counts, Effect, effect_on_counts, effect_on_values, t_quantile

DAYS = (365.0, 180.0)


def district(seed, *, ratio=1.0, per_year=120, spread=0.25):
    """Seventeen mahalle with trends of their own; in the first something multiplied reports by `ratio`."""
    chance = random.Random(seed)
    counted = []
    for place in range(17):
        rate = per_year * chance.lognormvariate(0, 0.6)
        trend = chance.lognormvariate(0.1, spread)
        after = rate * DAYS[1] / DAYS[0] * trend * (ratio if place == 0 else 1)
        counted.append(Counts(poisson(chance, rate), poisson(chance, after)))
    return counted[0], counted[1:]


def poisson(chance, mean):
    """A count of such a mean."""
    return int(stats.poisson.ppf(chance.random(), mean))


def effect_in(treated, others) -> Effect:
    effect = effect_on_counts(treated, others, DAYS)
    assert effect
    return effect


def effects(ratio, districts=500) -> list[Effect]:
    return [effect_in(*district(seed, ratio=ratio)) for seed in range(districts)]


def test_without_an_effect_it_cries_wolf_in_about_one_of_twenty_districts():
    cried = sum(effect.is_seen for effect in effects(1.0))
    assert 10 <= cried <= 40, f"{cried} of 500"


def test_an_effect_of_two_thirds_less_is_found_and_its_interval_holds_it():
    found = effects(1 / 3, districts=200)
    assert sum(effect.is_seen for effect in found) > 150
    assert sum(effect.lower <= 1 / 3 <= effect.upper for effect in found) > 180


def test_a_change_that_all_have_is_no_effect():
    others = [Counts(100, 25)] * 6
    effect = effect_on_counts(Counts(200, 50), others, DAYS)
    assert effect.estimate == pytest.approx(1, abs=0.01)
    assert not effect.is_seen


def test_of_values_it_is_the_difference_of_the_changes():
    effect = effect_on_values(12.0, [1.0, 2.0, 3.0, 2.0])
    assert effect.estimate == pytest.approx(10)
    assert effect.is_seen
    assert not effect_on_values(2.5, [1.0, 2.0, 3.0, 2.0]).is_seen


def test_others_that_are_all_alike_say_nothing():
    assert effect_on_values(1.0, [0.5] * 8) is None


def test_too_few_others_say_nothing():
    assert effect_on_values(1.0, [1.0] * (FEWEST - 1)) is None
    assert effect_on_counts(Counts(1, 1), [Counts(1, 1)] * (FEWEST - 1), DAYS) is None


@given(
    st.integers(0, 500),
    st.integers(0, 500),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=FEWEST, max_size=20),
)
def test_the_estimate_lies_within_its_interval(before, after, others):
    effect = effect_on_counts(Counts(before, after), [Counts(*other) for other in others], DAYS)
    assert 0 < effect.lower < effect.estimate < effect.upper


@pytest.mark.parametrize("df", [4, 8, 16, 40])
def test_the_quantile_is_that_of_scipy(df):
    assert t_quantile(0.975, df) == pytest.approx(stats.t.ppf(0.975, df), rel=0.002)
