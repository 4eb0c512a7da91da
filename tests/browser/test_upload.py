"""A planner loads figures from a file by two presses, in a real browser."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from neighbourhoods.models import Figure
from planning.loading import load_planners
from tests.browser.access import settle
from tests.browser.conftest import screenshot
from tests.district import BAGLAR, CINAR
from tests.logins import log_in_staff
from tests.planning.figures import give, give_budget_and_deprivation

WRONG = "code;year;value\n101;2025;1.234\n999;2025;5\n102;25;12\n101;2024;on\n"
GOOD = "\ufeffcode;year;value\n101;2024;390000\n101;2025;450000,5\n102;2025;100000\n103;2025;0\n"


@pytest.fixture
def desk(elif_, visit):
    """Open the list of indicators as Elif, who plans, too."""
    give_budget_and_deprivation()
    elif_.groups.add(load_planners())
    client = Client()
    log_in_staff(client, elif_)
    cookies = [("sessionid", client.cookies["sessionid"].value)]
    return lambda **more: visit(
        "/indicators/", cookies=cookies, expected_errors=["422", "409"], **more
    )


def choose(page, text):
    file = {"name": "butce.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("CSV dosyası").set_input_files(file)
    page.get_by_role("button", name="Gözden geçir").click()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_wrong_file_is_mended_looked_over_and_loaded(desk, size):
    page = desk(size=size)
    page.get_by_role("link", name="Rakam yükle").click()
    screenshot(page, f"upload-{size}", whole=True)
    page.get_by_label("Ne sayılıyor?").select_option(label="Belediye bütçesi")
    page.get_by_label("Rakamlar nereden geliyor?").fill("Belediye, 2025 faaliyet raporu")
    choose(page, WRONG)
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("2. satır: “1.234” binlik de ondalık da olabilir")
    expect(wrong).to_contain_text("4. satır: “25” bir yıl değil")
    screenshot(page, f"upload-refused-{size}", whole=True)
    choose(page, GOOD)
    expect(page.get_by_text("Henüz hiçbir şey değişmedi")).to_be_visible()
    expect(page.get_by_role("row", name="Çınar")).to_contain_text("450.000,5 400.000 yerine")
    expect(page.get_by_text("2024: Bağlar, Dere, Iğdır, Ovacık")).to_be_visible()
    settle(page)
    screenshot(page, f"upload-looked-over-{size}", whole=True)
    assert float(Figure.objects.get(kind="butce", code=CINAR, year=2025).value) == 400_000
    page.get_by_role("button", name="Yükle").click()
    expect(page.get_by_role("status")).to_contain_text("“Belediye bütçesi” rakamları yüklendi")
    screenshot(page, f"upload-loaded-{size}")
    page.get_by_role("link", name="Bakınız").click()
    expect(page.get_by_role("row", name="Çınar")).to_contain_text("450.0")


def test_a_second_tab_that_was_overtaken_says_so_and_shows_what_would_be_replaced_now(desk):
    page = desk()
    page.get_by_role("link", name="Rakam yükle").click()
    page.get_by_label("Ne sayılıyor?").select_option("butce")
    page.get_by_label("Rakamlar nereden geliyor?").fill("Belediye")
    choose(page, "code;year;value\n102;2025;7\n")
    give("butce", {BAGLAR: 55})
    page.get_by_role("button", name="Yükle").click()
    expect(page.get_by_role("alert")).to_contain_text("Bu arada başka biri")
    expect(page.get_by_role("row", name="Bağlar")).to_contain_text("55 yerine")
    page.get_by_role("link", name="Başka bir dosya seçiniz").click()
    expect(page.get_by_label("Rakamlar nereden geliyor?")).to_have_value("Belediye")
    expect(page.get_by_label("Ne sayılıyor?")).to_have_value("butce")
