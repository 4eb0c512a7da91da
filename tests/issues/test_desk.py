"""The desk of those who moderate: who may come, what it shows, and what its forms do."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from issues import moderation
from issues.actions import change_visibility
from issues.models import Comment, Issue, Source, Visibility
from tests.district import MARKET, photograph, pin, remark
from tests.issues.test_moderation import flag, visibility
from tests.logins import log_in_staff

QUEUE = "/moderation/"
ADDRESSES = {
    "queue": ("/moderation/", "get"),
    "report": ("/moderation/{number}/", "get"),
    **{
        name: (f"/moderation/{{number}}/{name}/", "post")
        for name in (
            "publish",
            "hold",
            "take-down",
            "redact",
            "merge",
            "category",
            "move",
            "answer",
            "comment",
            "remove-photo",
        )
    },
    "comments": ("/moderation/comments/", "get"),
    **{
        f"{name} a comment": (f"/moderation/comments/{{comment}}/{name}/", "post")
        for name in ("publish", "take-down", "redact")
    },
    "photo": ("/moderation/photos/{photo}.jpg", "get"),
    "thumbnail": ("/moderation/photos/{photo}-small.jpg", "get"),
    "undo": ("/moderation/steps/{step}/undo/", "post"),
}


def body(answer):
    return answer.content.decode()


def counts(page):
    return dict(re.findall(r'\?tab=(\w+)"\s+data-count="(\d+)"', page))


def shown(page):
    return [int(n) for n in re.findall(r'<article[^>]+data-number="(\d+)"', page)]


def drawn(desk, issue, action, at=QUEUE):
    """The hidden fields of a button of a report, as a moderator's page has them now."""
    buttons = body(desk.get(at)).split(f"/moderation/{issue.number}/{action}/")[1]
    return {name: re.search(rf'name="{name}"(?: value="([^"]*)")?', buttons)[1] or ""
            for name in ("seen", "flagged")}  # fmt: skip


def send(desk, issue, action, **answers):
    known = {"seen": moderation.last_step(issue), "tab": "new"}
    return desk.post(f"/moderation/{issue.number}/{action}/", known | answers)


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
@pytest.mark.parametrize("who", ["nobody", "somebody", "moderator"])
def test_only_moderators_come_in_and_only_by_the_right_method(town, elif_, name, method, who):
    issue = pin()
    photo = photograph(issue)
    step = moderation.hold(issue=issue, by=elif_)
    client = Client()
    if who != "nobody":
        other = User.objects.create_user("can", is_staff=True)
        log_in_staff(client, elif_ if who == "moderator" else other)
    pattern, right = ADDRESSES[name]
    comment = remark(issue)
    known = {"number": issue.number, "step": step.pk, "comment": comment.pk, "photo": photo.pk}
    address = pattern.format(**known)
    answer = getattr(client, method)(address)
    b"".join(answer)  # a file is closed at its end
    if who == "nobody":
        assert answer["Location"] == f"/accounts/login/?next={address}"
    elif who == "somebody":
        assert answer.status_code == 403
        assert "sekreterlik" in body(answer).lower()
    else:
        assert (answer.status_code == 405) == (method != right)
    if who != "moderator":
        assert visibility(issue) == Visibility.HELD
        assert Comment.objects.waiting().get() == comment
        assert issue.moderation_steps.last() == step


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize("action", ["publish", "hold", "take-down", "merge"])
def test_a_flag_that_came_after_the_page_stays_open(desk, before, action):
    original, issue = pin(), pin()
    for _ in range(before):
        flag(issue)
    page = drawn(desk, issue, action, f"/moderation/{issue.number}/")
    late = flag(issue, text="Şunu da görün.")
    asked = page | ({"number": original.number} if action == "merge" else {})
    assert send(desk, issue, action, **asked).status_code == 302
    assert issue.flags.get(handled_at=None) == late
    assert shown(body(desk.get(f"{QUEUE}?tab=flagged"))) == (
        [issue.number] if action == "publish" else []
    )


def test_a_decision_in_the_queue_handles_the_flags_that_stood_there(desk):
    issue = pin()
    flag(issue), flag(issue)
    assert send(desk, issue, "publish", **drawn(desk, issue, "publish")).status_code == 302
    assert not issue.flags.filter(handled_at=None).exists()


def test_nothing_is_done_at_the_word_of_another_site(town, elif_):
    issue = pin()
    strict = Client(enforce_csrf_checks=True)
    log_in_staff(strict, elif_)
    assert send(strict, issue, "take-down").status_code == 403
    assert visibility(issue) == Visibility.PUBLIC


def test_each_tab_shows_what_it_says_oldest_first(desk, elif_):
    old, flagged, held, reviewed, sample = pin(), pin(), pin(), pin(), pin()
    flag(flagged, text="Yanlış yerde")
    flag(flagged)
    change_visibility(issue=held, to=Visibility.HELD)
    moderation.publish(issue=reviewed, by=elif_)
    Issue.objects.filter(pk=sample.pk).update(source=Source.SAMPLE)
    page = body(desk.get(QUEUE))
    assert counts(page) == {"new": "2", "flagged": "1", "held": "1"}
    assert shown(page) == [old.number, flagged.number]
    page = body(desk.get(f"{QUEUE}?tab=flagged"))
    assert shown(page) == [flagged.number]
    assert "Yanlış yerde" in page
    assert shown(body(desk.get(f"{QUEUE}?tab=held"))) == [held.number]
    assert shown(body(desk.get(f"{QUEUE}?tab=ejderha&after=x&at=-1&done=y"))) == shown(
        body(desk.get(QUEUE))
    )


def test_a_held_report_says_what_was_found(desk):
    pin(description="Tel: 0532 123 45 67")
    page = body(desk.get(f"{QUEUE}?tab=held"))
    assert "telefon numarası (açıklama)" in page


def test_the_queue_has_pages_and_asks_the_same_however_much_waits(desk):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            page = body(desk.get(address))
        return len(queries), shown(page), page

    flag(pin(description="Tel: 0532 123 45 67"))
    flag(pin())
    photograph(Issue.objects.unreviewed().get())
    few, _numbers, _page = asked(QUEUE)
    numbers = [pin().number for _ in range(24)]
    for issue in Issue.objects.unreviewed():
        flag(issue)
        photograph(issue)
    many, first, page = asked(QUEUE)
    assert few == many <= 16
    assert len(first) == 20
    following = re.search(r'rel="next"\s+href="([^"]+)"', page)[1].replace("&amp;", "&")
    _count, second, page = asked(f"{QUEUE}{following}")
    assert first[1:] + second == numbers
    assert 'rel="next"' not in page


@pytest.mark.parametrize(
    ("action", "after"),
    [("publish", "public"), ("hold", "held"), ("take-down", "removed")],
)
def test_a_decision_is_told_and_undone_by_forms_alone(desk, action, after):
    issue = pin(description="Tel: 0532 123 45 67")
    answer = send(desk, issue, action, tab="held")
    assert visibility(issue) == after
    page = body(desk.get(answer["Location"]))
    assert f"#{issue.number}</a>:" in page
    back = re.search(r'action="(/moderation/steps/\d+/undo/)"', page)[1]
    desk.post(back, {"tab": "held"})
    assert visibility(issue) == "held"
    assert desk.post(back).status_code == 409


def test_personal_data_is_taken_out_with_what_was_found_masked_already(desk):
    issue = pin(description="Çukur var, 0532 123 45 67")
    page = body(desk.get(f"/moderation/{issue.number}/"))
    assert "Çukur var, […]</textarea>" in page
    unsure = send(desk, issue, "redact", description="Çukur var", spot="")
    assert unsure.status_code == 422
    assert "Çukur var</textarea>" in body(unsure)
    done = send(desk, issue, "redact", description="Çukur var", spot="", confirm="on")
    assert "kişisel veri çıkarıldı" in body(desk.get(done["Location"]))
    assert Issue.objects.get().description == "Çukur var"


def test_category_place_duplicate_and_answer_are_forms(desk):
    original, issue = pin(), pin()
    longitude, latitude = MARKET
    send(desk, issue, "category", category="cop")
    send(desk, issue, "move", longitude=longitude, latitude=latitude)
    send(desk, issue, "answer", to="acknowledged", note="Bakıyoruz.")
    answer = send(desk, issue, "merge", number=original.number)
    issue.refresh_from_db()
    assert (issue.category.slug, issue.neighbourhood.name) == ("cop", "Iğdır")
    assert (issue.status, issue.duplicate_of) == ("acknowledged", original)
    assert desk.get(answer["Location"]).status_code == 200
    steps = list(issue.moderation_steps.values_list("action", "taken_by__username"))
    assert steps == [
        (action, "elif") for action in ("recategorised", "moved", "answered", "merged")
    ]


@pytest.mark.parametrize(
    ("action", "answers"),
    [
        ("merge", {"number": "999999"}),
        ("merge", {"number": "99999999999999999999"}),
        ("category", {"category": "ejderha"}),
        ("category", {"category": "bozuk-yol"}),
        ("move", {"longitude": "2", "latitude": "48"}),
        ("move", {"longitude": "nan", "latitude": "48"}),
        ("answer", {"to": "new", "note": "Merhaba"}),
        ("answer", {"to": "resolved", "note": " "}),
        ("redact", {"description": " ", "spot": "", "confirm": "on"}),
        ("publish", {"seen": "x"}),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_done(desk, action, answers):
    issue = pin()
    answer = send(desk, issue, action, **answers)
    assert answer.status_code in {409, 422}
    assert 'class="error"' in body(answer) or 'role="alert"' in body(answer)
    assert not issue.moderation_steps.exists()


def test_who_comes_second_is_told_keeps_the_words_and_can_send_them_again(desk, zeynep):
    issue = pin()
    words = {"to": "acknowledged", "note": "Ekibe ilettik."}
    moderation.publish(issue=issue, by=zeynep)
    late = send(desk, issue, "answer", seen=0, **words)
    assert late.status_code == 409
    assert "başka biri" in body(late)
    assert "Ekibe ilettik.</textarea>" in body(late)
    assert send(desk, issue, "answer", **words).status_code == 302


def test_only_moderators_are_led_to_the_desk(desk, client):
    assert 'href="/moderation/"' in body(desk.get("/rules/"))
    assert 'href="/moderation/"' not in body(client.get("/rules/"))


def test_an_unknown_step_or_report_is_not_found(desk):
    issue = pin()
    assert send(desk, issue, "explode").status_code == 404
    assert desk.get("/moderation/999/").status_code == 404
    assert desk.post("/moderation/steps/999/undo/").status_code == 404
