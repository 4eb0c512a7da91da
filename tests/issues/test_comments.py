"""Comments: anybody writes, the program reads first, moderators look, the secretariat answers."""

import json
import re
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS, Limit
from accounts.models import ErasureLog
from issues import moderation
from issues.actions import RefusedError, change_visibility
from issues.comments import actions
from issues.comments.querysets import PER_PAGE
from issues.models import Comment, CommentFlag, Flag, PublicComment, Visibility
from issues.moderation import HandledMeanwhileError
from issues.own.actions import withdraw
from tests.accounts.test_limits import solved, used
from tests.at_once import at_once
from tests.district import pin, remark
from tests.issues.test_feeds import ATOM, entries, text

PHONE = "0532 123 45 67"
QUEUE = "/moderation/comments/"


@pytest.fixture
def issue(town):
    return pin()


def body(answer):
    return answer.content.decode()


def page_of(client, issue):
    return body(client.get(f"/issues/{issue.number}/"))


def form(client, issue, **answers):
    identity = re.search(r'name="id" value="([^"]+)"', page_of(client, issue))[1]
    return {"id": identity, "text": "Bizim sokakta da öyle."} | answers


def send(client, issue, answers):
    return client.post(f"/issues/{issue.number}/comments/", answers)


def shown(page):
    return re.findall(r'id="comment-(\d+)"', page)


def drawn(desk, comment, action, at=QUEUE):
    """The hidden fields of a button of a comment, as a moderator's page has them now."""
    buttons = body(desk.get(at)).split(f"{QUEUE}{comment.pk}/{action}/")[1].split("</form>")[0]
    return {name: re.search(rf'name="{name}"(?: value="([^"]*)")?', buttons)[1] or ""
            for name in ("seen", "flagged")}  # fmt: skip


def post(desk, comment, action, fields):
    return desk.post(f"{QUEUE}{comment.pk}/{action}/", fields)


def decide(desk, comment, action, **answers):
    return post(desk, comment, action, drawn(desk, comment, action) | answers)


def own(comment):
    return f"/issues/comments/own/{comment.sent_id}/"


def flag(comment, text=""):
    return actions.flag(identity=uuid7(), comment=comment, reason=Flag.Reason.OTHER, text=text)


def waiting(desk):
    return [int(n) for n in re.findall(r'<article[^>]+data-number="(\d+)"', body(desk.get(QUEUE)))]


def test_a_comment_stands_below_the_report_at_once_without_a_name(issue, client):
    answer = send(client, issue, form(client, issue, text="Ben de <b>gördüm</b>."))
    comment = Comment.objects.get()
    assert answer["Location"] == own(comment)
    for page in (own(comment), f"/issues/{issue.number}/"):
        assert "Ben de &lt;b&gt;gördüm" in body(client.get(page))
    assert "herkes okuyabilir" in body(client.get(own(comment)))
    assert (comment.written_by, comment.is_official) == (None, False)


def test_what_is_stored_is_answered_again_whatever_the_limit(issue, client, monkeypatch):
    for act in ("comment", "flag"):
        monkeypatch.setitem(LIMITS, act, Limit(free=1, most=1))
    answers = form(client, issue)
    assert [send(client, issue, answers).status_code for _ in range(2)] == [302, 302]
    assert send(client, issue, answers | {"text": "Başka."}).status_code == 429
    at = f"/issues/comments/{Comment.objects.get().pk}/flag/"
    why = {"id": str(uuid7()), "reason": "other", "text": ""}
    assert [client.post(at, why).status_code for _ in range(2)] == [302, 302]
    assert client.post(at, why | {"text": "Başka."}).status_code == 429


def test_who_wrote_it_takes_it_back_and_nothing_of_it_is_left(issue, client):
    send(client, issue, form(client, issue, text="Kapı numarası 12, Ayşe"))
    comment = Comment.objects.get()
    flag(comment, "Ayşe benim komşum")
    mine = client.get(own(comment))
    assert (mine["Cache-Control"], mine["X-Robots-Tag"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private", "noindex, nofollow",
    )  # fmt: skip
    for _ in range(2):
        assert "silindi" in body(client.post(own(comment)))
    assert client.get(own(comment)).status_code == 404
    assert "Ayşe" not in body(client.get(f"/issues/{issue.number}/"))
    assert not CommentFlag.objects.exists()
    assert ErasureLog.objects.filter(kind="comment", rule=ErasureLog.ASKED, count=1).count() == 1


def test_what_became_of_it_is_told_where_it_was_sent_from_and_the_desk_s_own_words_are_nobody_s(
    issue, client, elif_
):
    held, shown, ours = (
        remark(issue, f"Beni arayın: {PHONE}"),
        remark(issue),
        remark(issue, "Bakıyoruz."),
    )
    assert "görevli tarafından okunacak" in body(client.get(own(held)))
    actions.take_down(comment=shown, by=elif_)
    assert "artık gösterilmiyor" in body(client.get(own(shown)))
    Comment.objects.filter(pk=ours.pk).update(is_official=True, written_by=elif_)
    assert client.get(own(ours)).status_code == 404
    client.post(own(ours))
    assert Comment.objects.filter(pk=ours.pk).exists()


def test_the_form_sent_twice_is_one_comment_and_other_words_are_another(issue, client):
    answers = form(client, issue)
    first, again = send(client, issue, answers), send(client, issue, answers)
    assert first["Location"] == again["Location"]
    assert Comment.objects.count() == 1
    send(client, issue, answers | {"text": "Bir şey daha var."})
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"Beni arayın: {PHONE}", ["phone"]),
        ("Şerefsizler!", ["hate"]),
        ("Bakınız www.ornek.com", ["link"]),
    ],
)
def test_what_needs_a_look_is_held_and_its_writer_is_told(issue, client, elif_, words, found):
    answer = send(client, issue, form(client, issue, text=words))
    assert "bir görevli tarafından okunacak" in body(client.get(answer["Location"]))
    assert words not in page_of(client, issue)
    comment = Comment.objects.get()
    assert (comment.visibility, comment.found) == (Visibility.HELD, found)
    assert not PublicComment.objects.exists()


@override_settings(PUBLISH_AT_ONCE=False)
def test_the_setting_that_holds_reports_holds_comments_too(issue):
    moderation_first = pin()
    change_visibility(issue=moderation_first, to=Visibility.PUBLIC)
    assert remark(moderation_first).visibility == Visibility.HELD


def test_what_no_program_can_show_is_left_out(issue, client):
    send(client, issue, form(client, issue, text="Çukur\x0b büyüdü.\x00"))
    assert Comment.objects.get().text == "Çukur büyüdü."


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"text": "a" * 1001},
        {"text": "\x0b\x00 "},
        {"id": "x"},
        {"website": "https://spam.example"},
    ],
)
def test_a_wrong_comment_is_told_and_nothing_is_lost(issue, client, wrong):
    answer = send(client, issue, form(client, issue) | wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in body(answer)
    assert "text" in wrong or "Bizim sokakta da öyle.</textarea>" in body(answer)
    assert not Comment.objects.exists()


def test_who_comments_very_often_is_asked_for_a_sum_and_keeps_the_words(issue, client):
    used(LIMITS["comment"].free, "comment")
    answer = send(client, issue, form(client, issue))
    assert answer.status_code == 429
    assert "Bizim sokakta da öyle.</textarea>" in body(answer)
    challenge = json.loads(re.search(r'id="challenge"[^>]*>(.*?)</script>', body(answer))[1])
    assert send(client, issue, form(client, issue, proof=solved(challenge))).status_code == 302
    assert Comment.objects.count() == 1


def test_nobody_comments_on_what_is_not_public_or_from_another_site(issue, client):
    strict = Client(enforce_csrf_checks=True)
    answers = form(client, issue)
    assert send(strict, issue, answers).status_code == 403
    change_visibility(issue=issue, to=Visibility.HELD)
    assert send(client, issue, answers).status_code == 404
    assert not Comment.objects.exists()


def test_the_newest_stand_first_and_the_older_ones_on_pages_of_their_own(issue, client):
    numbers = [str(remark(issue, f"{n}. yorum").pk) for n in range(PER_PAGE + 5)]
    page = page_of(client, issue)
    assert shown(page) == numbers[:4:-1]
    older = re.search(r'rel="next"\s+href="([^"]+)"', page)[1]
    following = body(client.get(older))
    assert shown(following) == numbers[4::-1]
    assert 'rel="next"' not in following
    linked = PublicComment.objects.get(pk=numbers[3]).get_absolute_url()
    assert numbers[3] in shown(body(client.get(linked)))
    assert shown(body(client.get(f"/issues/{issue.number}/comments/?before=ejderha"))) == shown(
        page
    )


def test_where_all_comments_are_on_the_page_it_leads_to_no_older_ones(issue, client):
    remark(pin(), "Başka bildirim")
    for n in range(PER_PAGE):
        remark(issue, f"{n}. yorum")
    page = page_of(client, issue)
    assert len(shown(page)) == PER_PAGE
    assert 'rel="next"' not in page


def test_the_page_asks_the_same_however_many_comments_there_are(issue, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page_of(client, issue)
        return len(queries)

    remark(issue)
    few = asked()
    for _ in range(PER_PAGE + 5):
        remark(issue)
    assert few == asked() <= 10


def test_a_flag_lets_its_comment_wait_again_once_and_no_other(issue):
    flagged, _beside = remark(issue), remark(issue)
    sent = {"identity": uuid7(), "reason": Flag.Reason.OTHER, "text": ""}
    for waiting in ([flagged], []):  # sent again it is the same flag
        Comment.objects.update(reviewed_at=Now())
        actions.flag(comment=flagged, **sent)
        assert list(Comment.objects.filter(reviewed_at=None)) == waiting


def test_comments_are_entries_of_the_reports_feed(issue, client, zeynep):
    comment = remark(issue)
    moderation.comment(issue=issue, text="Ekibe ilettik.", by=zeynep)
    said = issue.comments.get(is_official=True)
    assert (said.written_by, said.reviewed_by) == (zeynep, zeynep)
    report, official, neighbours = entries(client, f"/issues/{issue.number}/feed.atom")
    assert text(report, "a:summary").endswith("Yolda çukur var.")
    assert text(official, "a:title").endswith("Kent Konseyi sekreterliği")
    assert text(neighbours, "a:title").endswith("bir komşu")
    assert text(neighbours, "a:summary") == "Bizim sokakta da öyle."
    assert text(neighbours, "a:id").endswith(f"/{issue.number}/comments/{comment.pk}")
    link = neighbours.find("a:link", ATOM).get("href").removeprefix("http://testserver")
    assert str(comment.pk) in shown(body(client.get(link)))


def test_the_secretariat_writes_from_its_desk_under_its_name(issue, client, desk, elif_):
    seen = {"seen": moderation.last_step(issue)}
    address = f"/moderation/{issue.number}/comment/"
    assert desk.post(address, seen | {"text": " "}).status_code == 422
    words = f"Telefonumuz {PHONE}"  # the secretariat's own is no secret
    assert desk.post(address, seen | {"text": words}).status_code == 302
    assert desk.post(address, seen | {"text": words}).status_code == 409
    comment = Comment.objects.get()
    assert (comment.written_by, comment.visibility) == (elif_, Visibility.PUBLIC)
    assert waiting(desk) == []
    page = page_of(client, issue)
    assert 'class="badge">Örnek İlçe Kent Konseyi sekreterliği' in page
    assert "elif" not in page
    with pytest.raises(RefusedError):
        moderation.comment(issue=issue, text=" ", by=elif_)


def test_new_held_and_flagged_comments_wait_at_the_desk(issue, client, desk):
    new, held = remark(issue), remark(issue, f"Beni arayın: {PHONE}")
    assert waiting(desk) == [new.pk, held.pk]
    assert "telefon numarası" in body(desk.get(QUEUE))
    decide(desk, new, "publish")
    assert waiting(desk) == [held.pk]
    flags = f"/issues/comments/{new.pk}/flag/"
    identity = re.search(r'name="id" value="([^"]+)"', body(client.get(flags)))[1]
    answers = {"id": identity, "reason": "hurtful", "text": "Komşuma hakaret."}
    for _ in range(2):
        assert client.post(flags, answers).status_code == 302
    assert CommentFlag.objects.count() == 1
    assert new.text in page_of(client, issue)
    assert waiting(desk) == [new.pk, held.pk]
    assert "Komşuma hakaret." in body(desk.get(QUEUE))
    assert re.search(r'comments/"\s+data-count="2"', body(desk.get("/moderation/")))
    decide(desk, new, "take-down")
    assert new.text not in page_of(client, issue)
    assert CommentFlag.objects.exclude(handled_at=None).count() == 1


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"reason": "misplaced"}, {"text": "a" * 501}])
def test_a_made_up_flag_on_a_comment_is_refused(issue, client, wrong):
    flags = f"/issues/comments/{remark(issue).pk}/flag/"
    identity = re.search(r'name="id" value="([^"]+)"', body(client.get(flags)))[1]
    answer = client.post(flags, {"id": identity, "reason": "other", "text": ""} | wrong)
    assert answer.status_code == 422
    assert not CommentFlag.objects.exists()


def test_who_flags_comments_very_often_is_asked_for_a_sum(issue, client):
    flags = f"/issues/comments/{remark(issue).pk}/flag/"
    identity = re.search(r'name="id" value="([^"]+)"', body(client.get(flags)))[1]
    used(LIMITS["flag"].free, "flag")
    assert client.post(flags, {"id": identity, "reason": "other"}).status_code == 429
    assert not CommentFlag.objects.exists()


def test_a_decision_is_told_and_turned_round_by_one_button(issue, desk, elif_):
    comment = remark(issue)
    answer = decide(desk, comment, "take-down")
    assert f"#{issue.number}" in body(desk.get(answer["Location"]))
    post(desk, comment, "publish", drawn(desk, comment, "publish", answer["Location"]))
    comment.refresh_from_db()
    assert (comment.visibility, comment.reviewed_by) == (Visibility.PUBLIC, elif_)


def test_who_decides_second_is_told_and_nothing_is_done(issue, desk, elif_):
    comment = remark(issue)
    older = drawn(desk, comment, "publish")
    decide(desk, comment, "take-down")
    late = post(desk, comment, "publish", older)
    assert late.status_code == 409
    assert "başka biri" in body(late)
    comment.refresh_from_db()
    assert (comment.visibility, comment.decisions) == (Visibility.REMOVED, 1)
    assert post(desk, comment, "publish", {}).status_code == 422


def test_an_older_redaction_brings_nothing_back_and_what_was_typed_stays(issue, desk):
    comment = remark(issue, f"Çukur büyüdü, {PHONE}, Ayşe Hanım anlattı.")
    older = drawn(desk, comment, "redact")
    decide(desk, comment, "redact", text="Çukur büyüdü.")
    flag(comment)  # lets the comment wait again, as if nobody had decided
    late = post(desk, comment, "redact", older | {"text": "Çukur büyüdü, Ayşe Hanım anlattı."})
    assert late.status_code == 409
    comment.refresh_from_db()
    assert comment.text == "Çukur büyüdü."
    page = body(late)
    assert "Ayşe Hanım anlattı.</textarea>" in page
    assert '<p class="said">Çukur büyüdü.</p>' in page


def test_words_typed_for_a_comment_that_was_handled_meanwhile_are_shown_and_can_be_sent(
    issue, desk
):
    comment, other = remark(issue), remark(issue)
    older = drawn(desk, comment, "redact")
    decide(desk, comment, "take-down")
    late = post(desk, comment, "redact", older | {"text": "Bizde de."})
    assert (late.status_code, waiting(desk)) == (409, [other.pk])
    assert re.findall(r'<article[^>]+data-number="(\d+)"', body(late)) == [
        str(comment.pk), str(other.pk)
    ]  # fmt: skip
    newest = {"seen": re.search(r'name="seen" value="(\d+)"', body(late))[1]}
    assert post(desk, comment, "redact", newest | {"text": "Bizde de."}).status_code == 302
    comment.refresh_from_db()
    assert (comment.text, comment.visibility) == ("Bizde de.", Visibility.PUBLIC)


def test_of_two_who_decide_at_once_one_is_told(transactional_town, elif_):
    comment = remark(pin())
    done = []

    def decide_on(action):
        with suppress(HandledMeanwhileError):
            action(comment=comment, by=elif_, seen=0)
            done.append(action)

    at_once(lambda: decide_on(actions.publish), lambda: decide_on(actions.take_down))
    comment.refresh_from_db()
    assert len(done) == comment.decisions == 1


@pytest.mark.parametrize("before", [0, 2])
def test_a_flag_that_came_after_the_page_stays_open_and_the_comment_waits(issue, desk, before):
    comment = remark(issue)
    for _ in range(before):
        flag(comment)
    page = drawn(desk, comment, "redact")
    late = flag(comment, text=PHONE)
    answer = post(desk, comment, "redact", page | {"text": "Bizde de."})
    assert answer.status_code == 302
    assert f"#{issue.number} için yorum: yayında" in body(desk.get(answer["Location"]))
    assert comment.flags.get(handled_at=None).text == late.text
    assert waiting(desk) == [comment.pk]
    decide(desk, comment, "publish")
    assert not comment.flags.filter(handled_at=None).exists()
    assert waiting(desk) == []


def test_personal_data_is_taken_out_of_a_comment_and_kept_nowhere(issue, client, desk):
    comment = remark(issue, f"Çukur büyüdü, {PHONE}")
    actions.flag(identity=comment.sent_id, comment=comment, reason=Flag.Reason.OTHER, text=PHONE)
    assert "Çukur büyüdü, […]</textarea>" in body(desk.get(QUEUE))
    empty = decide(desk, comment, "redact", text=" ")
    assert empty.status_code == 422
    assert 'class="error"' in body(empty)
    decide(desk, comment, "redact", text="Çukur büyüdü.")
    comment.refresh_from_db()
    assert (comment.text, comment.found, comment.visibility) == ("Çukur büyüdü.", [], "public")
    assert CommentFlag.objects.get().text == ""
    assert "Çukur büyüdü." in page_of(client, issue)


def test_nothing_is_left_of_a_comment_only_by_taking_it_down(issue, elif_):
    with pytest.raises(RefusedError):
        actions.redact(comment=remark(issue), text=" ", by=elif_)


def test_comments_on_what_was_taken_back_wait_for_nobody(issue, desk):
    remark(issue)
    withdraw(issue=issue)
    assert waiting(desk) == []


def test_the_queue_of_comments_has_pages_and_asks_the_same_however_much_waits(issue, desk):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = body(desk.get(QUEUE))
        return len(queries), page

    remark(issue)
    few, _page = asked()
    for _ in range(PER_PAGE + 3):
        comment = remark(pin())
        actions.flag(identity=comment.sent_id, comment=comment, reason=Flag.Reason.OTHER, text="")
    many, page = asked()
    assert few + 0 == many <= 12
    following = re.search(r'rel="next"\s+href="([^"]+)"', page)[1]
    assert body(desk.get(QUEUE + following)).count("<article") == 4


def test_an_unknown_comment_or_decision_is_not_found(issue, desk, client):
    comment = remark(issue)
    assert post(desk, comment, "explode", {}).status_code == 404
    assert desk.post(f"{QUEUE}999/publish/").status_code == 404
    assert client.get("/issues/comments/999/flag/").status_code == 404
    assert client.get("/issues/999/comments/").status_code == 404
