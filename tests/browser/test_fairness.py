"""A planner composes need, tries a rule and keeps the scenario, in a real browser."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from planning.loading import load_planners
from planning.models import Scenario
from tests.browser.conftest import screenshot
from tests.logins import log_in_staff
from tests.planning.figures import BUDGET, give, give_budget_and_deprivation


@pytest.fixture
def desk(elif_, visit):
    """Open the page of fair shares as Elif, who plans, too."""
    give_budget_and_deprivation()
    elif_.groups.add(load_planners())
    client = Client()
    log_in_staff(client, elif_)
    cookies = [("sessionid", client.cookies["sessionid"].value)]
    return lambda **options: visit(
        "/fairness/", cookies=cookies, expected_errors=["400"], **options
    )


def share(page, name):
    """The share of need of a mahalle, in per cent, as it stands in the table."""
    row = page.get_by_role("row", name=name)
    return row.get_by_role("cell").nth(4 if page.locator("th", has_text="Sıra").count() else 1)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_index_of_need_a_rule_and_a_scenario_that_stays(desk, size):
    page = desk(size=size)
    expect(page.get_by_text("İhtiyaç: orada oturan kişi sayısı.")).to_be_visible()
    expect(share(page, "Bağlar")).to_have_text("13,3")
    page.get_by_label("Yoksunluk endeksi").fill("5")
    page.get_by_label("Paylaşılacak bütçe").fill("2.000.000")
    page.get_by_label("Kural").select_option(label="ihtiyaca göre")
    page.get_by_role("button", name="Hesapla").click()
    expect(share(page, "Bağlar")).to_have_text("19,0")
    expect(page.get_by_text("Yeniden paylaştırılan: 2.000.000, ihtiyaca göre.")).to_be_visible()
    expect(page.locator(".lorenz .curve")).to_have_count(2)
    given = page.locator("[data-given]").evaluate_all("all => all.map((td) => +td.dataset.given)")
    assert sum(given) == 2_000_000
    screenshot(page, f"fairness-{size}", whole=True)
    page.get_by_label("Başlık").fill("İhtiyaca göre")
    page.get_by_role("button", name="Sakla").click()
    page.wait_for_url("**/fairness/scenarios/*/")
    give("butce", dict.fromkeys(BUDGET, 1))
    page.reload()
    expect(page.get_by_role("heading", name="İhtiyaca göre")).to_be_visible()
    expect(page.locator("[data-given]").first).to_have_text(re.compile(r"\d"))
    page.get_by_role("link", name="Aynısını bugünün rakamlarıyla sor").click()
    expect(page.get_by_label("Yoksunluk endeksi")).to_have_value("5")
    assert Scenario.objects.get().answer["total"] == sum(BUDGET.values())


def test_wrong_weights_are_told_and_nothing_that_was_typed_is_lost(desk):
    page = desk()
    page.get_by_label("Yoksunluk endeksi").fill("0")
    page.get_by_label("Paylaşılacak bütçe").fill("çok")
    page.get_by_role("button", name="Hesapla").click()
    expect(page.get_by_role("alert")).to_contain_text("Bütün ağırlıklar sıfır")
    expect(page.get_by_text("Sıfırdan büyük bir tam sayı yazınız")).to_be_visible()
    expect(page.get_by_label("Paylaşılacak bütçe")).to_have_value("çok")
    expect(page.locator(".lorenz")).to_have_count(0)
