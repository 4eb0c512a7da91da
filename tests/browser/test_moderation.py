"""Moderating by keyboard alone, in a real browser."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from issues import moderation
from issues.models import Comment, Issue, Visibility
from tests.browser.conftest import screenshot
from tests.district import BRIDGE, FOUNTAIN, MARKET, photograph, pin, remark
from tests.issues.test_moderation import flag
from tests.logins import log_in_staff

PHONE = "0532 123 45 67"


@pytest.fixture
def desk(elif_, visit):
    """Open the desk as Elif: logged in by cookie, then by the keyboard alone."""

    def open_desk(address="/moderation/", **options):
        client = Client()
        log_in_staff(client, elif_)
        session = client.cookies["sessionid"].value
        return visit(address, cookies=[("sessionid", session)], **options)

    return open_desk


def visibilities(*issues):
    return [Issue.objects.get(pk=issue.pk).visibility for issue in issues]


def focused(page):
    return int(page.evaluate("() => document.activeElement.closest('.item')?.dataset.number ?? 0"))


def press(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def take_the_number_out(page):
    """On the page of one report, by keyboard: write the text anew, confirm, send."""
    text = page.get_by_label("Açıklama", exact=True)
    expect(text).to_be_focused()
    expect(text).to_have_value("Ağaç devrildi. Beni arayın: […]")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ağaç devrildi.")
    for key in ("Tab", "Tab", "Space", "Tab"):
        page.keyboard.press(key)
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("kişisel veri çıkarıldı")


def test_three_reports_are_worked_by_keyboard_alone(desk, client):
    fine = pin(FOUNTAIN, description="Yolda çukur var.")
    bad = pin(BRIDGE, "cop", description="Hepiniz çok tembelsiniz.")
    personal = pin(MARKET, "agac", description=f"Ağaç devrildi. Beni arayın: {PHONE}")
    page = desk()
    press(page, "p")
    assert focused(page) == bad.number
    press(page, "t")
    expect(page.get_by_text("Burada bekleyen yok")).to_be_visible()
    page.goto("/moderation/?tab=held")
    assert client.get(f"/issues/{personal.number}/").status_code == 404
    press(page, "e")
    take_the_number_out(page)
    press(page, "p")
    assert visibilities(fine, bad, personal) == ["public", "removed", "public"]
    shown = client.get(f"/issues/{personal.number}/").content.decode()
    assert "Ağaç devrildi." in shown
    assert PHONE not in shown


def test_keys_move_between_reports_and_undo_the_last_step(desk):
    first, second = pin(), pin()
    page = desk()
    for key, issue in (("j", second), ("k", first), ("ArrowDown", second), ("ArrowUp", first)):
        page.keyboard.press(key)
        assert focused(page) == issue.number
    press(page, "t")
    assert visibilities(first) == [Visibility.REMOVED]
    press(page, "u")
    assert visibilities(first) == [Visibility.PUBLIC]


def test_a_photo_is_looked_at_and_removed_by_keyboard(desk):
    issue = pin()
    moderation.hold(issue=issue, by=None)
    for _ in range(2):
        photograph(issue)
    page = desk("/moderation/?tab=held")
    with page.context.expect_page() as opened:
        page.keyboard.press("o")
    assert "/moderation/photos/" in opened.value.url
    opened.value.close()
    for key in ("Tab", "Tab", "Tab", "Enter", "Tab"):  # title, photo, what can be done
        page.keyboard.press(key)
    expect(page.get_by_text("Geri getirilemez").first).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("fotoğraf kalıcı olarak kaldırıldı")
    expect(page.get_by_role("img", name="Fotoğraf 1 / 1")).to_be_visible()
    assert issue.photos.count() == 1


def test_a_question_mark_shows_the_keys_and_letters_in_a_field_are_letters(desk):
    issue = pin()
    page = desk()
    page.keyboard.press("?")
    expect(page.get_by_text("sonraki bildirim")).to_be_visible()
    press(page, "e")
    page.keyboard.type("pht")
    assert visibilities(issue) == [Visibility.PUBLIC]
    assert "pht" in page.get_by_label("Açıklama", exact=True).input_value()


def test_comments_are_worked_by_the_same_keys(desk):
    issue = pin()
    fine, bad = remark(issue), remark(issue, "Hepiniz çok tembelsiniz.")
    personal = remark(issue, f"Beni arayın: {PHONE}")
    page = desk("/moderation/comments/")
    press(page, "p")
    assert focused(page) == bad.pk
    press(page, "t")
    assert focused(page) == personal.pk
    page.keyboard.press("e")
    page.get_by_label("Yorum", exact=True).fill("Beni de arayın.")
    page.get_by_role("button", name="Kişisel veriyi çıkar ve yayımla").click()
    expect(page.get_by_text("Burada bekleyen yok")).to_be_visible()
    shown = Comment.objects.order_by("pk").values_list("visibility", "text")
    assert list(shown) == [
        ("public", fine.text), ("removed", bad.text), ("public", "Beni de arayın."),
    ]  # fmt: skip


def test_everything_works_without_javascript(desk):
    issue = pin()
    page = desk(java_script_enabled=False)
    page.get_by_role("button", name="Beklet").click()
    assert visibilities(issue) == [Visibility.HELD]
    page.get_by_role("button", name="Geri al").click()
    assert visibilities(issue) == [Visibility.PUBLIC]


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_the_screen(desk, size, scheme):
    flag(pin(FOUNTAIN), text="Bu çukur geçen hafta kapatıldı.")
    issue = pin(BRIDGE, "cop", description="Konteyner taşıyor, kokudan durulmuyor.")
    pin(MARKET, description=f"Beni arayın: {PHONE}, aracım 34 ABC 123")
    remark(issue)
    remark(issue, f"Beni arayın: {PHONE}")
    for _ in range(3):
        photograph(issue)
    photograph(pin(MARKET, description=f"Beni arayın: {PHONE}, aracım 34 ABC 123"))
    page = desk(size=size, color_scheme=scheme)
    for name, address in {
        "desk": "/moderation/",
        "desk-held": "/moderation/?tab=held",
        "desk-comments": "/moderation/comments/",
        "desk-report": f"/moderation/{issue.number}/",
        "rules": "/rules/",
        "flag": f"/issues/{issue.number}/flag/",
        "detail": f"/issues/{issue.number}/",
    }.items():
        page.goto(address)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, address
        screenshot(page, f"{name}-{size}-{scheme}")
