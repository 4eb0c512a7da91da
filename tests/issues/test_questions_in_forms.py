"""Questions in the list form, at the desk, and in the admin; with JavaScript off."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.models import Choice, Issue, PublicIssue, Question
from tests.district import pin
from tests.issues.test_desk import body, send
from tests.logins import log_in_staff
from tests.questions import ask

NEW = "/issues/new/"


@pytest.fixture
def form(town, client):
    """What a browser would send from the second step, without an answer to any question."""
    page = client.get(f"{NEW}?category=cop").content.decode()
    return {
        "id": re.search(r'name="id" value="([^"]+)"', page)[1],
        "category": "cop",
        "neighbourhood": "dere",
        "spot": "Köprünün yanı",
        "description": "Konteyner taşıyor.",
    }


@pytest.fixture
def secretary(town, client, elif_):
    """Elif of the secretariat moderates and defines questions, without being an administrator."""
    log_in_staff(client, elif_)
    return client


def page_of(client, slug="cop"):
    return client.get(f"{NEW}?category={slug}").content.decode()


def test_the_second_step_asks_what_the_category_asks(town, client):
    ask("text", "temizlik", code="direk", help_tr="Levhada yazar.", is_public=False)
    ask("number", minimum=1, maximum=9, code="kac", unit="adet", is_required=True)
    ask("choice", code="renk")
    ask("several", code="renkler")
    ask("date", code="gun")
    page = page_of(client)
    assert "Levhada yazar. Bunu yalnızca sekreterlik okur." in page
    assert "kac? (adet) (gerekli)" in page
    number = re.search(r'<input type="number" name="answer-kac"[^>]*>', page)[0]
    for attribute in ('min="1"', 'max="9"', 'inputmode="decimal"', 'step="any"', "required"):
        assert attribute in number
    assert page.count('type="radio" name="answer-renk"') == 4  # three, and "I do not know"
    assert page.count('type="checkbox" name="answer-renkler"') == 3
    assert 'type="date" name="answer-gun"' in page
    assert "answer-" not in page_of(client, "agac")


def test_the_answers_of_the_form_are_stored_as_those_of_the_api(form, client):
    ask("number", code="kac")
    ask("several", code="renkler")
    ask("choice", code="renk")
    ask("text", code="not")
    sent = {"answer-kac": "2.50", "answer-renkler": ["blue", "red"], "answer-renk": ""}
    assert client.post(NEW, form | sent).status_code == 302
    assert Issue.objects.get().answers == {"kac": 2.5, "renkler": ["red", "blue"]}


@pytest.mark.parametrize(
    ("kind", "sent"),
    [("number", "on"), ("choice", "pink"), ("date", "dün"), ("text", "x" * 201), ("several", "x")],
)
def test_a_wrong_answer_is_told_beside_it_and_the_rest_is_kept(form, client, kind, sent):
    ask(kind)
    ask("text", code="not")
    answer = client.post(NEW, form | {"answer-soru": sent, "answer-not": "Kapak kırık"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="error"') == 1
    assert 'id="id_answer-soru_error"' in page
    assert "Kapak kırık" in page
    assert "Konteyner taşıyor." in page
    assert not Issue.objects.exists()


def test_a_number_beyond_its_limits_is_told_in_plain_words(form, client):
    ask("number", minimum=1, maximum=100)
    page = client.post(NEW, form | {"answer-soru": "120"}).content.decode()
    assert "En çok 100 yazılabilir." in page


def test_other_answers_on_the_same_page_are_another_report(form, client):
    ask("text")
    for answer in ("bir", "iki", "iki"):
        client.post(NEW, form | {"answer-soru": answer})
    assert sorted(i.answers["soru"] for i in Issue.objects.all()) == ["bir", "iki"]


def test_who_changes_the_category_keeps_what_was_written(form, client):
    ask("several")
    ask("text", "temizlik", code="ortak")
    written = form | {"answer-ortak": "Elli", "answer-soru": ["red", "blue"]}
    categories = client.post(NEW, written | {"go": "category"}).content.decode()
    assert re.search(r'value="cop"\s+checked', categories)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', categories)
    assert ("description", "Konteyner taşıyor.") in hidden
    kept = {name: [v for n, v in hidden if n == name] for name, _ in hidden}
    kept.pop("csrfmiddlewaretoken", None)
    page = client.post(NEW, kept | {"category": "moloz", "go": "details"}).content.decode()
    assert "Konteyner taşıyor." in page
    assert 'value="Elli"' in page
    assert f'value="{form["id"]}"' in page
    assert 'class="error"' not in page
    back = client.post(NEW, kept | {"category": "cop", "go": "details"}).content.decode()
    assert re.findall(r'value="(\w+)"[^>]*checked', back) == ["red", "blue"]


@pytest.mark.parametrize("slug", ["", "ejderha", "a\x00b"])
def test_a_made_up_category_is_asked_for_again(town, client, slug):
    answer = client.get(NEW, {"category": slug})
    assert answer.status_code == 422
    assert 'id="id_category_error"' in answer.content.decode()


def test_the_steps_of_the_list_form_cost_few_queries(town, client):
    for n in range(10):
        ask("choice", code=f"soru-{n}")
    for address, most in ((NEW, 4), (f"{NEW}?category=cop", 8)):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= most, address


def test_the_desk_shows_all_answers_and_whose_they_are(secretary):
    ask("choice", code="renk")
    ask("text", code="gizli", is_public=False)
    issue = pin(category="cop", answers={"renk": "red", "gizli": "Kapıcı biliyor"})
    for address in ("/moderation/", f"/moderation/{issue.number}/"):
        page = body(secretary.get(address))
        assert "Kapıcı biliyor" in page
        assert page.count("yalnızca sekreterlik için") == 1


def test_the_desk_asks_no_more_queries_for_more_answers(secretary):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            secretary.get("/moderation/")
        return len(asked)

    ask("choice", code="renk")
    ask("text", code="not")
    pin(category="cop", answers={"renk": "red", "not": "Beni arayın: 0532 123 45 67"})
    pin(category="cop", answers={"renk": "red"})
    before = queries()
    for _ in range(4):
        pin(category="cop", answers={"renk": "blue", "not": "kırık"})
    assert queries() == before


def test_the_desk_takes_personal_data_out_of_an_answer(secretary):
    ask("text", code="not")
    ask("choice", code="renk")
    issue = pin(category="cop", answers={"not": "Ali 0532 123 45 67", "renk": "red"})
    page = body(secretary.get(f"/moderation/{issue.number}/"))
    assert 'name="answer-not" value="Ali […]"' in page
    said = {"description": "Çöp", "spot": "", "answer-not": "Kapak kırık", "confirm": "on"}
    assert send(secretary, issue, "redact", **said).status_code == 302
    issue.refresh_from_db()
    assert issue.answers == {"not": "Kapak kırık", "renk": "red"}


def question_form(question=None, choices=(), **changes):
    """What the admin's page of a question sends; choices as (id, code, active)."""
    known = {
        "category": (question.category_id if question else changes.pop("category")),
        "code": question.code if question else "yeni",
        "kind": question.kind if question else "choice",
        "label_tr": "Ne?", "label_en": "What?", "position": 0, "is_active": "on",
        "choices-TOTAL_FORMS": len(choices),
        "choices-INITIAL_FORMS": sum(bool(c[0]) for c in choices),
    }  # fmt: skip
    if question and question.is_public:
        known["is_public"] = "on"
    for n, (identity, code, active) in enumerate(choices):
        known |= {
            f"choices-{n}-id": identity or "", f"choices-{n}-code": code,
            f"choices-{n}-label_tr": code, f"choices-{n}-label_en": code,
            f"choices-{n}-position": n, f"choices-{n}-question": question.pk if question else "",
        }  # fmt: skip
        if active:
            known[f"choices-{n}-is_active"] = "on"
    return known | changes


def saved(client, address, form):
    """Send a form of the admin and return what it complains of."""
    answer = client.post(address, form)
    if answer.status_code == 302:
        return ""
    return re.sub(r"<[^>]+>", " ", "".join(map(str, answer.context["errors"])))


ADD = "/admin/issues/question/add/"


def test_the_secretariat_adds_a_question_with_its_choices(secretary):
    category = Question.objects.first().category_id
    two = [("", "evet", True), ("", "hayir", True)]
    assert saved(secretary, ADD, question_form(category=category, choices=two)) == ""
    question = Question.objects.get(code="yeni")
    assert [c.code for c in question.choices.all()] == ["evet", "hayir"]
    assert not question.is_public


@pytest.mark.parametrize(
    ("choices", "changes", "said"),
    [
        ([], {}, "en az iki seçenek"),
        ([("", "evet", True)], {}, "en az iki seçenek"),
        ([("", "evet", True), ("", "hayir", False)], {}, "en az iki seçenek"),
        ([("", "evet", True), ("", "evet", True)], {}, "kopya"),
        ([("", "evet", True)], {"kind": "text"}, "yalnızca seçenekli"),
        ([], {"kind": "text", "minimum": "1"}, "yalnızca sayı"),
        ([], {"kind": "number", "minimum": "3", "maximum": "1"}, "en büyüğünden büyük"),
        ([], {"kind": "number", "maximum": "5321234567"}, "9 rakam"),
        ([], {"kind": "text", "code": "direk-no"}, "zaten"),
        ([], {"kind": "text", "code": "a b"}, "kısaltma"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_what_to_do(
    secretary, choices, changes, said
):
    category = Question.objects.first().category_id
    complaint = saved(secretary, ADD, question_form(category=category, choices=choices, **changes))
    assert said in complaint
    assert not Question.objects.filter(code="yeni").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "baska"}, "artık değişmez"),
        ({"kind": "several"}, "artık değişmez"),
        ({"is_public": "on"}, "yalnızca sekreterlik okuyacak"),
        ({"label_tr": "Hangi renk?"}, ""),
    ],
)
def test_once_answered_a_question_keeps_its_meaning_and_its_secret(secretary, changes, said):
    question = ask("choice", is_public=False)
    choices = [(c.pk, c.code, True) for c in question.choices.all()]
    address = f"/admin/issues/question/{question.pk}/change/"
    assert saved(secretary, address, question_form(question, choices, kind="several")) == ""
    assert saved(secretary, address, question_form(question, choices)) == ""
    pin(category="cop", answers={"soru": "red"})
    assert said in saved(secretary, address, question_form(question, choices, **changes))
    question.refresh_from_db()
    assert (question.code, question.kind, question.is_public) == ("soru", "choice", False)
    assert (question.label_tr == "Hangi renk?") is (not said)


@pytest.mark.parametrize(
    ("change", "field"), [({"is_public": "on"}, "is_public"), ({"code": "baska"}, "code")]
)
def test_what_people_were_told_is_private_stays_so_for_answers_that_are_on_their_way(
    secretary, change, field
):
    question = ask("text", is_public=False)
    address = f"/admin/issues/question/{question.pk}/change/"
    complaint = saved(secretary, address, question_form(question, **change))
    assert "yolda olan" in complaint
    assert getattr(Question.objects.get(pk=question.pk), field) == getattr(question, field)
    issue = pin(category="cop", answers={"soru": "Kapıcıya sorunuz."})  # from a phone's outbox
    assert not PublicIssue.objects.get(pk=issue.number).answers.exists()


def test_a_public_question_that_nobody_answered_is_still_free(secretary):
    question = ask("text")
    address = f"/admin/issues/question/{question.pk}/change/"
    changed = question_form(question, code="baska", is_public="")
    assert saved(secretary, address, changed) == ""
    question.refresh_from_db()
    assert (question.code, question.is_public) == ("baska", False)


def test_once_answered_a_choice_keeps_its_code_and_is_switched_off_instead(secretary):
    question = ask("choice")
    choices = [(c.pk, c.code, True) for c in question.choices.all()]
    address = f"/admin/issues/question/{question.pk}/change/"
    pin(category="cop", answers={"soru": "red"})
    renamed = question_form(question, [(choices[0][0], "pink", True), *choices[1:]])
    assert "seçeneği kullanımdan kaldırıp" in saved(secretary, address, renamed)
    off = question_form(question, [(choices[0][0], "red", False), *choices[1:]])
    assert saved(secretary, address, off) == ""
    assert not Choice.objects.get(code="red").is_active
    assert str(Issue.objects.get().given_answers.get()) == "red"


def test_an_answered_or_private_question_cannot_be_deleted_another_can(town, client, zeynep):
    answered, fresh = ask("text"), ask("text", code="taze")
    private = ask("text", code="gizli", is_public=False)
    pin(category="cop", answers={"soru": "x"})
    log_in_staff(client, zeynep)
    for question, code in ((answered, 403), (private, 403), (fresh, 302)):
        address = f"/admin/issues/question/{question.pk}/delete/"
        assert client.post(address, {"post": "yes"}).status_code == code
    assert set(Question.objects.filter(code__in=["soru", "taze", "gizli"])) == {answered, private}


def test_the_category_lists_its_questions_with_the_way_to_each(town, client, zeynep):
    question = ask("text")
    log_in_staff(client, zeynep)
    page = client.get(f"/admin/issues/category/{question.category_id}/change/").content.decode()
    assert f"/admin/issues/question/{question.pk}/change/" in page
