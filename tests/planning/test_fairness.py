"""Who has what beside who needs what, and what another rule would change: the page, and what is kept of it."""

import re
from math import log

import pytest
from django.contrib.auth.models import Group, Permission
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from planning.fairness.answer import NothingToCompareError, answer_to
from planning.fairness.question import FairnessForm, Question, Rule
from planning.fairness.sentences import measures_in_words
from planning.indicators import all_indicators, indicator
from planning.models import Scenario
from tests.district import BAGLAR, CINAR, DERE, IGDIR
from tests.logins import log_in_staff
from tests.planning.figures import BUDGET, give, give_budget_and_deprivation


@pytest.fixture
def figures(town):
    give_budget_and_deprivation()


def ask(**more):
    parts = [(indicator("yoksunluk"), 1)] if more.pop("by_need", True) else []
    return answer_to(Question(resource=indicator("butce"), year=2025, parts=parts, **more))


def by_code(answer, what):
    return {row["code"]: row[what] for row in answer["rows"]}


def page(client, query="", status=200):
    answer = client.get(f"/fairness/{query}")
    assert answer.status_code == status
    return answer.content.decode()


# The numbers


def test_need_is_people_times_the_index_and_who_needs_most_counts_twice(figures):
    answer = ask()
    assert by_code(answer, "index") == {CINAR: 0, BAGLAR: 1, DERE: 0.5, IGDIR: 0}
    need = {CINAR: 2000, BAGLAR: 2000, DERE: 6000, IGDIR: 500}
    assert by_code(answer, "need") == pytest.approx({c: n / 10_500 for c, n in need.items()})
    assert by_code(answer, "rank") == {CINAR: 3, BAGLAR: 1, DERE: 2, IGDIR: 3}


def test_without_weights_need_is_how_many_live_there(figures):
    answer = ask(by_need=False)
    people = {CINAR: 2000, BAGLAR: 1000, DERE: 4000, IGDIR: 500}
    assert by_code(answer, "need") == pytest.approx({c: n / 7500 for c, n in people.items()})
    assert by_code(answer, "gap")[CINAR] == pytest.approx(400_000 - 2000 / 7500 * 1_000_000)


def test_with_several_figures_the_neediest_still_counts_twice_and_the_least_once(figures):
    give("yapi-riski", {CINAR: 50, BAGLAR: 0, DERE: 20, IGDIR: 100})
    parts = [(indicator("yoksunluk"), 1), (indicator("yapi-riski"), 1)]
    answer = answer_to(Question(resource=indicator("butce"), year=2025, parts=parts))
    index = by_code(answer, "index").values()
    assert (min(index), max(index)) == (0, 1)


def test_without_weights_there_are_no_halves_and_no_order_to_speak_of(figures, client):
    shown = page(client, "?resource=butce")
    assert "Gini katsayısı" in shown
    assert "Yoğunlaşma endeksi" not in shown
    assert "Theil" not in re.sub(r"<details>.*?</details>", "", shown, flags=re.DOTALL)


def test_nobody_loses_a_part_of_a_whole_by_rounding(figures):
    give("bank", {CINAR: "2.4", BAGLAR: "7.6"})
    answer = answer_to(Question(indicator("bank"), 2025, [], 11, Rule.KEEP))
    assert min(by_code(answer, "given_change").values()) >= 0


def test_what_is_above_and_below_need_sums_to_nothing_and_shares_to_all(figures):
    answer = ask()
    assert sum(by_code(answer, "gap").values()) == pytest.approx(0, abs=1e-6)
    for share in ("need", "share"):
        assert sum(by_code(answer, share).values()) == pytest.approx(1)
    assert answer["total"] == sum(BUDGET.values())


def test_a_mahalle_without_a_figure_is_left_out_and_named(figures):
    assert ask()["missing"] == ["Ovacık"]


@pytest.mark.parametrize("rule", Rule)
@given(budget=st.integers(1_000_000, 10**12))
def test_whatever_the_rule_the_budget_is_shared_and_nothing_is_lost(figures, rule, budget):
    answer = ask(budget=budget, rule=rule)
    assert sum(by_code(answer, "given").values()) == budget
    if rule in {Rule.KEEP, Rule.WORST}:
        assert min(by_code(answer, "given_change").values()) >= 0


def test_shared_equally_all_have_as_much_by_head_and_by_need_each_as_it_needs(figures):
    equal = ask(by_need=False, budget=7_500_000, rule=Rule.EQUAL)
    assert by_code(equal, "given") == {CINAR: 2_000_000, BAGLAR: 1_000_000, DERE: 4_000_000, IGDIR: 500_000}  # fmt: skip
    assert equal["then"]["gini"] == pytest.approx(0, abs=1e-9)
    by_need = ask(budget=10_500_000, rule=Rule.NEED)
    assert by_code(by_need, "given") == {CINAR: 2_000_000, BAGLAR: 2_000_000, DERE: 6_000_000, IGDIR: 500_000}  # fmt: skip
    assert by_need["then"]["hoover"] == pytest.approx(0, abs=1e-9)


def test_lifting_the_worst_first_gives_to_those_who_have_least_by_head(figures):
    # by head now: Çınar 200, Bağlar 100, Dere 100, Iğdır 200
    change = by_code(ask(budget=1_100_000, rule=Rule.WORST), "given_change")
    assert change == {CINAR: 0, BAGLAR: 20_000, DERE: 80_000, IGDIR: 0}


def test_keeping_what_all_have_shares_what_is_more_by_need(figures):
    change = by_code(ask(budget=1_105_000, rule=Rule.KEEP), "given_change")
    assert change == {CINAR: 20_000, BAGLAR: 20_000, DERE: 60_000, IGDIR: 5_000}


def test_the_part_between_the_halves_is_that_of_their_sums(figures):
    # half of the budget goes to Bağlar and Dere, who have 8,000 of 10,500 of the need
    between = 0.5 * log(0.5 / (8000 / 10_500)) + 0.5 * log(0.5 / (2500 / 10_500))
    assert ask()["measures"]["between"] == pytest.approx(between)


def test_a_budget_that_cannot_keep_what_all_have_is_refused_with_the_sum(figures):
    with pytest.raises(NothingToCompareError, match=r"1\.000\.000"):
        ask(budget=999_999, rule=Rule.KEEP)


def test_the_trend_tells_each_year_and_leaves_out_one_with_gaps(figures):
    give("butce", {CINAR: 1, BAGLAR: 1, DERE: 1, IGDIR: 1}, 2023)
    give("butce", {CINAR: 1}, 2024)
    assert [year["year"] for year in ask()["trend"]] == [2023, 2025]


def test_the_newest_figure_is_taken_that_was_known_in_the_year_and_its_year_is_told(figures):
    before = ask()
    give("yoksunluk", dict(zip(BUDGET, (90, 10, 10, 10), strict=True)), 2030)
    after = ask()
    assert after["parts"][0]["year"] == 2023
    assert after["rows"] == before["rows"]


OF = {"gini": 0.25, "hoover": 0.125, "theil": 0.4, "between": 0.1, "concentration": 0.3}


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        (
            {},
            [
                "Burada 0,25.",
                "%12,5 kadarının",
                "%25 kadarı,",
                "ihtiyacı az olana daha çok düşüyor",
            ],
        ),
        ({"concentration": -0.3}, ["ihtiyacı çok olana daha çok düşüyor"]),
        ({"concentration": 0.019}, ["aşağı yukarı eşit"]),
        ({"theil": 0.0, "between": 0.0}, ["eşitsizlik yok"]),
    ],
)
def test_each_measure_is_told_in_a_sentence(changed, sentences):
    told = [measure.sentence for measure in measures_in_words(OF | changed, None, has_index=True)]
    for sentence in sentences:
        assert sum(sentence in one for one in told) == 1, told


@pytest.mark.parametrize("values", [{CINAR: 5}, dict.fromkeys(BUDGET, 0)])
def test_too_few_and_nothing_to_share_are_refused(town, values):
    give_budget_and_deprivation()
    give("bank", values)
    with pytest.raises(NothingToCompareError):
        answer_to(Question(resource=indicator("bank"), year=2025))


# The page


def test_the_page_shows_the_table_the_measures_and_the_curve(figures, client):
    shown = page(client, "?resource=butce&weight-yoksunluk=3")
    assert 'data-amount="400000.0"' in shown
    assert "Yoksunluk endeksi (2023) × 3" in shown
    assert 'class="curve"' in shown
    assert "Gini katsayısı" in shown


def test_without_any_resource_the_page_says_what_to_do(town, client):
    assert "işletmen kılavuzu" in page(client)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?weight-yoksunluk=0", "Bütün ağırlıklar sıfır"),
        ("?weight-yoksunluk=11", "10"),
        ("?weight-yoksunluk=-1", "0"),
        ("?budget=0", "tam sayı yazınız"),
        ("?budget=çok", "tam sayı yazınız"),
        ("?budget=-5", "tam sayı yazınız"),
        ("?budget=999999999999999999", "tam sayı yazınız"),
        ("?budget=1500000.50", "tam sayı yazınız"),
        ("?budget=1.5", "tam sayı yazınız"),
        ("?budget=5&rule=keep", "şimdikinden"),
        ("?resource=ejderha", "ejderha"),
        ("?year=1", "1"),
        ("?rule=ejderha", "ejderha"),
    ],
)
def test_what_cannot_be_answered_is_said_and_what_was_typed_stays(figures, client, query, said):
    shown = page(client, query, status=400)
    assert said in re.sub(r"<[^>]*>", " ", shown)
    assert 'class="curve"' not in shown


@pytest.mark.parametrize("budget", ["1.500.000", "1 500 000", "1500000"])
def test_a_budget_may_be_written_as_people_write_it(figures, client, budget):
    form = FairnessForm({"budget": budget}, all_indicators())
    assert form.is_valid()
    assert form.question().budget == 1_500_000


# Keeping


@pytest.fixture
def planner(elif_):
    elif_.groups.set([Group.objects.create(name="Planlayan")])
    right = Permission.objects.get(codename="keep_scenario")
    elif_.groups.get().permissions.add(right)
    return elif_


QUERY = "?resource=butce&weight-yoksunluk=3&budget=2.000.000&rule=need"


def keep(client, query=QUERY, **more):
    data = {"id": uuid7(), "title": "İhtiyaca göre", "note": "Meclis için.", **more}
    return client.post(f"/fairness/keep/{query}", data)


def test_a_kept_scenario_stays_as_it_was_whatever_is_loaded_later(figures, client, planner):
    log_in_staff(client, planner)
    assert "Olduğu gibi sakla" in page(client, QUERY)
    address = keep(client)["Location"]
    before = client.get(address).content.decode()
    assert "İhtiyaca göre" in before
    assert 'data-amount="400000.0"' in before
    give("butce", dict.fromkeys(BUDGET, 7))
    after = client.get(address).content.decode()
    assert re.findall(r"data-amount=\"[^\"]+\"", after) == re.findall(
        r"data-amount=\"[^\"]+\"", before
    )
    client.logout()
    assert client.get(address).status_code == 200
    assert "İhtiyaca göre" in client.get("/fairness/scenarios/").content.decode()


def test_sent_twice_it_is_one_and_without_a_title_it_is_none(figures, client, planner):
    log_in_staff(client, planner)
    identity = uuid7()
    for _ in range(2):
        keep(client, id=identity)
    assert keep(client, title=" ").status_code == 422
    assert keep(client, "?weight-yoksunluk=0").status_code == 422
    assert Scenario.objects.count() == 1


def test_what_an_address_has_beside_the_question_is_not_kept(figures, client, planner):
    log_in_staff(client, planner)
    keep(client, QUERY + "&x=%00&utm_source=posta")
    assert set(Scenario.objects.get().question) == {
        "resource",
        "weight-yoksunluk",
        "budget",
        "rule",
    }


def test_who_may_not_keep_is_not_offered_it_and_cannot(figures, client, elif_):
    assert "Olduğu gibi sakla" not in page(client, QUERY)
    assert keep(client).status_code == 302
    log_in_staff(client, elif_)
    assert keep(client).status_code == 403
    assert not Scenario.objects.exists()
