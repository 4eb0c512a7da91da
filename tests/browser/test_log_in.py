"""Logging in, a second factor, and erasing, in a real browser on a phone."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from issues.models import Issue
from tests.browser.conftest import screenshot
from tests.logins import app_code, code_in
from tests.mailbox import open_mailbox


@pytest.fixture
def mail(transactional_town, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST = "127.0.0.1"
    with open_mailbox() as mailbox:
        settings.EMAIL_PORT = mailbox.port
        yield mailbox.messages


def log_in(page, mail, email):
    page.get_by_label("E-posta adresiniz").fill(email)
    page.get_by_label("E-posta adresiniz").press("Enter")
    expect(page.get_by_label("Kod", exact=True)).to_be_visible()  # the e-mail was sent before
    page.get_by_label("Kod", exact=True).fill(code_in(mail[-1].get_content()))
    page.get_by_label("Kod", exact=True).press("Enter")


def test_a_resident_logs_in_reports_without_the_map_and_erases_it_all(visit, mail):
    page = visit("/rules/", size="phone")
    page.get_by_role("link", name="Giriş", exact=True).click()
    log_in(page, mail, "ayse@example.org")
    expect(page.get_by_role("heading", name="Hesabım")).to_be_visible()
    page.goto("/issues/new/?category=cop")
    page.get_by_label("Mahalle", exact=True).select_option("dere")
    page.get_by_label("Tam olarak nerede?").fill("Köprünün yanı")
    page.get_by_label("Biraz anlatır mısınız?").fill("Çöp birikti.")
    page.get_by_role("button", name="Gönder").click()
    page.get_by_role("link", name="Bu bildirim sizinkiler arasında.").click()
    expect(page.get_by_text("Çöp birikti.")).to_be_visible()
    screenshot(page, "my-data-phone")
    page.get_by_role("link", name="Hepsini sil").click()
    page.get_by_label("O da haritadan kaldırılsın").check()
    page.get_by_label("Evet, silinsin.").check()
    page.get_by_role("button", name="Sil", exact=True).click()
    expect(page.get_by_role("heading", name="Silindi")).to_be_visible()
    assert not User.objects.exists()
    assert Issue.objects.get().visibility == "withdrawn"


def test_somebody_of_the_staff_sets_the_second_factor_up(visit, mail):
    User.objects.create_superuser("zeynep", "zeynep@example.org")
    page = visit("/moderation/", size="phone")
    log_in(page, mail, "zeynep@example.org")
    expect(page.get_by_role("heading", name="İkinci adımı kurunuz")).to_be_visible()
    screenshot(page, "second-factor-phone")
    page.get_by_label("Uygulamanın kodu").fill(app_code(page.locator(".secret").inner_text()))
    page.get_by_role("button", name="Devam").click()
    expect(page.locator(".codes li")).to_have_count(10)
    screenshot(page, "recovery-codes-phone")
    page.locator("main").get_by_role("link", name="Denetim").click()
    expect(page.get_by_role("heading", name="Denetim")).to_be_visible()
