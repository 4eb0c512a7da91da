"""What a category asks, in the map's sheet and in the list form, as people meet it."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Issue, Question
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import DESCRIPTION, focus_by_tab, go_on, on_screen
from tests.district import FOUNTAIN
from tests.questions import ask

TEXT, NUMBER = "Direğin numarası", "Kaç lamba yanmıyor?"


def to_the_details(page, category):
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, FOUNTAIN))
    go_on(page)
    page.get_by_role("radio", name=category).check()
    go_on(page)


def send(page):
    page.get_by_role("button", name="Gönder").click()


def sent(page):
    page.wait_for_url(re.compile(r"/issues/sent/"))
    return Issue.objects.get()


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_is_answered_in_the_sheet_and_read_on_the_page(visit, size, theme):
    page = visit(size=size, color_scheme=theme)
    ask("choice", "sokak-lambasi", code="renk")
    ask("several", "sokak-lambasi", code="renkler", help_tr="Birden çok seçebilirsiniz.")
    ask("date", "sokak-lambasi", code="gun", is_public=False)
    to_the_details(page, "Sokak lambası")
    page.get_by_label(DESCRIPTION).fill("Direk eğilmiş.")
    page.get_by_label(TEXT).fill("A-12")
    page.get_by_label(NUMBER).fill("2")
    page.get_by_role("radiogroup", name="renk?").get_by_label("green").check()
    several = page.get_by_role("group", name="renkler?")
    several.get_by_label("blue").check()
    several.get_by_label("red").check()
    page.get_by_label("gun?").fill("2026-01-31")
    expect(page.get_by_label("gun?")).to_have_accessible_description(
        "Bunu yalnızca sekreterlik okur."
    )
    page.locator("#report-questions").scroll_into_view_if_needed()
    screenshot(page, f"questions-{size}-{theme}")
    send(page)
    issue = sent(page)
    assert issue.answers == {
        "direk-no": "A-12",
        "sonuk-lamba": 2,
        "renk": "green",
        "renkler": ["red", "blue"],
        "gun": "2026-01-31",
    }
    page.goto(issue.get_absolute_url())
    answers = page.locator(".answers")
    expect(answers).to_contain_text("red, blue")
    expect(answers).not_to_contain_text("2026")
    screenshot(page, f"answers-{size}-{theme}")


def test_answers_are_kept_on_the_way_back_and_forth_and_not_sent_for_another_category(visit):
    page = visit()
    to_the_details(page, "Sokak lambası")
    page.get_by_label(TEXT).fill("A-12")
    page.get_by_role("button", name="Geri").click()
    page.get_by_role("radio", name="Çukur, bozuk yol").check()
    go_on(page)
    expect(page.get_by_label(TEXT)).to_have_count(0)
    page.get_by_role("radiogroup", name="Çukur ne kadar büyük?").get_by_label("Bir adımdan").check()
    page.get_by_role("button", name="Geri").click()
    page.get_by_role("radio", name="Sokak lambası").check()
    go_on(page)
    expect(page.get_by_label(TEXT)).to_have_value("A-12")
    page.get_by_label(DESCRIPTION).fill("Yanmıyor.")
    send(page)
    assert sent(page).answers == {"direk-no": "A-12"}


def test_a_wrong_or_missing_answer_is_told_beside_its_question(visit):
    page = visit(expected_errors=["status of 400"])
    Question.objects.filter(code="direk-no").update(is_required=True)
    to_the_details(page, "Sokak lambası")
    page.get_by_label(DESCRIPTION).fill("Yanmıyor.")
    send(page)
    expect(page.get_by_text("Lütfen bu soruyu yanıtlayınız.")).to_be_visible()
    text = page.get_by_label(TEXT)
    expect(text).to_be_focused()
    expect(text).to_have_attribute("aria-invalid", "true")
    text.fill("A-12")
    page.get_by_label(NUMBER).fill("500")
    send(page)
    expect(page.get_by_label(NUMBER)).to_be_focused()
    expect(page.locator("#report-answer-sonuk-lamba-error")).to_contain_text("100")
    screenshot(page, "questions-wrong")
    page.get_by_label(NUMBER).fill("5")
    send(page)
    assert sent(page).answers == {"direk-no": "A-12", "sonuk-lamba": 5}


def test_questions_that_come_late_are_waited_for_in_sight(visit):
    page = visit("/neighbourhoods/")
    held = []

    def hold(route):
        held.append(route)

    page.route("**/api/v1/categories/?tr", hold)
    page.goto("/")
    to_the_details(page, "Sokak lambası")
    box = page.locator("#report-questions")
    expect(box.get_by_role("status")).to_have_text("Bu konunun soruları getiriliyor…")
    page.get_by_label(DESCRIPTION).fill("Yanmıyor.")
    held[0].continue_()
    page.get_by_label(TEXT).fill("A-12")
    send(page)
    assert sent(page).answers == {"direk-no": "A-12"}
    assert len(held) == 1


def test_questions_that_do_not_come_are_asked_for_again_or_left_out(visit):
    page = visit("/neighbourhoods/", expected_errors=["ERR_FAILED"])
    page.route("**/api/v1/categories/?tr", lambda route: route.abort())
    page.goto("/")
    to_the_details(page, "Sokak lambası")
    expect(page.get_by_text("soruları getirilemedi")).to_be_visible()
    page.unroute("**/api/v1/categories/?tr")
    page.get_by_role("button", name="Yeniden dene").click()
    expect(page.get_by_label(TEXT)).to_be_visible()
    page.get_by_label(DESCRIPTION).fill("Yanmıyor.")
    send(page)
    assert sent(page).answers == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_the_list_form_asks_after_the_category_with_and_without_javascript(visit, javascript):
    page = visit("/issues/new/", java_script_enabled=javascript)
    expect(page.get_by_label("Konularda ara")).to_be_visible(visible=javascript)
    page.get_by_role("radio", name="Sokak lambası").check()
    go_on(page)
    page.get_by_label("Mahalle").select_option("dere")
    page.get_by_label("Tam olarak nerede?").fill("Köprünün yanı")
    page.get_by_label("Biraz anlatır mısınız?").fill("Yanmıyor.")
    page.get_by_label(NUMBER).fill("3")
    page.get_by_role("button", name="Konuyu değiştir").click()
    page.get_by_role("radio", name="Rampa, asansör").check()
    go_on(page)
    expect(page.get_by_label("Tam olarak nerede?")).to_have_value("Köprünün yanı")
    page.get_by_role("group", name="Geçişi ne zorlaştırıyor?").get_by_label("Rampa yok").check()
    send(page)
    issue = sent(page)
    assert (issue.category.slug, issue.answers) == ("rampa", {"engel-turu": ["rampa-yok"]})


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_categories_of_the_list_form_are_icons_with_a_search(visit, size, theme):
    page = visit("/issues/new/", size=size, color_scheme=theme)
    screenshot(page, f"categories-{size}-{theme}")
    page.get_by_label("Konularda ara").fill("AĞÇA")
    expect(page.get_by_role("radio", name="Ağaç, dal")).to_be_visible()
    expect(page.get_by_role("radio", name="Gürültü", exact=True)).to_be_hidden()
    page.get_by_label("Konularda ara").fill("sokak lambası")
    page.get_by_label("Konularda ara").press("Enter")
    expect(page.get_by_role("radio", name="Sokak lambası")).to_be_checked()
    focus_by_tab(page, "category-next")
    page.keyboard.press("Enter")
    expect(page.get_by_label(TEXT)).to_be_visible()
    screenshot(page, f"list-questions-{size}-{theme}")
