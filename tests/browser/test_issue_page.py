"""An issue's page and its reporter's, in a real browser."""

import pytest
from playwright.sync_api import expect

from issues.models import Comment, Issue
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import on_screen
from tests.district import BRIDGE, FOUNTAIN, photograph, pin, remark, resolve

SCHEMES = ["light", "dark"]
SIZES = ["phone", "desktop"]


def come_near(page):
    """Scroll to the small map, as somebody who moves."""
    page.mouse.move(10, 10)
    page.locator("#place").scroll_into_view_if_needed()
    wait_for_map(page)


def test_the_small_map_is_fetched_when_somebody_comes_near_and_shows_the_place(visit):
    issue = pin(BRIDGE)
    for n in range(3):
        photograph(issue)
        remark(issue, f"{n}. yorum")
    page = visit("/rules/", size="phone")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/issues/{issue.number}/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "maplibre" in url]
    come_near(page)
    marker = page.locator("#place .maplibregl-marker").bounding_box()
    box = page.locator("#place").bounding_box()
    x, y = on_screen(page, BRIDGE)
    assert abs(marker["x"] + marker["width"] / 2 - x) < 3
    assert abs(marker["y"] + marker["height"] - y) < 10
    assert box["y"] < y < box["y"] + box["height"]


def test_a_place_known_only_by_mahalle_has_no_pin(visit):
    issue = pin(BRIDGE, precision="neighbourhood", spot="Köprünün yanı")
    page = visit(f"/issues/{issue.number}/")
    come_near(page)
    assert page.locator(".maplibregl-marker").count() == 0
    assert str(BRIDGE[0]) not in page.content()


def test_without_javascript_the_place_is_told_in_words(visit):
    issue = pin(BRIDGE, spot="Köprünün yanı")
    page = visit(f"/issues/{issue.number}/", java_script_enabled=False)
    expect(page.get_by_text("Dere · Köprünün yanı")).to_be_visible()
    expect(page.locator("#place")).to_be_hidden()
    expect(page.get_by_role("button", name="Paylaş")).to_be_hidden()


def test_the_link_is_copied_and_that_is_said(visit):
    issue = pin()
    page = visit("/rules/", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/issues/{issue.number}/?comment=flagged")
    page.get_by_role("button", name="Paylaş").click()
    expect(page.get_by_text("Bağlantı kopyalandı.")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.endswith(f"/issues/{issue.number}/")


def test_a_phone_that_shares_is_let_to(visit):
    page = visit(f"/issues/{pin().number}/")
    page.evaluate(
        """() => {
            navigator.canShare = () => true;
            navigator.share = async (what) => { window.given = what; };
        }"""
    )
    page.get_by_role("button", name="Paylaş").click()
    given = page.wait_for_function("() => window.given").json_value()
    assert given["url"] == page.url
    assert given["title"].startswith("Çukur, bozuk yol #")


def test_a_comment_is_written_by_keyboard_stands_on_the_page_and_is_taken_back(visit):
    page = visit(f"/issues/{pin().number}/", size="phone")
    page.get_by_label("Yorumunuz").focus()
    page.keyboard.type("Bizim sokakta da öyle.")
    for _link in ("rules", "privacy notice"):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Teşekkürler. Artık herkes okuyabilir.")
    screenshot(page, "own-comment-phone")
    own = page.url
    page.get_by_role("link", name="bozuk yol").click()
    expect(page.locator("#comments").get_by_text("Bizim sokakta da öyle.")).to_be_visible()
    page.goto(own)
    page.get_by_text("Geri al", exact=True).click()
    page.get_by_role("button", name="Evet, sil").click()
    expect(page.get_by_role("status")).to_have_text("Yorumunuz silindi.")
    assert not Comment.objects.exists()


def test_a_reporter_edits_then_says_that_it_is_not_solved_then_takes_it_back(visit):
    issue = pin(FOUNTAIN)
    page = visit(f"/issues/sent/{issue.pk}/", size="phone", expected_errors=["404"])
    page.get_by_role("link", name="bildiriminizin sayfası").click()
    page.get_by_label("Açıklama", exact=True).fill("Yolda iki çukur var.")
    page.get_by_role("button", name="Kaydet").click()
    expect(page.get_by_role("status")).to_have_text("Bildiriminiz değiştirildi.")
    resolve(issue)
    page.reload()
    page.get_by_label("Memnun değilim").check()
    page.get_by_role("button", name="Gönder").click()
    page.get_by_role("button", name="Çözülmedi").click()
    expect(page.get_by_role("status")).to_contain_text("yeniden açıldı")
    page.get_by_label("Bunun geri alınamayacağını biliyorum.").check()
    page.get_by_role("button", name="Bildirimi geri çek").click()
    expect(page.get_by_role("status")).to_contain_text("Bildiriminizi geri çektiniz")
    assert Issue.objects.get().visibility == "withdrawn"
    assert page.goto(f"/issues/{issue.number}/").status == 404


def test_the_device_keeps_a_list_of_its_own_reports_until_it_is_told_to_forget(visit):
    first, second = pin(FOUNTAIN), pin(BRIDGE, "cop")
    page = visit("/issues/own/")
    expect(page.get_by_text("Bu cihazdan henüz bir bildirim")).to_be_visible()
    for address in (f"sent/{first.pk}", f"sent/{second.pk}", f"own/{second.pk}"):
        page.goto(f"/issues/{address}/")
    page.get_by_role("link", name="Bildirimlerim").click()
    links = page.locator("#own-reports a")
    expect(links).to_have_text(
        [f"Taşan çöp konteyneri #{second.number}", f"Çukur, bozuk yol #{first.number}"]
    )
    links.last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"#{first.number}")
    page.goto("/issues/own/")
    page.get_by_role("button", name="Bu listeyi sil").click()
    expect(page.get_by_text("Bu cihazdan henüz bir bildirim")).to_be_visible()
    expect(links).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_pages_fit_the_screen(visit, size, scheme):
    issue, closed = pin(FOUNTAIN, spot="Çeşmenin yanı"), pin(BRIDGE)
    resolve(closed)
    remark(issue)
    remark(issue, "Dün biri az kalsın düşüyordu. Akşamları ışık da yok, görünmüyor.")
    page = visit(size=size, color_scheme=scheme)
    for name, address in {
        "issue-page": f"/issues/{issue.number}/?comment=flagged",
        "own-new": f"/issues/own/{issue.pk}/",
        "own-closed": f"/issues/own/{closed.pk}/?done=rate",
        "sent": f"/issues/sent/{issue.pk}/",
        "comments": f"/issues/{issue.number}/comments/",
    }.items():
        page.goto(address)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), name
        if name == "issue-page":
            come_near(page)
            page.evaluate("() => scrollTo(0, 0)")
        screenshot(page, f"{name}-{size}-{scheme}", whole=True)
