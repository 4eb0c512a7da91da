"""The search for a street: on the map and in the report's first step, by keyboard and by finger."""

import pytest
from playwright.sync_api import expect

from gisdata.place_name import PlaceName
from issues.models import Issue
from neighbourhoods.names.actions import load_names
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import expect_thanks, fill_in
from tests.district import BRIDGE, FOUNTAIN, MARKET

SEARCH = "Sokak ya da yer arayınız"


@pytest.fixture
def streets(transactional_town):
    names = {"Ihlamur Sokak": BRIDGE, "Ihlamur Caddesi": MARKET, "Işıklar Caddesi": FOUNTAIN}
    load_names(
        names=[PlaceName(name, *place) for name, place in names.items()],
        kind="street",
        source="© Örnek Belediye",
    )


def centre(page):
    return page.evaluate("() => window.ortakHarita.map.getCenter().toArray()")


def field(page, where):
    return page.locator(where).get_by_role("combobox", name=SEARCH)


def test_by_keyboard_the_arrows_go_round_the_list_and_escape_closes_it(visit, streets):
    page = visit()
    wait_for_map(page)
    search = field(page, ".map-tools")
    search.focus()
    page.keyboard.type("ıhlamur")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.locator("#map-finder-told")).to_have_text("2 sonuç")
    expect(search).to_have_attribute("aria-expanded", "true")
    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowDown", 0), ("ArrowUp", 1)):
        page.keyboard.press(key)
        expect(options.nth(chosen)).to_have_attribute("aria-selected", "true")
        identity = options.nth(chosen).get_attribute("id")
        expect(search).to_have_attribute("aria-activedescendant", identity)
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(search).to_have_value("ıhlamur")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")


def test_enter_shows_what_is_chosen_on_the_map_and_keeps_the_focus(visit, streets):
    page = visit()
    wait_for_map(page)
    search = field(page, ".map-tools")
    search.fill("ihlamur cd")
    expect(page.get_by_role("option").first).to_contain_text("Ihlamur Caddesi")
    search.press("ArrowDown")
    search.press("Enter")
    expect(search).to_have_value("Ihlamur Caddesi")
    expect(search).to_be_focused()
    expect(page.locator(".maplibregl-popup-content")).to_contain_text("Ihlamur Caddesi")
    assert centre(page) == pytest.approx(list(MARKET), abs=1e-4)


@pytest.mark.parametrize(("size", "theme"), [("phone", "light"), ("desktop", "dark")])
def test_in_the_report_s_first_step_the_pin_goes_to_what_is_chosen(visit, streets, size, theme):
    page = visit(size=size, color_scheme=theme)
    wait_for_map(page)
    field(page, ".map-tools").fill("isiklar")
    expect(page.get_by_role("option")).to_have_count(1)
    screenshot(page, f"finder-map-{size}-{theme}")
    field(page, ".map-tools").fill("")
    page.get_by_role("link", name="Bildir").click()
    search = field(page, "#report")
    search.fill("ihlamur sk no 5")
    expect(page.locator("#report").get_by_role("option").first).to_contain_text("Ihlamur Sokak")
    expect(page.locator("#report-finder-told")).to_contain_text("Kapı numaraları")
    expect(page.locator("#report-finder .finder-source")).to_have_text("Kaynak: © Örnek Belediye")
    screenshot(page, f"finder-report-{size}-{theme}")
    page.locator("#report").get_by_role("option").first.click()
    expect(page.locator("#pin-place")).to_have_text("İğne burada: Dere.")
    wait_for_map(page)
    screenshot(page, f"finder-chosen-{size}-{theme}")
    fill_in(page)
    page.get_by_role("button", name="Gönder").click()
    expect_thanks(page, "Dere")
    assert Issue.objects.get().location.coords == pytest.approx(BRIDGE)


def test_enter_chooses_the_first_and_sends_no_report(visit, streets):
    page = visit()
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    field(page, "#report").fill("Iğdır")
    expect(page.locator("#report").get_by_role("option")).to_have_count(1)
    field(page, "#report").press("Enter")
    expect(page.locator("#pin-place")).to_have_text("İğne burada: Iğdır.")
    expect(page.locator("#report-progress")).to_have_text("Adım 1 / 3")


def test_a_question_that_was_overtaken_is_given_up_and_a_failure_is_told(visit, streets):
    page = visit(expected_errors=["ERR_INTERNET_DISCONNECTED"])
    wait_for_map(page)
    search = field(page, ".map-tools")
    search.fill("ih")
    expect(page.get_by_role("option")).to_have_count(2)
    asked = []
    page.on("request", lambda request: "/search/" in request.url and asked.append(request.url))
    page.route("**/search/?q=ihlamur&**", lambda _never_answered: None)
    with page.expect_request("**/search/?q=ihlamur&**"):
        search.press_sequentially("lamur", delay=10)
    assert len(asked) < len("lamur")
    with page.expect_event("requestfailed") as given_up:
        search.fill("ejderha")
    assert given_up.value.failure == "net::ERR_ABORTED"
    expect(page.locator("#map-finder-told")).to_have_text("Burada bu adla bir yer bulunamadı.")
    expect(page.get_by_role("option")).to_have_count(0)
    page.context.set_offline(True)
    search.fill("isiklar")
    expect(page.locator("#map-finder-told")).to_have_text(
        "Arama yapılamadı. Lütfen yeniden deneyiniz."
    )
