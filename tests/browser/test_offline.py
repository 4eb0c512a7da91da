"""A bad connection: the map opens, a report waits in sight with its photos, and arrives once."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from issues.models import Issue, Photo
from tests.accounts.test_limits import MOST, used
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_photos import begin, choose, file, send
from tests.browser.test_report import DESCRIPTION, expect_thanks, fill_in, on_screen
from tests.district import FOUNTAIN, HILL, SCHOOL, pin
from tests.logins import log_in_staff

REPORTS = "**/api/v1/issues/"
PHOTOS = "**/api/v1/issues/by-id/**"
AWAY = ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED"]


@pytest.fixture
def installed(visit):
    """Open the map as a browser that has installed the service worker."""

    def open_page(address="/", **options):
        options = {"expected_errors": AWAY} | options
        page = visit(address, service_workers="allow", **options)
        page.evaluate("async () => void (await navigator.serviceWorker.ready)")
        wait_for_map(page)
        return page

    return open_page


def waiting(page):
    return page.locator("#waiting-list > li")


def expect_it_waits(page, *said):
    expect(waiting(page)).to_have_count(1)
    for text in said:
        expect(page.locator("#waiting")).to_contain_text(text)


def expect_it_went_out(page):
    expect(page.locator("#waiting-sent")).to_contain_text("bildiriminiz gönderildi")
    expect(waiting(page)).to_have_count(0)


NOBODY_ANSWERS = """async () => {
    while (await fetch("/healthz").then(() => true, () => false))
        await new Promise((again) => setTimeout(again, 20));
}"""


def open_offline(page, address="/"):
    """Lose the network, the service worker too: it learns of that later than the page."""
    page.context.set_offline(True)
    for worker in page.context.service_workers:
        worker.evaluate(NOBODY_ANSWERS)
    page.goto(address)


# Opening without a network


@pytest.mark.parametrize(("language", "said"), [("tr", "Bildir"), ("en", "Report")])
def test_the_map_opens_without_a_network_in_the_language_last_read(installed, language, said):
    page = installed()
    if language == "en":
        page.get_by_role("button", name="Read in English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        wait_for_map(page)
    open_offline(page)
    wait_for_map(page)
    page.get_by_role("link", name=said, exact=True).click()
    page.mouse.click(*on_screen(page, SCHOOL))
    expect(page.locator("#pin-place")).to_contain_text("Çınar")
    screenshot(page, f"offline-map-{language}")


def test_the_glyphs_of_the_categories_are_there_without_a_network(installed):
    page = installed()
    open_offline(page)
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.get_by_role("button", name="İleri").click()
    for glyph in page.locator(".disc img").all():
        glyph.scroll_into_view_if_needed()
        expect(glyph).not_to_have_js_property("naturalWidth", 0)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_any_other_page_says_that_there_is_no_connection_in_both_languages(installed, size):
    page = installed(size=size)
    open_offline(page, "/neighbourhoods/")
    expect(page.get_by_role("heading", name="Bağlantı yok")).to_be_visible()
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    screenshot(page, f"offline-page-{size}")
    page.get_by_role("link", name="Haritayı aç").click()
    wait_for_map(page)


def test_nothing_but_the_shell_is_kept(installed, zeynep, client):
    issue = pin(FOUNTAIN, "bozuk-kaldirim", description="Taşlar oynuyor.")
    log_in_staff(client, zeynep)
    page = installed(expected_errors=["status of 404"])  # Chromium asks the admin for a favicon
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}]
    )
    for address in ("/moderation/", "/admin/", issue.get_absolute_url(), "/issues/", "/"):
        page.goto(address)
    wait_for_map(page)
    kept = page.evaluate(
        """async () => {
            const names = await caches.keys();
            const all = await Promise.all(names.map(async (name) => {
                const cache = await caches.open(name);
                const keys = await cache.keys();
                return Promise.all(keys.map(async (key) => {
                    const { pathname, search } = new URL(key.url);
                    return [pathname + search, await (await cache.match(key)).text()];
                }));
            }));
            return all.flat();
        }"""
    )
    pages = {address for address, _text in kept if not address.startswith("/static/")}
    assert pages == {
        "/", "/i18n/texts.js?tr", "/i18n/texts.js?en", "/offline/", "/offline/map/?tr",
        "/offline/map/?en", "/offline/neighbourhoods.geojson",
        "/api/v1/categories/?tr", "/api/v1/categories/?en",
    }  # fmt: skip
    assert dict(kept)["/"] == "tr"  # the language, no page
    assert not [address for address, text in kept if "Taşlar oynuyor" in text]
    assert not [address for address, text in kept if "/moderation/" in text]


# Sending


@pytest.mark.parametrize(
    ("size", "scheme"), [("phone", "light"), ("phone", "dark"), ("desktop", "light")]
)
def test_a_report_made_offline_waits_in_sight_survives_a_reload_and_goes_out_once(
    installed, size, scheme
):
    page = installed(size=size, color_scheme=scheme)
    open_offline(page)
    begin(page, file())
    send(page)
    expect_it_waits(page, "Bağlantı yok. Bildiriminiz bu telefonda bekliyor", "Bozuk kaldırım")
    expect(page.locator("#waiting-title")).to_be_focused()
    screenshot(page, f"waiting-{size}-{scheme}")
    page.reload()
    wait_for_map(page)
    expect(page.locator("#waiting-title")).to_have_text("1 bildirim bu telefonda bekliyor")
    page.locator("#waiting-title").click()
    expect(waiting(page).locator("canvas")).to_have_count(1)
    assert not Issue.objects.exists()
    page.context.set_offline(False)
    expect_it_went_out(page)
    screenshot(page, f"went-out-{size}-{scheme}")
    assert Issue.objects.get().photos.count() == 1
    page.get_by_role("link", name="Bildirime bak").click()
    expect_thanks(page, "Bağlar")


def fail(route):
    route.abort()


def lose_the_answer(route):
    """The server stores, and nobody hears of it."""
    assert route.fetch().status == 201
    route.abort()


@pytest.mark.parametrize("cut", [fail, lose_the_answer])
@pytest.mark.parametrize("address", [REPORTS, PHOTOS])
def test_a_connection_that_is_cut_while_sending_loses_nothing_and_doubles_nothing(
    visit, cut, address
):
    page = visit(expected_errors=AWAY)
    begin(page, file("bir.jpg"), file("iki.jpg"))
    page.route(address, cut, times=1)
    send(page)
    expect_it_waits(page, "Bağlantı yok.")
    page.get_by_role("button", name="Şimdi gönder").click()
    expect_it_went_out(page)
    assert Issue.objects.count() == 1
    assert list(Photo.objects.values_list("position", flat=True)) == [1, 2]


def test_a_tab_that_is_closed_while_sending_loses_nothing(visit):
    page = visit(expected_errors=AWAY)
    begin(page, file())
    page.route(PHOTOS, lambda _route: None)  # which takes for ever
    with page.expect_request(PHOTOS):
        send(page)
    page.unroute(PHOTOS)
    page.goto("/")
    expect_it_went_out(page)
    assert Issue.objects.get().photos.count() == 1


def test_two_tabs_send_it_once(installed):
    page = installed()
    asked = []
    page.context.on("request", lambda r: r.method == "POST" and asked.append(r.url))
    open_offline(page)
    begin(page)
    send(page)
    expect_it_waits(page)
    other = page.context.new_page()
    other.goto("/")
    expect_it_waits(other)
    asked.clear()
    page.context.set_offline(False)
    expect(waiting(page)).to_have_count(0)
    expect(waiting(other)).to_have_count(0)
    assert len(asked) == 1
    assert Issue.objects.count() == 1


def test_a_report_says_when_it_was_seen(visit):
    page = visit(expected_errors=AWAY)
    begin(page)
    yesterday = timezone.now() - timedelta(days=1)
    page.clock.set_fixed_time(yesterday)
    page.context.set_offline(True)
    send(page)
    expect_it_waits(page)
    page.clock.set_fixed_time(timezone.now())
    page.context.set_offline(False)
    expect_it_went_out(page)
    assert abs(Issue.objects.get().reported_at - yesterday) < timedelta(seconds=1)


def test_a_report_that_waited_too_long_says_so_and_goes_when_a_person_sends_it_again(visit):
    page = visit(expected_errors=[*AWAY, "status of 400"])
    begin(page)
    page.clock.set_fixed_time(timezone.now() - timedelta(days=40))
    page.context.set_offline(True)
    send(page)
    expect_it_waits(page)
    page.clock.set_fixed_time(timezone.now())
    page.context.set_offline(False)
    expect_it_waits(page, "En çok 30 gün", "açıp yeniden gönderiniz")
    page.get_by_role("button", name="Düzenle").click()
    expect(page.get_by_label(DESCRIPTION)).to_have_value("Kaldırım taşı yerinden oynamış.")
    send(page)
    expect_thanks(page, "Bağlar")
    assert timezone.now() - Issue.objects.get().reported_at < timedelta(hours=1)


# What cannot go by itself


def test_what_the_server_refused_is_kept_and_can_be_mended(visit):
    page = visit(expected_errors=["status of 400"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, HILL))
    fill_in(page, "Yokuşta çukur.")
    choose(page, file())
    send(page)
    expect(page.locator("[data-error=location]")).to_contain_text("sınırları dışında")
    page.reload()
    wait_for_map(page)
    page.locator("#waiting-title").click()
    expect_it_waits(page, "sınırları dışında", "Yokuşta çukur.")
    screenshot(page, "refused-desktop")
    page.get_by_role("button", name="Düzenle").click()
    expect(page.locator("#report-where")).to_be_visible()
    page.mouse.click(*on_screen(page, SCHOOL))
    page.get_by_role("button", name="İleri").click()
    expect(page.get_by_role("radio", name="Bozuk kaldırım")).to_be_checked()
    page.get_by_role("button", name="İleri").click()
    expect(page.get_by_label(DESCRIPTION)).to_have_value("Yokuşta çukur.")
    send(page)
    expect_thanks(page, "Çınar")
    assert Issue.objects.get().photos.count() == 1


def test_a_network_that_sent_too_much_waits_and_is_told_how_long(visit):
    page = visit(size="phone", expected_errors=["429"])
    begin(page)
    used(MOST)
    send(page)
    expect_it_waits(page, "dakika sonra yeniden deneyiniz")
    screenshot(page, "later-phone")
    page.reload()
    wait_for_map(page)
    expect_it_waits(page, "dakika sonra yeniden deneyiniz")


def test_a_report_can_be_changed_while_it_waits(visit):
    page = visit(expected_errors=AWAY)
    begin(page, file())
    page.context.set_offline(True)
    send(page)
    page.get_by_role("button", name="Düzenle").click()
    page.get_by_role("button", name="İleri").click()
    page.get_by_role("button", name="İleri").click()
    page.get_by_label(DESCRIPTION).fill("İki taş oynuyor.")
    page.context.set_offline(False)
    send(page)
    expect_thanks(page, "Bağlar")
    assert Issue.objects.get().description == "İki taş oynuyor."
    assert Photo.objects.count() == 1


def move_the_pin(page):
    page.mouse.click(*on_screen(page, SCHOOL))
    for _ in range(2):
        page.get_by_role("button", name="İleri").click()


def write_anew(page):
    for _ in range(2):
        page.get_by_role("button", name="İleri").click()
    page.get_by_label(DESCRIPTION).fill("İki taş oynuyor.")


@pytest.mark.parametrize("change", [move_the_pin, write_anew])
def test_who_changes_a_report_that_had_arrived_is_told_that_it_is_kept_as_it_was(visit, change):
    page = visit(expected_errors=AWAY)
    begin(page)
    page.route(REPORTS, lose_the_answer, times=1)
    send(page)
    expect_it_waits(page)
    stored = Issue.objects.get()
    page.get_by_role("button", name="Düzenle").click()
    change(page)
    send(page)
    expect(page.locator("#waiting-sent")).to_contain_text("ilk hâliyle kaydedildi")
    kept = Issue.objects.get()
    assert (kept.description, kept.location) == (stored.description, stored.location)


def test_a_report_can_be_deleted_from_the_phone(visit):
    page = visit(expected_errors=AWAY)
    begin(page, file())
    page.context.set_offline(True)
    send(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sil", exact=True).click()
    expect(page.locator("#waiting")).to_be_hidden()
    page.context.set_offline(False)
    page.reload()
    wait_for_map(page)
    expect(page.locator("#waiting")).to_be_hidden()
    assert not Issue.objects.exists()


def test_a_report_that_is_deleted_while_it_is_sent_stays_deleted(visit):
    page = visit(expected_errors=AWAY)
    begin(page)
    page.route(REPORTS, fail, times=1)
    send(page)
    expect_it_waits(page)
    held = []

    def hold(route):
        held.append(route)

    page.route(REPORTS, hold)
    with page.expect_request(REPORTS):
        page.get_by_role("button", name="Şimdi gönder").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sil", exact=True).click()
    expect(page.locator("#waiting")).to_be_hidden()
    with page.expect_event("requestfailed"):
        held[0].abort()
    page.reload()
    wait_for_map(page)
    expect(page.locator("#waiting")).to_be_hidden()
    assert not Issue.objects.exists()


def test_the_postman_tries_again_by_himself_after_a_pause(visit):
    page = visit(expected_errors=AWAY)
    begin(page)
    page.clock.install()
    page.clock.pause_at(datetime.now().astimezone() + timedelta(seconds=20))
    page.route(REPORTS, fail, times=1)
    send(page)
    expect_it_waits(page)
    page.clock.fast_forward(5_000)
    expect_it_went_out(page)
    assert Issue.objects.count() == 1


def test_without_a_place_to_keep_it_the_report_stays_in_the_sheet(visit):
    page = visit(expected_errors=AWAY)
    begin(page)
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error('full'); }; }")
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text("Yazdıklarınız duruyor")).to_be_visible()
    expect(page.get_by_label(DESCRIPTION)).to_have_value("Kaldırım taşı yerinden oynamış.")
    page.context.set_offline(False)
    send(page)
    page.wait_for_url(re.compile(r"/issues/sent/"))
    assert Issue.objects.count() == 1
