"""Questions of categories: what is an answer, who reads it, and what stays once it is given."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from rest_framework.test import APIClient
from uuid_utils.compat import uuid7

from issues import moderation
from issues.actions import reasons_to_hold
from issues.loading import load_questions
from issues.models import Category, Choice, HoldReason, Issue, PublicAnswer, PublicIssue, Question
from issues.questions.answers import checked_answers
from tests.district import FOUNTAIN, pin
from tests.questions import COLOURS, ask

ISSUES = "/api/v1/issues/"
PHONE = "0532 123 45 67"


def category(slug="cop"):
    return Category.objects.with_questions().get(slug=slug)


def checked(**given):
    return checked_answers(category(), given)


def refused(**given):
    with pytest.raises(ValidationError) as refusal:
        checked(**given)
    return refusal.value.message_dict


def report(**changes):
    return {
        "id": str(uuid7()),
        "location": {"type": "Point", "coordinates": list(FOUNTAIN)},
        "category": "cop",
        "description": "Konteyner taşıyor.",
    } | changes


@pytest.mark.parametrize(
    ("kind", "sent", "stored"),
    [
        ("text", "  A-12 ", "A-12"),
        ("text", "x" * 200, "x" * 200),
        ("number", 3, 3),
        ("number", 2.5, 2.5),
        ("number", "2.50", 2.5),
        ("number", 3.0, 3),
        ("choice", "green", "green"),
        ("several", ["blue", "red", "blue"], ["red", "blue"]),
        ("date", "2026-02-28", "2026-02-28"),
    ],
)
def test_a_good_answer_is_stored_in_one_shape(town, kind, sent, stored):
    ask(kind)
    assert checked(soru=sent) == {"soru": stored}


@pytest.mark.parametrize("kind", Question.Kind.values)
@pytest.mark.parametrize("nothing", [None, "", [], ...])
def test_no_answer_is_none_unless_one_is_asked_for(town, english, kind, nothing):
    question = ask(kind)
    given = {} if nothing is ... else {"soru": nothing}
    if nothing != [] and not (nothing == "" and kind == "several"):
        assert checked(**given) == {}
    Question.objects.update(is_required=True)
    assert list(refused(**given)) == ["soru"]
    Question.objects.update(is_active=False)
    if nothing is ...:
        assert checked(**given) == {}, question


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        ("text", "x" * 201, "200"),
        ("text", "a\x00b", "Null"),
        ("text", 12, "a text"),
        ("text", ["a"], "a text"),
        ("text", {"a": 1}, "a text"),
        ("number", "many", "number"),
        ("number", True, "number"),
        ("number", [1], "number"),
        ("number", float("inf"), "number"),
        ("number", 10**400, "At most 999,999.999"),
        ("number", 5321234567, "At most 999,999.999"),
        ("number", -1_000_000, "At least -999,999.999"),
        ("number", 1.00001, "3 decimal"),
        ("choice", "pink", "pink"),
        ("choice", ["red"], "code of one choice"),
        ("choice", 1, "code of one choice"),
        ("several", "red", "list"),
        ("several", ["red", "pink"], "pink"),
        ("several", [["red"]], "valid choice"),
        ("date", "28.02.2026", "valid date"),
        ("date", "2026-02-30", "valid date"),
        ("date", "1899-12-31", "1900"),
        ("date", "9999-12-31", "2100"),
        ("date", 20260228, "2026-01-31"),
    ],
)
def test_a_bad_answer_is_refused_beside_its_question(town, english, kind, sent, said):
    ask(kind)
    wrong = refused(soru=sent)
    assert list(wrong) == ["soru"]
    assert said in " ".join(wrong["soru"])


def test_a_number_keeps_within_the_limits_of_its_question(town, english):
    ask("number", minimum=1, maximum=10)
    assert checked(soru=1) == {"soru": 1}
    assert refused(soru=0.5) == {"soru": ["At least 1 can be written."]}
    assert refused(soru=11) == {"soru": ["At most 10 can be written."]}


def test_a_limit_is_said_in_turkish_as_numbers_are_written_there(town):
    ask("number", minimum=Decimal("0.5"), maximum=10000)
    assert refused(soru=0) == {"soru": ["En az 0,5 yazılabilir."]}
    assert refused(soru=10001) == {"soru": ["En çok 10.000 yazılabilir."]}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)  # fmt: skip


@tried(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sent=ANYTHING)
def test_whatever_is_sent_is_refused_or_stored_so_that_it_stays_the_same(every_kind, sent):
    for kind in Question.Kind.values:
        with suppress(ValidationError):
            stored = checked_answers(every_kind, {kind: sent})
            assert checked_answers(every_kind, stored) == stored


@pytest.fixture
def every_kind(town):
    for kind in Question.Kind.values:
        ask(kind, code=kind)
    return category()


@tried(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    number=st.decimals(-999999, 999999, places=3),
    several=st.lists(st.sampled_from(COLOURS), min_size=1),
    day=st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_every_number_choice_and_day_within_the_limits_is_taken(every_kind, number, several, day):
    sent = {"number": str(number), "several": several, "date": day.isoformat()}
    stored = checked_answers(every_kind, sent)
    assert stored["number"] == float(number)
    assert stored["several"] == [colour for colour in COLOURS if colour in several]
    assert stored["date"] == day.isoformat()


def test_an_unknown_question_is_refused_and_the_others_are_checked_all_the_same(town, english):
    ask("number")
    ask("text", "agac", code="elsewhere")
    assert set(refused(soru="x", elsewhere="y", nowhere="z")) == {"soru", "elsewhere", "nowhere"}


def test_the_questions_of_a_group_are_asked_in_its_categories_first(town):
    ask("text", "cop", code="own", position=0)
    ask("text", "temizlik", code="shared", position=9)
    assert [q["code"] for q in asked_by_the_api("cop")] == ["shared", "own"]
    assert [q["code"] for q in asked_by_the_api("temizlik")] == ["shared"]
    assert checked(shared="a", own="b") == {"shared": "a", "own": "b"}


def asked_by_the_api(slug, **headers):
    categories = APIClient().get("/api/v1/categories/", headers=headers).json()
    return next(c["questions"] for c in categories if c["slug"] == slug)


def test_the_api_tells_what_is_asked_in_the_language_of_the_reader(town):
    ask("choice", help_en="Look at the lid.", help_tr="Kapağına bakınız.", is_required=True)
    Choice.objects.filter(code="green").update(is_active=False)
    assert asked_by_the_api("cop", accept_language="en") == [
        {
            "code": "soru",
            "kind": "choice",
            "label": "soru, please?",
            "help": "Look at the lid.",
            "is_required": True,
            "is_public": True,
            "minimum": None,
            "maximum": None,
            "unit": "",
            "choices": [{"code": c, "label": c} for c in ("red", "blue")],
        }
    ]
    assert asked_by_the_api("cop", accept_language="tr")[0]["help"] == "Kapağına bakınız."


def test_who_has_the_questions_asks_whether_they_still_hold(town, api):
    first = api.get("/api/v1/categories/")
    assert "Accept-Language" in first["Vary"]
    again = api.get("/api/v1/categories/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    ask("text")
    changed = api.get("/api/v1/categories/", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_all_questions_cost_the_same_few_queries(town, api):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            api.get("/api/v1/categories/")
        return len(asked)

    before = queries()
    for n in range(10):
        ask("choice", code=f"soru-{n}")
    assert queries() == before <= 6


def test_what_is_switched_off_is_not_asked_and_late_answers_are_taken(town):
    ask("choice")
    Question.objects.filter(code="soru").update(is_active=False)
    assert asked_by_the_api("cop") == []
    assert checked(soru="green") == {"soru": "green"}


def test_a_report_brings_its_answers_and_shows_the_public_ones(town, api):
    ask("number", code="kac", unit="adet")
    ask("several", code="renk", position=1)
    ask("text", code="gizli", is_public=False)
    sent = {"kac": 2.5, "renk": ["blue", "red"], "gizli": "Kapıcıya sorunuz"}
    answer = api.post(ISSUES, report(answers=sent), format="json")
    assert answer.status_code == 201, answer.content
    issue = Issue.objects.get()
    assert issue.answers == {"kac": 2.5, "renk": ["red", "blue"], "gizli": "Kapıcıya sorunuz"}
    told = api.get(f"{ISSUES}{issue.number}/", headers={"accept-language": "tr"}).json()
    assert told["properties"]["answers"] == [
        {"code": "kac", "label": "kac?", "value": 2.5, "text": "2,5 adet"},
        {"code": "renk", "label": "renk?", "value": ["red", "blue"], "text": "red, blue"},
    ]
    page = api.get(f"/issues/{issue.number}/").content.decode()
    assert "2,5 adet" in page
    assert "Kapıcıya" not in page


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"soru": "x"}, {"answers": {"soru": ["Enter a number."]}}),
        ({}, {"answers": {"soru": ["This field is required."]}}),
        (None, {"answers": ["This field may not be null."]}),
        ("x", {"answers": ['Expected a dictionary of items but got type "str".']}),
        ({"soru": 1, "x": 1}, {"answers": {"x": ["This category has no such question."]}}),
    ],
)
def test_the_api_names_the_question_that_is_wrong_and_stores_nothing(town, api, answers, errors):
    ask("number", is_required=True)
    answer = api.post(ISSUES, report(answers=answers), format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"] == errors
    assert not Issue.objects.exists()


def test_a_missing_required_answer_is_asked_for_by_the_api(town, api):
    ask("text", is_required=True)
    assert api.post(ISSUES, report(), format="json").status_code == 400
    assert api.post(ISSUES, report(category="agac"), format="json").status_code == 201


def test_an_answer_with_personal_data_holds_the_report_and_names_the_question(town, english):
    ask("text", code="not", is_public=False)
    issue = pin(category="cop", answers={"not": f"Beni arayın: {PHONE}"})
    assert issue.visibility == "held"
    assert [str(r) for r in HoldReason.objects.all()] == ["telephone number (“not, please?”)"]
    assert not PublicIssue.objects.exists()


def test_a_report_without_answers_is_screened_by_as_few_queries_as_before(town):
    with CaptureQueriesContext(connection) as asked:
        reasons_to_hold(issue_id=uuid7(), description="x", spot="", answers={})
    assert len(asked) == 1


def test_the_public_view_follows_the_issue_and_the_question(town):
    question = ask("text")
    issue = pin(category="cop", answers={"soru": "Kapak kırık"})
    assert [str(a) for a in PublicAnswer.objects.all()] == ["Kapak kırık"]
    Question.objects.filter(pk=question.pk).update(is_public=False)
    assert not PublicAnswer.objects.exists()
    Question.objects.filter(pk=question.pk).update(is_public=True)
    Issue.objects.filter(pk=issue.pk).update(visibility="removed")
    assert not PublicAnswer.objects.exists()


def test_under_another_category_a_report_keeps_its_answers_and_their_secrets(town, zeynep):
    ask("text", "cop", code="gizli", is_public=False)
    ask("text", "cop", code="acik")
    ask("text", "agac", code="baska")
    issue = pin(category="cop", answers={"gizli": "x", "acik": "y"})
    moderation.change_category(issue=issue, category=Category.objects.get(slug="agac"), by=zeynep)
    assert [str(a) for a in PublicAnswer.objects.all()] == ["y"]
    assert {str(a) for a in issue.given_answers.all()} == {"x", "y"}


def test_what_is_edited_out_of_an_answer_is_nowhere_in_the_database(town, zeynep):
    ask("text", code="not")
    ask("choice", code="renk")
    issue = pin(category="cop", answers={"not": f"Ali, {PHONE}", "renk": "red"})
    moderation.publish(issue=issue, by=zeynep)
    moderation.redact(
        issue=issue, description="Çöp", spot="", answers={"not": "Kapak kırık"}, by=zeynep
    )
    issue.refresh_from_db()
    assert issue.answers == {"not": "Kapak kırık", "renk": "red"}
    assert not issue.hold_reasons.exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM issues_issueevent WHERE issues_issueevent::text ~ '0532'"
        )
        assert cursor.fetchone() == (0,)
    moderation.redact(issue=issue, description="Çöp", spot="", answers={"not": " "}, by=zeynep)
    issue.refresh_from_db()
    assert issue.answers == {"renk": "red"}


def test_a_number_of_the_answer_reads_as_people_write_it_here(town):
    question = ask("number", unit="cm")
    assert question.said(1234.5) == "1.234,5 cm"
    with translation.override("en"):
        assert question.said(1234.5) == "1,234.5 cm"


def test_the_catalogue_adds_what_is_missing_and_leaves_what_is_there(town):
    Question.objects.filter(code="direk-no").update(label_tr="Direk", is_active=False)
    missing = Question.objects.get(code="cukur-boyutu")
    place = missing.position
    missing.delete()
    assert load_questions() == 1
    assert Question.objects.get(code="cukur-boyutu").position == place
    kept = Question.objects.get(code="direk-no")
    assert (kept.label_tr, kept.is_active) == ("Direk", False)
    assert load_questions() == 0
