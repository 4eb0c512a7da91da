"""A report in the hands of who reported it: edit, take back, not solved, rate; and who else gets in."""

import json
import re
from datetime import timedelta
from functools import partial

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from accounts.models import User
from issues import moderation
from issues.actions import RefusedError, change_status, change_visibility
from issues.models import (
    Category,
    DailyCount,
    HoldReason,
    Issue,
    ModerationStep,
    PlacedIssue,
    PublicIssue,
    Rating,
    Status,
    Visibility,
)
from issues.own import actions
from issues.querysets import count_differences
from places.models import PublicPlace
from tests.accounts.test_limits import solved, used
from tests.at_once import at_once
from tests.district import BRIDGE, FOUNTAIN, photograph, pin, resolve
from tests.logins import log_in_staff
from tests.places.kept import keep

PHONE = "0532 123 45 67"
TEXT = {"description": "Yolda iki çukur var.", "spot": "", "category": "cop"}


def address(issue, action=""):
    return f"/issues/own/{issue.pk}/{action + '/' if action else ''}"


def page_of(client, issue):
    return client.get(address(issue)).content.decode()


def do(client, issue, action, **answers):
    return client.post(address(issue, action), answers)


def fresh(issue):
    return Issue.objects.get(pk=issue.pk)


def category(slug):
    return Category.objects.get(slug=slug)


def offered(client, issue):
    return re.findall(r'<section id="(\w+)"', page_of(client, issue))


def taken_back(issue):
    actions.withdraw(issue=issue)


def hidden_after_its_end(to):
    def bring(issue):
        resolve(issue)
        change_visibility(issue=issue, to=to)

    return bring


def aged(issue, **age):
    Issue.objects.filter(pk=issue.pk).update(created_at=timezone.now() - timedelta(**age))


def reviewed(issue, by):
    moderation.publish(issue=issue, by=by)


def closed_long_ago(issue):
    resolve(issue)
    long_ago = timezone.now() - timedelta(days=31)
    Issue.objects.filter(pk=issue.pk).update(reported_at=long_ago, closed_at=long_ago)


def test_the_thanks_lead_to_a_page_that_nobody_else_is_led_to(town, client):
    issue = pin()
    thanks = client.get(f"/issues/sent/{issue.pk}/").content.decode()
    assert f'href="{address(issue)}"' in thanks
    page = page_of(client, issue)
    assert f'href="/issues/{issue.number}/"' in page
    assert "Yolda çukur var." in page
    assert str(issue.pk) not in client.get(f"/issues/{issue.number}/").content.decode()
    assert client.get(f"/issues/own/{uuid7()}/").status_code == 404


@pytest.mark.parametrize("path", ["/issues/sent/{}/", "/issues/own/{}/", "/issues/own/{}/edit/"])
def test_the_secret_address_is_kept_from_caches_search_engines_and_other_sites(town, client, path):
    way = client.post if path.endswith("edit/") else client.get
    answer = way(path.format(pin().pk))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]


def test_no_answer_to_a_neighbour_leads_to_the_secret_address(town, client):
    issue, photo = pin(), None
    photo = photograph(issue)
    for path in ("", "flag/", "support/", "feed.atom"):
        way = client.post if path == "support/" else client.get
        answer = way(f"/issues/{issue.number}/{path}")
        assert str(issue.pk) not in str(answer.headers)
    assert str(issue.pk) not in photo.get_absolute_url()


@pytest.mark.parametrize(
    ("bring", "allowed"),
    [
        (fresh, ["edit", "street", "groups", "withdraw"]),
        (lambda issue: change_visibility(issue=issue, to=Visibility.HELD), ["edit", "street", "withdraw"]),
        (lambda issue: change_visibility(issue=issue, to=Visibility.REMOVED), []),
        (taken_back, []),
        (lambda issue: aged(issue, minutes=61), ["street", "groups", "withdraw"]),
        (lambda issue: change_status(issue=issue, to=Status.IN_PROGRESS, note="Ekip yolda."), ["street", "groups", "withdraw"]),
        (resolve, ["street", "reopen", "rate", "groups"]),
        (lambda issue: change_status(issue=issue, to=Status.DECLINED, note="Özel mülk."), ["street", "reopen", "rate", "groups"]),
        (closed_long_ago, ["street", "rate", "groups"]),
        (hidden_after_its_end(Visibility.HELD), ["street"]),
        (hidden_after_its_end(Visibility.REMOVED), []),
    ],
    ids=["new", "held", "taken down", "taken back", "an hour old", "in progress", "resolved", "declined", "closed long ago",
         "resolved and held", "resolved and taken down"],
)  # fmt: skip
def test_the_page_offers_what_can_be_done_and_everything_else_is_refused(
    town, client, bring, allowed
):
    issue = pin()
    bring(issue)
    assert offered(client, issue) == allowed
    answers = {"edit": TEXT, "withdraw": {"confirm": "on"}, "reopen": {}, "rate": {"score": "3"},
               "groups": {"groups": "woman"}, "street": {}}  # fmt: skip
    before = fresh(issue).visibility
    for action, given in answers.items():
        if action in allowed or (action == "withdraw" and before == Visibility.WITHDRAWN):
            continue
        answer = do(client, issue, action, **given)
        assert answer.status_code == 409
        assert re.search(r'role="alert">\s*\w+', answer.content.decode())
    assert fresh(issue).description == "Yolda çukur var."
    assert fresh(issue).visibility == before
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "bring",
    [
        lambda issue: change_visibility(issue=issue, to=Visibility.REMOVED),
        taken_back,
        lambda issue: moderation.merge(issue=issue, into=pin(), by=User.objects.create()),
    ],
    ids=["taken down", "taken back", "joined"],
)
def test_a_report_that_is_over_is_tied_to_no_place(town, client, bring):
    fountain, issue = keep(), pin()
    bring(issue)
    assert do(client, issue, "place", place=fountain.number).status_code in {409, 422}
    with pytest.raises(RefusedError):
        actions.tie(issue=issue, place=PublicPlace.objects.get())
    assert not PlacedIssue.objects.exists()
    assert fountain.name not in client.get(f"/issues/sent/{issue.pk}/").content.decode()


@pytest.mark.parametrize(
    "step",
    [
        moderation.publish,
        moderation.hold,
        partial(moderation.redact, description="Çukur var.", spot=""),
        lambda issue, by: moderation.change_category(issue=issue, category=category("cop"), by=by),
        partial(moderation.move, location=Point(*BRIDGE, srid=4326)),
        partial(moderation.comment, text="Bakıyoruz."),
        lambda issue, by: moderation.undo(step=moderation.hold(issue=issue, by=by), by=by),
    ],
    ids=["published", "held", "redacted", "recategorised", "moved", "commented", "undone"],
)
def test_what_a_moderator_did_is_not_overwritten_from_a_page_of_before(town, client, zeynep, step):
    issue = pin()
    assert "edit" in offered(client, issue)
    step(issue=issue, by=zeynep)
    after = fresh(issue)
    refused = do(client, issue, "edit", **TEXT | {"spot": "Okulun yanı"})
    assert refused.status_code == 409
    assert "Sekreterlik bu bildirime baktı" in refused.content.decode()
    kept = fresh(issue)
    assert (kept.description, kept.spot, kept.category_id) == (
        after.description, after.spot, after.category_id,
    )  # fmt: skip
    assert set(offered(client, issue)) - {"groups", "street"} == {"withdraw"}


@override_settings(PUBLISH_AT_ONCE=False)
def test_a_photo_after_the_publishing_lets_no_unread_text_through(town, client, zeynep):
    issue = pin()
    reviewed(issue, zeynep)
    photograph(issue)
    assert do(client, issue, "edit", **TEXT).status_code == 409
    assert PublicIssue.objects.get().description == "Yolda çukur var."


def test_the_reporters_own_steps_leave_the_report_open_to_edits(town, client):
    issue = pin()
    photograph(issue)
    for text in ("Bir çukur var.", "İki çukur var."):
        assert do(client, issue, "edit", **TEXT | {"description": text}).status_code == 302
    assert fresh(issue).description == "İki çukur var."


def test_a_joined_report_leads_to_the_one_that_stays(town, client, zeynep):
    issue, original = pin(), pin()
    moderation.merge(issue=issue, into=original, by=zeynep)
    page = page_of(client, issue)
    assert f'href="/issues/{original.number}/">#{original.number}</a>' in page
    assert offered(client, issue) == []


def test_an_edit_is_public_at_once_and_the_old_text_nowhere(town, client):
    issue = pin(FOUNTAIN, description="Eski cümle burada.", spot="Okulun yanı")
    answer = do(client, issue, "edit", **TEXT)
    assert answer["Location"] == f"{address(issue)}?done=edit"
    assert "Bildiriminiz değiştirildi" in client.get(answer["Location"]).content.decode()
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "Yolda iki çukur var." in page
    assert "Eski cümle" not in page
    assert "Okulun yanı" not in page
    assert "bildiren düzenledi" in page
    assert DailyCount.objects.get(count=1).category.slug == "cop"
    assert not count_differences()
    event = apps.get_model("issues", "IssueEvent").objects.get()
    assert event.description == "Eski cümle burada."


def test_an_edit_is_read_by_the_program_as_a_new_report_is(town, client):
    issue = pin()
    do(client, issue, "edit", **TEXT | {"description": f"Beni arayın: {PHONE}"})
    assert fresh(issue).visibility == Visibility.HELD
    assert HoldReason.objects.get().kind == "phone"
    assert not PublicIssue.objects.exists()
    assert "bir görevli" in page_of(client, issue)


def test_what_was_held_stays_held_when_its_reporter_takes_the_number_out(town, client):
    issue = pin(description=f"Beni arayın: {PHONE}")
    do(client, issue, "edit", **TEXT)
    assert (fresh(issue).visibility, fresh(issue).description) == ("held", TEXT["description"])
    assert not HoldReason.objects.exists()


def test_who_moderates_is_told_that_the_text_is_another_now(town, client, zeynep):
    issue = pin()
    do(client, issue, "edit", **TEXT)
    with pytest.raises(moderation.HandledMeanwhileError):
        moderation.publish(issue=issue, by=zeynep, seen=0)


def test_an_edit_is_kept_without_the_blanks_around_it(town):
    issue = pin()
    actions.edit(issue=issue, description=" İki çukur. ", spot=" köşe ", category=issue.category)
    issue.refresh_from_db()
    assert (issue.description, issue.spot) == ("İki çukur.", "köşe")


def test_an_edit_that_changes_nothing_leaves_no_trace(town, client):
    issue = pin()
    same = {"description": f" {issue.description} ", "spot": "", "category": issue.category.slug}
    for _ in range(2):
        assert do(client, issue, "edit", **same).status_code == 302
    assert not ModerationStep.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": " "},
        {"description": "a" * 4001},
        {"description": "\x0b\x00 "},
        {"spot": "a" * 201},
        {"category": "ejderha"},
        {"category": ""},
    ],
)
def test_a_wrong_edit_is_told_and_the_rest_is_kept(town, client, wrong):
    issue = pin()
    answer = do(client, issue, "edit", **TEXT | {"spot": "Köprünün yanı"} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="error"') == 1
    assert "Köprünün yanı" in page or "spot" in wrong
    assert fresh(issue).description == "Yolda çukur var."


def test_a_report_without_the_map_keeps_a_spot(town, client):
    issue = pin(precision="neighbourhood", spot="Köprünün yanı")
    answer = do(client, issue, "edit", **TEXT)
    assert answer.status_code == 409
    assert "Lütfen yeri tarif ediniz" in answer.content.decode()
    assert "Yolda iki çukur var." in answer.content.decode()
    with pytest.raises(RefusedError):
        actions.edit(issue=issue, description="", spot="a", category=issue.category)
    assert fresh(issue).spot == "Köprünün yanı"


def test_a_category_that_was_closed_meanwhile_may_stay(town, client):
    issue = pin()
    Category.objects.filter(pk=issue.category_id).update(is_active=False)
    answer = do(client, issue, "edit", **TEXT | {"category": issue.category.slug})
    assert answer.status_code == 302
    assert fresh(issue).description == TEXT["description"]


def test_what_is_taken_back_is_counted_nowhere_and_nobody_publishes_it_again(town, client, zeynep):
    issue = pin()
    held = moderation.hold(issue=issue, by=zeynep)
    moderation.publish(issue=issue, by=zeynep)
    assert do(client, issue, "withdraw").status_code == 422
    for _ in range(2):
        assert do(client, issue, "withdraw", confirm="on").status_code == 302
    assert fresh(issue).visibility == Visibility.WITHDRAWN
    assert ModerationStep.objects.filter(action="withdrawn").count() == 1
    assert DailyCount.objects.all().total() == 0
    assert not count_differences()
    assert client.get(f"/issues/{issue.number}/").status_code == 404
    assert "geri çektiniz" in page_of(client, issue)
    assert "status-new" not in page_of(client, issue)
    for decide in (moderation.publish, moderation.hold, moderation.take_down):
        with pytest.raises(RefusedError, match="geri çekti"):
            decide(issue=issue, by=zeynep)
    with pytest.raises(RefusedError):
        moderation.undo(step=held, by=zeynep)
    with pytest.raises(RefusedError):
        moderation.merge(issue=issue, into=pin(), by=zeynep)
    assert fresh(issue).visibility == Visibility.WITHDRAWN


def test_the_admin_says_that_it_was_taken_back(town, client, zeynep):
    issue, other = pin(), pin()
    taken_back(issue)
    log_in_staff(client, zeynep)
    chosen = {"action": "take_down", "_selected_action": [issue.pk, other.pk]}
    page = client.post("/admin/issues/issue/", chosen, follow=True).content.decode()
    assert f"#{issue.number}" in page
    assert "geri çekti" in page
    assert fresh(other).visibility == Visibility.REMOVED


def test_a_photo_cannot_be_added_to_what_was_taken_back(town):
    issue = pin()
    taken_back(issue)
    with pytest.raises(RefusedError):
        photograph(issue)


@pytest.mark.parametrize("end", [Status.RESOLVED, Status.DECLINED])
def test_not_solved_reopens_with_a_public_note_and_waits_at_the_desk(town, client, zeynep, end):
    issue = pin()
    reviewed(issue, zeynep)
    change_status(issue=issue, to=end, note="Yapıldı.")
    assert not Issue.objects.unreviewed().exists()
    do(client, issue, "reopen")
    assert (fresh(issue).status, fresh(issue).closed_at) == (Status.ACKNOWLEDGED, None)
    assert Issue.objects.unreviewed().get() == issue
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "Bildiren kişi sorunun çözülmediğini söylüyor." in page
    assert do(client, issue, "reopen").status_code == 409
    resolve(issue)
    assert do(client, issue, "reopen").status_code == 302


def test_who_looked_before_it_was_reopened_does_not_take_it_from_the_queue(town, zeynep):
    issue = pin()
    resolve(issue)
    seen = moderation.last_step(issue)
    actions.reopen(issue=issue)
    with pytest.raises(moderation.HandledMeanwhileError):
        moderation.publish(issue=issue, by=zeynep, seen=seen)
    assert Issue.objects.unreviewed().get() == issue


def test_two_at_once_reopen_once(transactional_town):
    issue = pin()
    resolve(issue)

    def reopen():
        try:
            actions.reopen(issue=issue)
        except RefusedError:
            return

    at_once(reopen, reopen)
    assert issue.changes.filter(to_status=Status.ACKNOWLEDGED).count() == 1


def test_two_at_once_take_it_back_once(transactional_town):
    issue = pin()
    at_once(lambda: actions.withdraw(issue=issue), lambda: actions.withdraw(issue=issue))
    assert issue.moderation_steps.count() == 1


def test_a_closing_is_rated_once_and_the_newer_word_counts(town, client, zeynep):
    issue = pin()
    resolve(issue)
    assert do(client, issue, "rate", score="1", text="Yarım kaldı.").status_code == 302
    assert "Yarım kaldı.</textarea>" in page_of(client, issue)
    do(client, issue, "rate", score="3", text="")
    assert Rating.objects.get().score == Rating.Score.SATISFIED
    do(client, issue, "reopen")
    resolve(issue)
    do(client, issue, "rate", score="2", text="Eh işte.")
    assert list(Rating.objects.order_by("rated_at").values_list("score", flat=True)) == [3, 2]
    assert "Eh işte." not in client.get(f"/issues/{issue.number}/").content.decode()
    log_in_staff(client, zeynep)
    assert "Eh işte." in client.get(f"/moderation/{issue.number}/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"score": ""}, {"score": "4"}, {"score": "x"}, {"text": "a" * 1001}]
)
def test_a_made_up_rating_is_refused(town, client, wrong):
    issue = pin()
    resolve(issue)
    answer = do(client, issue, "rate", **{"score": "3", "text": ""} | wrong)
    assert answer.status_code == 422
    assert not Rating.objects.exists()


@override_settings(EDIT_MINUTES=0, REOPEN_DAYS=0)
def test_the_times_are_settings(town, client):
    issue = pin()
    assert offered(client, issue) == ["street", "groups", "withdraw"]
    resolve(issue)
    assert offered(client, issue) == ["street", "rate", "groups"]


def test_an_unknown_step_is_not_found_and_another_site_can_do_nothing(town, client):
    issue = pin()
    assert do(client, issue, "explode").status_code == 404
    assert client.get(address(issue, "withdraw")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert do(strict, issue, "withdraw", confirm="on").status_code == 403
    assert fresh(issue).visibility == Visibility.PUBLIC


def test_who_does_very_much_is_asked_for_a_sum_and_keeps_the_words(town, client):
    issue = pin()
    used(LIMITS["own"].free, "own")
    answer = do(client, issue, "edit", **TEXT)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Yolda iki çukur var." in page
    assert page.count('name="proof"') == 1
    challenge = json.loads(re.search(r'id="challenge"[^>]*>(.*?)</script>', page)[1])
    assert do(client, issue, "edit", **TEXT, proof=solved(challenge)).status_code == 302


def test_the_page_asks_the_same_however_long_the_history_is(town, client):
    issue = pin(BRIDGE)
    resolve(issue)
    with CaptureQueriesContext(connection) as few:
        page_of(client, issue)
    for _ in range(4):
        actions.reopen(issue=issue)
        resolve(issue)
    with CaptureQueriesContext(connection) as many:
        page_of(client, issue)
    assert len(few) == len(many) <= 12
