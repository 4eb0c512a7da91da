"""The pages of issues, with JavaScript off."""

import re

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from issues.actions import change_status, change_visibility
from issues.models import Category, Issue, Status, Visibility
from issues.moderation import take_down
from tests.district import BRIDGE, FOUNTAIN, pin
from tests.logins import log_in_staff

NEW = "/issues/new/"


@pytest.fixture
def form(town, client):
    """What a browser would send back after choosing the category and filling the form in."""
    page = client.get(f"{NEW}?category=cop").content.decode()
    identity = re.search(r'name="id" value="([^"]+)"', page)[1]
    return {
        "id": identity,
        "neighbourhood": "dere",
        "spot": "Köprünün yanı",
        "category": "cop",
        "description": "Konteyner taşıyor.",
    }


def test_nothing_is_chosen_before_somebody_chooses(town, client):
    categories = client.get(NEW).content.decode()
    assert 'name="category"' in categories
    assert "checked" not in categories
    page = client.get(f"{NEW}?category=cop").content.decode()
    choices = re.search(r'<select name="neighbourhood".*?</select>', page, re.S)[0]
    assert re.search(r'<option value=""[^>]*>([^<]*)<', choices)[1] == "Mahalle seçiniz"
    assert not re.search(r'<option value="[^"]+" selected', choices)


def test_among_its_own_categories_a_group_stands_as_the_rest_of_them(town, client):
    def shown(slug):
        label = rf'<label data-words="([^"]*)">\s*<input[^>]*value="{slug}".*?</span>\s*([^<]*?)\s*</label>'
        return re.search(label, client.get(NEW).content.decode(), re.S).groups()

    Category.objects.filter(slug="aydinlatma").update(name_tr="Işık")
    Category.objects.filter(slug="su").update(name_tr="İSKİ")
    words, name = shown("yol")
    assert name == "Diğer: yol ve kaldırım"
    assert "Yol ve kaldırım Roads and pavements" in words
    assert shown("bozuk-yol")[1] == "Çukur, bozuk yol"
    assert shown("diger")[1] == "Diğer"
    assert shown("aydinlatma")[1] == "Diğer: ışık"
    assert shown("su")[1] == "Diğer: İSKİ"
    client.cookies["django_language"] = "en"
    assert shown("yol")[1] == "Other: roads and pavements"


def test_a_list_without_reports_says_so_and_a_filter_can_be_cleared(town, client):
    assert "Henüz bildirim yok." in client.get("/issues/").content.decode()
    pin(FOUNTAIN, "cop")
    page = client.get("/issues/?category=agac").content.decode()
    assert "Bu filtreyle bildirim yok." in page
    assert '<a href="/issues/">Filtreyi temizle</a>' in page
    assert "1 bildirim" in client.get("/issues/").content.decode()


def test_a_report_by_list_ends_on_a_page_with_its_number_and_mahalle(form, client):
    answer = client.post(NEW, form, follow=True)
    issue = Issue.objects.get()
    page = answer.content.decode()
    assert f'data-number="{issue.number}"' in page
    assert 'data-neighbourhood="Dere"' in page
    assert (issue.precision, issue.spot) == ("neighbourhood", "Köprünün yanı")


def test_the_form_sent_twice_is_one_report(form, client):
    first = client.post(NEW, form)
    again = client.post(NEW, form)
    assert first["Location"] == again["Location"]
    assert Issue.objects.count() == 1


@pytest.mark.parametrize("missing", ["neighbourhood", "spot", "category", "description"])
def test_a_missing_answer_is_asked_for_and_the_rest_is_kept(form, client, missing):
    answer = client.post(NEW, form | {missing: ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="error"') == 1
    assert f'id="id_{missing}_error"' in page
    kept = "Konteyner taşıyor." if missing != "description" else "Köprünün yanı"
    assert kept in page
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("neighbourhood", "kadikoy"),
        ("category", "a\x00b"),
        ("neighbourhood", "\x00"),
        ("category", "ejderha"),
        ("id", "x"),
        ("description", "a" * 4001),
    ],
)
def test_a_made_up_answer_is_refused(form, client, field, value):
    assert client.post(NEW, form | {field: value}).status_code == 422
    assert not Issue.objects.exists()


def test_what_fills_in_the_field_that_nobody_sees_is_refused(form, client):
    answer = client.post(NEW, form | {"website": "https://spam.example"})
    assert answer.status_code == 422
    assert "boş bırakıp yeniden gönderiniz" in answer.content.decode()
    assert not Issue.objects.exists()


@override_settings(PUBLISH_AT_ONCE=False)
def test_a_held_report_thanks_its_reporter_and_has_no_public_page_yet(form, client):
    page = client.post(NEW, form, follow=True).content.decode()
    assert "bir görevli tarafından okunacak" in page
    assert client.get(f"/issues/{Issue.objects.get().number}/").status_code == 404


def test_the_public_page_tells_the_history_with_notes(town, client):
    issue = pin(description="Önce <b>kırıldı</b>")
    change_status(issue=issue, to=Status.IN_PROGRESS, note="Ekip yolda.")
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "Ekip yolda." in page
    assert "çalışılıyor" in page
    assert "<b>kırıldı" not in page


def test_a_page_that_was_taken_down_is_not_found(town, client):
    issue = pin()
    change_visibility(issue=issue, to=Visibility.REMOVED)
    answer = client.get(f"/issues/{issue.number}/")
    assert answer.status_code == 404
    assert "Bu sayfa burada yok" in answer.content.decode()


def test_the_admin_takes_down_and_leaves_publishing_to_the_desk(town, client, zeynep):
    issue = pin()
    log_in_staff(client, zeynep)
    for action in ("take_down", "publish"):
        client.post("/admin/issues/issue/", {"action": action, "_selected_action": [issue.pk]})
        issue.refresh_from_db()
        assert issue.visibility == "removed"


@pytest.mark.parametrize("place", [("2", "48"), ("29.125", "40.995")])
def test_the_admin_refuses_a_point_outside_the_district(town, client, zeynep, place):
    log_in_staff(client, zeynep)
    form = {
        "category": 1, "description": "x", "precision": "exact", "longitude": place[0], "latitude": place[1],
    }  # fmt: skip
    assert client.post("/admin/issues/issue/add/", form).status_code == 200
    assert not Issue.objects.exists()


def test_the_admin_moves_and_corrects_an_issue_and_brings_back_nothing(town, client, zeynep):
    issue = pin()
    take_down(issue=issue, by=zeynep)
    log_in_staff(client, zeynep)
    form = {
        "category": Category.objects.get(slug="cop").pk, "description": "eski", "precision": "exact",
        "longitude": "29.115", "latitude": "40.985",
        "changes-TOTAL_FORMS": 0, "changes-INITIAL_FORMS": 0,
        "photos-TOTAL_FORMS": 0, "photos-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = client.post(f"/admin/issues/issue/{issue.pk}/change/", form)
    assert answer.status_code == 302, answer.context["errors"]
    issue.refresh_from_db()
    assert (issue.category.slug, issue.neighbourhood.name) == ("cop", "Iğdır")
    assert (issue.description, issue.visibility) == ("Yolda çukur var.", Visibility.REMOVED)
    client.post(f"/admin/issues/issue/{issue.pk}/change/", form)  # nothing is another now
    steps = issue.moderation_steps.order_by("pk").values_list("action", flat=True)
    assert list(steps) == ["taken_down", "recategorised", "moved"]


def test_the_list_shows_what_the_filters_of_the_map_ask_for(town, client):
    wanted = pin(FOUNTAIN, "cop", description="Konteyner taşıyor.")
    pin(BRIDGE, "agac", description="Ağaç devrilmiş.")
    page = client.get("/issues/?mahalle=baglar&category=temizlik&status=new,resolved")
    text = page.content.decode()
    assert "Konteyner taşıyor." in text
    assert "Ağaç devrilmiş." not in text
    assert f"#{wanted.number}" in text
    assert 'href="/?mahalle=baglar&amp;category=temizlik&amp;status=new%2Cresolved"' in text
    assert client.get("/issues/?category=ejderha").status_code == 400


def test_a_filter_that_the_form_does_not_offer_stays_in_force(town, client):
    pin(FOUNTAIN)
    for address in ("/issues/", "/", "/maps/export/"):
        query = "neighbourhood=102&category=yol&category=cop"
        text = client.get(f"{address}?{query}").content.decode()
        assert "<option selected>102</option>" in text, address
        assert "<option selected>yol,cop</option>" in text, address


def test_a_list_of_nothing_is_no_filter_and_is_told_so(town, client):
    answer = client.get("/issues/?category=,")
    assert answer.status_code == 400
    assert client.get("/issues/?category=").status_code == 200


def test_the_list_has_pages_and_asks_the_same_however_many_reports(town, client):
    for _ in range(30):
        pin(FOUNTAIN)
    with CaptureQueriesContext(connection) as first:
        page = client.get("/issues/?mahalle=baglar")
    assert 'data-total="30"' in page.content.decode()
    assert "?mahalle=baglar&amp;page=2" in page.content.decode()
    with CaptureQueriesContext(connection) as second:
        page = client.get("/issues/?mahalle=baglar&page=2")
    assert page.content.decode().count("<li>") == 5
    assert len(first) == len(second) <= 9
