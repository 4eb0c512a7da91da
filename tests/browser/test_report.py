"""A resident reports: by mouse, by keyboard alone, by the list, with and without a network."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests.browser.conftest import screenshot, wait_for_map
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL


def total(page, slug):
    """The number that the mahalle's page shows, as a reader sees it."""
    page.goto(f"/neighbourhoods/{slug}/")
    return int(page.locator("dd[data-total]").get_attribute("data-total"))


def on_screen(page, place):
    """Where a place of the town is on the screen, in pixels."""
    return page.evaluate(
        """(place) => {
            const { map } = window.ortakHarita;
            const { x, y } = map.project(place);
            const frame = map.getCanvas().getBoundingClientRect();
            return [frame.left + x, frame.top + y];
        }""",
        list(place),
    )


def fill_in(page, description="Kaldırım taşı yerinden oynamış."):
    page.get_by_label("Sorun nedir?").select_option("bozuk-kaldirim")
    page.get_by_label("Biraz anlatır mısınız?").fill(description)


def expect_thanks(page, mahalle):
    page.wait_for_url(re.compile(r"/issues/sent/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Teşekkürler")
    expect(page.locator("[data-neighbourhood]")).to_have_attribute("data-neighbourhood", mahalle)
    number = page.locator("[data-number]").get_attribute("data-number")
    assert Issue.objects.get().number == int(number)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_by_mouse_a_click_places_the_pin_and_the_mahalle_counts_one_more(visit, size):
    page = visit(size=size)
    before = total(page, "baglar")
    page.goto("/")
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, FOUNTAIN))
    expect(page.locator("#pin-place")).to_have_text("İğne burada: Bağlar.")
    fill_in(page)
    screenshot(page, f"report-{size}")
    page.get_by_role("button", name="Gönder").click()
    expect_thanks(page, "Bağlar")
    assert total(page, "baglar") == before + 1


def test_the_pin_can_be_dragged(visit):
    page = visit()
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, FOUNTAIN))
    box = page.locator(".maplibregl-marker").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*on_screen(page, MARKET), steps=8)
    page.mouse.up()
    expect(page.locator("#pin-place")).to_have_text("İğne burada: Iğdır.")


def test_by_keyboard_alone(visit):
    page = visit()
    before = total(page, "cinar")
    page.goto("/")
    wait_for_map(page)
    focus_by_tab(page, "report-button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("application", name="İğne")).to_be_focused()
    place = page.locator("#pin-place")
    for key in ("ArrowUp", "ArrowLeft"):
        for _ in range(60):
            if place.text_content() == "İğne burada: Çınar.":
                break
            page.keyboard.press(key)
    expect(place).to_have_text("İğne burada: Çınar.")
    focus_by_tab(page, "report-category")
    page.keyboard.type("Bozuk kal")
    focus_by_tab(page, "report-description")
    page.keyboard.type("Kaldırım taşı oynuyor.")
    focus_by_tab(page, "report-send")
    page.keyboard.press("Enter")
    expect_thanks(page, "Çınar")
    assert Issue.objects.get().category.slug == "bozuk-kaldirim"
    assert total(page, "cinar") == before + 1


def focus_by_tab(page, identity):
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == identity:
            return
    pytest.fail(f"Tab never reaches #{identity}")


@pytest.mark.parametrize("javascript", [True, False])
def test_by_the_list_with_and_without_javascript(visit, javascript):
    page = visit(java_script_enabled=javascript)
    before = total(page, "dere")
    page.goto("/")
    if javascript:
        wait_for_map(page)  # until then the link leads straight to the page without the map
        page.get_by_role("link", name="Bildir").click()
        page.get_by_role("link", name="Haritasız").click()
    else:
        page.get_by_role("link", name="Bildir", exact=True).click()
    page.get_by_label("Mahalle").select_option("dere")
    page.get_by_label("Tam olarak nerede?").fill("Köprünün yanı")
    fill_in(page)
    page.get_by_role("button", name="Gönder").click()
    expect_thanks(page, "Dere")
    assert total(page, "dere") == before + 1


def test_my_location_puts_the_pin_where_i_am(visit):
    here = {"longitude": BRIDGE[0], "latitude": BRIDGE[1]}
    page = visit(geolocation=here, permissions=["geolocation"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.get_by_role("button", name="Konumum").click()
    wait_for_map(page)
    expect(page.locator("#pin-place")).to_have_text("İğne burada: Dere.")


def test_a_refused_location_is_said_and_the_pin_stays(visit):
    page = visit()
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.get_by_role("button", name="Konumum").click()
    expect(page.get_by_role("alert").first).to_contain_text("Konumunuz bulunamadı")


def test_missing_answers_are_asked_for_beside_their_fields(visit):
    page = visit()
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.get_by_role("button", name="Gönder").click()
    expect(page.get_by_text("Lütfen bir konu seçiniz.")).to_be_visible()
    expect(page.get_by_text("Lütfen birkaç söz yazınız.")).to_be_visible()
    expect(page.locator("#report-category")).to_be_focused()


def test_what_the_server_refuses_is_told_in_its_words(visit):
    page = visit(expected_errors=["status of 400"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, (29.125, 40.995)))
    fill_in(page)
    page.get_by_role("button", name="Gönder").click()
    expect(page.get_by_text("sınırları dışında")).to_be_visible()
    assert not Issue.objects.exists()


def test_without_a_network_nothing_is_lost_and_the_retry_is_one_report(visit):
    page = visit(expected_errors=["ERR_INTERNET_DISCONNECTED"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, SCHOOL))
    fill_in(page, "Salıncak kopuk.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Gönder").click()
    expect(page.get_by_text("Yazdıklarınız duruyor")).to_be_visible()
    expect(page.get_by_label("Biraz anlatır mısınız?")).to_have_value("Salıncak kopuk.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Gönder").click()
    expect_thanks(page, "Çınar")


def test_an_answer_that_got_lost_makes_no_second_report(visit):
    page = visit(expected_errors=["ERR_FAILED"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, SCHOOL))
    fill_in(page)
    lost = []

    def lose_the_first_answer(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/api/v1/issues/", lose_the_first_answer)
    page.get_by_role("button", name="Gönder").click()
    expect(page.get_by_text("Yazdıklarınız duruyor")).to_be_visible()
    assert lost == [201]
    page.get_by_role("button", name="Gönder").click()
    expect_thanks(page, "Çınar")


@pytest.mark.parametrize("address", ["/", "/issues/new/"])
def test_who_goes_back_after_sending_reports_something_else(visit, address):
    page = visit(address)
    for description in ("Birinci sorun.", "İkinci sorun."):
        if address == "/":
            wait_for_map(page)
            page.get_by_role("link", name="Bildir").or_(page.locator("#pin-centre")).first.click()
        else:
            page.get_by_label("Mahalle").select_option("dere")
            page.get_by_label("Tam olarak nerede?").fill("Köprü")
        fill_in(page, description)
        page.get_by_role("button", name="Gönder").click()
        page.wait_for_url(re.compile(r"/issues/sent/"))
        page.evaluate("() => history.back()")  # a page that lived on is not loaded again
        page.wait_for_url(lambda url: "/sent/" not in url, wait_until="commit")
    assert set(Issue.objects.values_list("description", flat=True)) == {
        "Birinci sorun.",
        "İkinci sorun.",
    }
