"""What analysts read is what the pages show."""

import pytest

from issues.actions import change_visibility
from issues.models import Visibility
from planning import reader
from planning.connect import connect
from planning.fairness.answer import answer_to
from planning.fairness.question import Question, Rule
from planning.heard.actions import count_readiness
from planning.indicators import indicator
from planning.times.actions import count_durations
from tests.district import BAGLAR, CINAR, FOUNTAIN, OVACIK, PEOPLE, pin, resolve
from tests.planning.figures import BUDGET, give_budget_and_deprivation
from tests.planning.test_heard import NOW, quiet_town
from tests.planning.test_times import waited


def test_the_mahalle_have_their_boundaries_in_degrees_and_their_residents(town):
    found = reader.neighbourhoods()
    assert found.crs == "EPSG:4326"
    assert found.loc[CINAR, "population"] == PEOPLE[CINAR]
    assert found.loc[[OVACIK], "population"].isna().all()
    assert found.loc[BAGLAR].geometry.bounds == pytest.approx((29.10, 40.99, 29.11, 41.00))


def test_public_reports_alone_are_read_with_their_place(town):
    shown, hidden = pin(FOUNTAIN, "cop"), pin(FOUNTAIN)
    change_visibility(issue=hidden, to=Visibility.HELD)
    found = reader.reports()
    assert list(found.index) == [shown.number]
    assert tuple(found.geometry.iloc[0].coords[0]) == pytest.approx(FOUNTAIN)
    assert found.iloc[0][["category", "status", "code"]].tolist() == ["cop", "new", BAGLAR]


def test_statistics_are_those_of_the_page(town):
    for _ in range(3):
        pin(FOUNTAIN)
    resolve(pin(FOUNTAIN))
    row = reader.statistics().loc[BAGLAR]
    assert (row["total"], row["open"], row["resolved"], row["per_1000"]) == (4, 3, 1, 4.0)
    assert row["lower"] < 4 < row["upper"]


def test_an_indicator_has_a_row_for_each_mahalle_and_a_column_for_each_year(town):
    give_budget_and_deprivation()
    assert reader.indicator("butce")[2025].to_dict() == BUDGET
    assert reader.indicators().loc["butce", "years"] == [2025]
    with pytest.raises(KeyError, match="ejderha"):
        reader.indicator("ejderha")


def test_who_is_heard_and_how_long_one_waits_are_read_as_they_were_counted(town):
    quiet_town()
    heard = reader.heard()
    assert heard["wait"].idxmax() == "103"
    assert heard.loc[BAGLAR, "wait_lower"] < 10 < heard.loc[BAGLAR, "wait_upper"]
    for _ in range(5):
        waited(FOUNTAIN, 60, 4, "agac")
    count_durations(until=NOW)
    count_readiness(until=NOW)
    assert reader.waiting("closing", "yesil").loc[BAGLAR, "median"] == 4
    assert reader.waiting().loc[BAGLAR, "reports"] == 17


def test_fair_shares_are_those_of_the_page(town):
    give_budget_and_deprivation()
    told = reader.fair_shares("butce", {"yoksunluk": 2}, budget=2_000_000, rule="need")
    question = Question(
        indicator("butce"), 2025, [(indicator("yoksunluk"), 2)], 2_000_000, Rule.NEED
    )
    answer = answer_to(question)
    assert told["measures"] == answer["measures"]
    assert told["rows"]["given"].tolist() == [row["given"] for row in answer["rows"]]


def test_connecting_again_is_the_same(town):
    connect()
    assert len(reader.neighbourhoods()) == 5
