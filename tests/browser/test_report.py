"""A resident reports: by mouse, by keyboard alone, with and without the map."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests.browser.conftest import screenshot, turn_dark, wait_for_map
from tests.district import BRIDGE, FOUNTAIN, MARKET, pin


def total(page, slug):
    """The number that the mahalle's page shows, as a reader sees it."""
    page.goto(f"/neighbourhoods/{slug}/")
    return int(page.locator("dd[data-total]").get_attribute("data-total"))


def on_screen(page, place):
    """Where a place of the town is on the screen, in pixels."""
    return page.evaluate(
        """async (place) => {
            const { map, opened } = window.ortakHarita;
            await opened; // the sheet, if it was asked for
            const { x, y } = map.project(place);
            const frame = map.getCanvas().getBoundingClientRect();
            return [frame.left + x, frame.top + y];
        }""",
        list(place),
    )


DESCRIPTION = "Orada ne görüyorsunuz?"


def go_on(page):
    page.get_by_role("button", name="İleri").click()


def fill_in(page, description="Kaldırım taşı yerinden oynamış."):
    """From the placed pin to the end of the sheet."""
    go_on(page)
    page.get_by_role("radio", name="Bozuk kaldırım").check()
    go_on(page)
    page.get_by_label(DESCRIPTION).fill(description)


def fill_in_the_list(page, description="Kaldırım taşı yerinden oynamış."):
    choose_from_the_list(page)
    fill_in_the_second_step(page, description)


def choose_from_the_list(page):
    page.get_by_role("radio", name="Bozuk kaldırım").check()
    go_on(page)


def fill_in_the_second_step(page, description):
    page.get_by_label("Mahalle").select_option("dere")
    page.get_by_label("Tam olarak nerede?").fill("Köprünün yanı")
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
    choose_by_keyboard(page)
    focus_by_tab(page, "report-description")
    page.keyboard.type("Kaldırım taşı oynuyor.")
    focus_by_tab(page, "report-send")
    page.keyboard.press("Enter")
    expect_thanks(page, "Çınar")
    assert Issue.objects.get().category.slug == "bozuk-kaldirim"
    assert total(page, "cinar") == before + 1


def choose_by_keyboard(page):
    focus_by_tab(page, "report-next")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sorun nedir?")).to_be_focused()
    expect(page.locator("#report-progress")).to_have_text("Adım 2 / 3")
    focus_by_tab(page, "category-search")
    page.keyboard.type("bozuk kaldırım")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Bozuk kaldırım")).to_be_checked()
    focus_by_tab(page, "report-next")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Biraz anlatır mısınız?")).to_be_focused()


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
        page.get_by_role("link", name="Harita olmadan").click()
    else:
        page.get_by_role("link", name="Bildir", exact=True).click()
    fill_in_the_list(page)
    page.get_by_role("button", name="Gönder").click()
    expect_thanks(page, "Dere")
    assert total(page, "dere") == before + 1


@pytest.mark.parametrize(
    ("accuracy", "said"), [(12, "yaklaşık 12 m"), (350, "ancak yaklaşık 350 m")]
)
def test_my_location_puts_the_pin_where_i_am_and_says_how_well_it_is_known(visit, accuracy, said):
    here = {"longitude": BRIDGE[0], "latitude": BRIDGE[1], "accuracy": accuracy}
    page = visit(geolocation=here, permissions=["geolocation"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.get_by_role("button", name="Konumum").click()
    wait_for_map(page)
    expect(page.locator("#pin-place")).to_have_text("İğne burada: Dere.")
    expect(page.locator("#pin-accuracy")).to_contain_text(said)
    screenshot(page, f"accuracy-{accuracy}")
    assert circle_in_metres(page) == pytest.approx(accuracy, rel=0.01)
    turn_dark(page, "accuracy", "fill-color")
    assert circle_in_metres(page) == pytest.approx(accuracy, rel=0.01)
    page.locator(".maplibregl-marker").press("ArrowUp")
    expect(page.locator("#pin-accuracy")).to_be_empty()


def circle_in_metres(page):
    """The radius of the circle that the map draws, by the map's own measure."""
    return page.evaluate(
        """async (place) => {
            const { LngLat } = await import("maplibre-gl");
            const { map } = window.ortakHarita;
            const { geometry } = await map.getSource("accuracy").getData();
            return new LngLat(...place).distanceTo(new LngLat(...geometry.coordinates[0][0][0]));
        }""",
        list(BRIDGE),
    )


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
    go_on(page)
    go_on(page)
    expect(page.get_by_text("Lütfen bir konu seçiniz.")).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_focused()
    page.get_by_role("radio", name="Bozuk kaldırım").check()
    go_on(page)
    page.get_by_role("button", name="Gönder").click()
    expect(page.get_by_text("Lütfen birkaç söz yazınız.")).to_be_visible()
    expect(page.get_by_label(DESCRIPTION)).to_be_focused()


def test_what_the_server_refuses_is_told_in_its_words(visit):
    page = visit(expected_errors=["status of 400"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, (29.125, 40.995)))
    fill_in(page)
    page.get_by_role("button", name="Gönder").click()
    expect(page.get_by_text("sınırları dışında")).to_be_visible()
    assert not Issue.objects.exists()


@pytest.mark.parametrize("address", ["/", "/issues/new/"])
def test_who_goes_back_after_sending_reports_something_else(visit, address):
    page = visit(address)
    if address != "/":
        choose_from_the_list(page)
    for description in ("Birinci sorun.", "İkinci sorun."):
        if address == "/":
            wait_for_map(page)
            page.get_by_role("link", name="Bildir").or_(page.locator("#pin-centre")).first.click()
            fill_in(page, description)
        else:
            fill_in_the_second_step(page, description)
        page.get_by_role("button", name="Gönder").click()
        page.wait_for_url(re.compile(r"/issues/sent/"))
        page.evaluate("() => history.back()")  # a page that lived on is not loaded again
        page.wait_for_url(lambda url: "/sent/" not in url, wait_until="commit")
    assert set(Issue.objects.values_list("description", flat=True)) == {
        "Birinci sorun.",
        "İkinci sorun.",
    }


def test_on_the_phone_a_report_takes_less_than_ten_taps(visit):
    page = visit(size="phone", has_touch=True, is_mobile=True)
    wait_for_map(page)
    taps = []

    def tap(locator):
        taps.append(locator)
        locator.tap()

    tap(page.get_by_role("link", name="Bildir"))
    taps.append("the map")
    page.touchscreen.tap(*on_screen(page, FOUNTAIN))
    expect(page.locator("#report-progress")).to_have_text("Adım 1 / 3")
    screenshot(page, "step-where-phone")
    tap(page.get_by_role("button", name="İleri"))
    screenshot(page, "step-what-phone")
    tap(page.get_by_text("Çukur, bozuk yol", exact=True))
    tap(page.get_by_role("button", name="İleri"))
    tap(page.get_by_label(DESCRIPTION))
    page.keyboard.type("Okulun önünde derin bir çukur var.")
    screenshot(page, "step-details-phone")
    tap(page.get_by_role("button", name="Gönder"))
    expect_thanks(page, "Bağlar")
    assert len(taps) < 10


@pytest.mark.parametrize("typed", ["agac", "AĞAÇ", "agaç", "ağçac", "ağaçlar", "fidan", "tree"])
def test_the_search_finds_a_category_however_it_is_typed(visit, typed):
    page = visit()
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    go_on(page)
    page.get_by_label("Konularda ara").fill(typed)
    expect(page.get_by_role("radio", name="Ağaç, dal")).to_be_visible()
    expect(page.get_by_role("radio", name="Gürültü", exact=True)).to_be_hidden()
    expect(page.locator("#category-found")).to_contain_text("konu")
    screenshot(page, "search-desktop")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_neighbour_says_me_too_instead_of_a_second_pin(visit, size):
    page = visit(f"/#16/{FOUNTAIN[1]}/{FOUNTAIN[0]}", size=size)
    known = pin(FOUNTAIN, "bozuk-kaldirim", description="Taşlar oynuyor.")
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, FOUNTAIN))
    go_on(page)
    page.get_by_role("radio", name="Bozuk kaldırım").check()
    go_on(page)
    near = page.locator("#report-nearby")
    expect(near).to_have_attribute("aria-live", "polite")
    expect(near.get_by_role("heading")).to_have_text("Yakında benzer bildirimler var")
    expect(near).to_contain_text("Taşlar oynuyor.")
    screenshot(page, f"nearby-{size}")
    page.get_by_role("button", name="Ben de").press("Enter")
    expect(near).to_contain_text("Teşekkürler, siz de söylediniz.")
    expect(near.get_by_role("link", name="Bildirimi izle")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/issues/{known.number}/")
    expect(page.locator("[data-support]")).to_have_attribute("data-support", "1")
    expect(page.get_by_text("Siz de söylediniz")).to_be_visible()
    screenshot(page, f"supported-{size}")
    assert Issue.objects.count() == 1


def test_who_means_another_problem_reports_it_all_the_same(visit):
    page = visit()
    pin(FOUNTAIN, "bozuk-kaldirim", description="Taşlar oynuyor.")
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, FOUNTAIN))
    go_on(page)
    page.get_by_role("radio", name="Bozuk kaldırım").check()
    go_on(page)
    page.get_by_role("button", name="Benimki başka").click()
    expect(page.locator("#report-nearby")).to_be_empty()
    expect(page.get_by_label(DESCRIPTION)).to_be_focused()
    page.keyboard.type("Rampa yok.")
    page.get_by_role("button", name="Gönder").click()
    page.wait_for_url(re.compile(r"/issues/sent/"))
    assert Issue.objects.count() == 2


def test_who_closes_the_sheet_or_goes_back_loses_nothing(visit):
    page = visit(size="phone")
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    fill_in(page, "Okulun önünde.")
    page.keyboard.press("Escape")
    expect(page.locator("#report")).to_be_hidden()
    page.get_by_role("link", name="Bildir").click()
    expect(page.get_by_label(DESCRIPTION)).to_have_value("Okulun önünde.")
    page.get_by_role("button", name="Geri").click()
    expect(page.get_by_role("heading", name="Sorun nedir?")).to_be_focused()
    expect(page.get_by_role("radio", name="Bozuk kaldırım")).to_be_checked()
    go_on(page)
    expect(page.get_by_label(DESCRIPTION)).to_have_value("Okulun önünde.")
