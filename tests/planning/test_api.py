"""The numbers of the pages by the API."""

import pytest

from planning.fairness.answer import answer_to
from planning.fairness.question import Question, Rule
from planning.indicators import all_indicators, indicator
from tests.district import BAGLAR, FOUNTAIN, pin, resolve
from tests.planning.figures import BUDGET, give_budget_and_deprivation
from tests.planning.night import count_the_night
from tests.planning.test_times import gap

STATISTICS = "/api/v1/statistics"


def test_indicators_are_listed_and_each_has_its_values_by_year_and_code(town, api):
    give_budget_and_deprivation()
    listed = api.get(f"{STATISTICS}/indicators/").json()
    assert [one["slug"] for one in listed] == [one.slug for one in all_indicators()]
    budget = api.get(f"{STATISTICS}/indicators/butce/").json()
    assert budget["values"] == {"2025": {code: float(n) for code, n in BUDGET.items()}}
    assert (budget["unit"], budget["is_resource"], budget["years"]) == ("TL", True, [2025])
    assert api.get(f"{STATISTICS}/indicators/ejderha/").status_code == 404


def test_fair_shares_are_those_of_the_page(town, api):
    give_budget_and_deprivation()
    query = "resource=butce&weight-yoksunluk=2&budget=2000000&rule=need"
    told = api.get(f"{STATISTICS}/fairness/?{query}").json()
    question = Question(
        indicator("butce"), 2025, [(indicator("yoksunluk"), 2)], 2_000_000, Rule.NEED
    )
    answer = answer_to(question)
    assert told["measures"] == pytest.approx(answer["measures"])
    assert [row["given"] for row in told["rows"]] == [row["given"] for row in answer["rows"]]


@pytest.mark.parametrize(
    ("query", "field"),
    [("weight-yoksunluk=0", "__all__"), ("budget=x", "budget"), ("resource=x", "resource")],
)
def test_a_wrong_question_about_shares_is_a_problem_that_names_the_field(town, api, query, field):
    give_budget_and_deprivation()
    answer = api.get(f"{STATISTICS}/fairness/?{query}")
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_a_question_that_nothing_answers_is_a_problem(town, api):
    give_budget_and_deprivation()
    answer = api.get(f"{STATISTICS}/fairness/?budget=1&rule=keep")
    assert answer.status_code == 400
    assert "1,000,000" in answer.content.decode()  # the API is asked in English here


def test_waiting_and_who_is_heard_are_told_as_they_were_counted(town, api):
    for _ in range(5):
        resolve(pin(FOUNTAIN))
    count_the_night()
    waiting = api.get(f"{STATISTICS}/waiting/?mahalle=baglar").json()
    (own,) = [line for line in waiting["results"] if line["code"] == BAGLAR]
    assert (own["total"], own["median_days"], own["in_time"]) == (5, 0, None)
    assert waiting["district"]["total"] == 5
    assert waiting["curve"][0][:2] == [0, 0.0]
    assert waiting["log_rank"] is None  # nobody else to compare with
    assert api.get(f"{STATISTICS}/waiting/?ending=ejderha").status_code == 400
    (heard,) = api.get(f"{STATISTICS}/heard/").json()
    assert (heard["code"], heard["reports"], heard["wait"]) == (BAGLAR, 5, None)


def test_one_mahalle_is_tested_against_the_others(town, api):
    test = gap(30).test
    assert api.get(f"{STATISTICS}/waiting/?mahalle=dere").json()["log_rank"] == [test.chi2, test.p]
