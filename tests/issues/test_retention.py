"""What is personal is kept for as long as the settings say, then erased, and only that is noted."""

from datetime import timedelta
from threading import Event

import pgtrigger
import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from uuid_utils.compat import uuid7

from accounts.actions import open_account
from accounts.models import ErasureLog, User
from issues import moderation, retention
from issues.actions import change_visibility
from issues.comments import actions as comments
from issues.flags import flag_issue
from issues.history import events, rewriting
from issues.mine.actions import claim
from issues.mine.erasure import ERASED, Rest, blank_report, erase_everything
from issues.models import (
    Comment,
    CommentFlag,
    Flag,
    Issue,
    Rating,
    Support,
    SupportCount,
    Visibility,
)
from issues.own import actions as own
from issues.tasks import tidy as nightly
from tests.at_once import at_once
from tests.district import FOUNTAIN, SCHOOL, photograph, pin, remark, resolve
from tests.issues.test_photos import files
from tests.logins import log_in_staff
from tests.mailbox import open_mailbox

DAY = timedelta(days=1)


def age(issue, days):
    """Let a report, and all that was changed of it, be so many days older."""
    events = apps.get_model("issues", "IssueEvent").objects.filter(pgh_obj_id=issue.pk)
    Issue.objects.filter(pk=issue.pk).update(created_at=timezone.now() - days * DAY)
    with pgtrigger.ignore(f"{events.model._meta.label}:append_only"):
        events.update(pgh_created_at=timezone.now() - days * DAY)


def noted():
    return set(ErasureLog.objects.values_list("kind", "rule", "count"))


def description(issue):
    return Issue.objects.values_list("description", flat=True).get(pk=issue.pk)


@pytest.mark.parametrize(
    "case",
    [
        (Visibility.HELD, 180, "RETAIN_HELD"),
        (Visibility.REMOVED, 365, "RETAIN_TAKEN_DOWN"),
        (Visibility.WITHDRAWN, 365, "RETAIN_TAKEN_DOWN"),
    ],
)
def test_what_nobody_sees_is_erased_with_its_photos_in_time(
    town, media, case, settings, django_capture_on_commit_callbacks
):
    to, days, rule = case
    settings.PUBLISH_AT_ONCE = to != Visibility.HELD
    young, old = pin(), pin()
    for issue in (young, old):
        photograph(issue)
        if to != Visibility.HELD:
            change_visibility(issue=issue, to=to)
    age(young, days - 1)
    age(old, days + 1)
    with django_capture_on_commit_callbacks(execute=True):
        retention.tidy()
    assert description(young) != ERASED
    assert description(old) == ERASED
    assert len(files(media)) == 2
    assert Issue.objects.filter(pk=old.pk, visibility=to).exists() == (to != Visibility.HELD)
    assert noted() == {("report", rule, 1)}
    retention.tidy()
    assert ErasureLog.objects.count() == 1


def test_public_reports_are_kept_and_so_is_one_that_was_public_and_is_held_now(town, zeynep):
    public, held = pin(), pin()
    age(public, 5000)
    age(held, 5000)
    moderation.hold(issue=held, by=zeynep)
    age(held, 5000)
    retention.tidy()
    assert ERASED not in {description(public), description(held)}


def test_a_duplicate_loses_its_words_and_still_leads_its_supporters_to_the_other(
    town, zeynep, client
):
    original, copy = pin(), pin()
    Support.objects.create(issue=copy, supporter=uuid7())
    moderation.merge(issue=copy, into=original, by=zeynep)
    age(copy, 366)
    retention.tidy()
    assert description(copy) == ERASED
    assert client.get(f"/issues/{copy.number}/")["Location"] == f"/issues/{original.number}/"
    assert SupportCount.objects.get(issue=original).count == 1
    moderation.publish(issue=copy, by=zeynep)
    assert not SupportCount.objects.filter(issue=original, count__gt=0).exists()


def test_what_was_taken_down_lately_is_kept_however_old_it_is(town):
    issue = pin()
    age(issue, 5000)
    change_visibility(issue=issue, to=Visibility.REMOVED)
    retention.tidy()
    assert description(issue) != ERASED


def test_the_words_of_a_flag_go_when_it_was_handled_long_ago(town):
    issue = pin()
    long_ago, lately, never = (
        flag_issue(identity=uuid7(), issue=issue, reason=Flag.Reason.OTHER, text=f"Söz {n}")
        for n in range(3)
    )
    Flag.objects.filter(pk=long_ago.pk).update(handled_at=timezone.now() - 181 * DAY)
    Flag.objects.filter(pk=lately.pk).update(handled_at=timezone.now() - 179 * DAY)
    retention.tidy()
    assert list(Flag.objects.exclude(text="").order_by("text")) == [lately, never]
    assert noted() == {("flag", "RETAIN_FLAG_TEXTS", 1)}


def test_the_words_of_a_comments_flag_go_when_it_was_handled_long_ago(town, zeynep):
    comment = remark(pin())
    for days in (179, 181):
        text = f"{days} gün önce"
        comments.flag(identity=uuid7(), comment=comment, reason=Flag.Reason.OTHER, text=text)
        handled = CommentFlag.objects.filter(text=text)
        handled.update(handled_at=timezone.now() - days * DAY)
    retention.tidy()
    assert CommentFlag.objects.exclude(text="").get().text == "179 gün önce"
    assert noted() == {("flag", "RETAIN_FLAG_TEXTS", 1)}


def test_the_words_of_a_rating_go_and_how_satisfied_somebody_was_stays(town):
    for days in (179, 181):
        issue = pin()
        resolve(issue)
        own.rate(issue=issue, score=Rating.Score.SO_SO, text=f"{days} gün önce")
        Rating.objects.filter(change__issue=issue).update(rated_at=timezone.now() - days * DAY)
    retention.tidy()
    assert set(Rating.objects.values_list("score", "text")) == {(2, "179 gün önce"), (2, "")}
    assert noted() == {("rating", "RETAIN_FLAG_TEXTS", 1)}


def texts():
    return set(Comment.objects.values_list("text", flat=True))


@pytest.mark.parametrize(("shown", "limit"), [(False, 180), (True, 365)])
def test_a_comment_that_nobody_sees_is_erased_in_time(town, zeynep, settings, shown, limit):
    settings.PUBLISH_AT_ONCE = shown
    issue = pin()
    moderation.comment(issue=issue, text="Sekreterlik", by=zeynep)
    for days in (limit - 1, limit + 1):
        comment = remark(issue, f"{days} gün önce")
        then = timezone.now() - days * DAY
        if shown:
            comments.take_down(comment=comment, by=zeynep)
            Comment.objects.filter(pk=comment.pk).update(reviewed_at=then)
        Comment.objects.filter(pk=comment.pk).update(created_at=then)
    settings.PUBLISH_AT_ONCE = True
    for old in (remark(issue, "Görünen"), Comment.objects.get(is_official=True)):
        Comment.objects.filter(pk=old.pk).update(created_at=timezone.now() - 5000 * DAY)
    retention.tidy()
    assert texts() == {"Sekreterlik", "Görünen", f"{limit - 1} gün önce"}
    assert noted() == {("comment", "RETAIN_TAKEN_DOWN" if shown else "RETAIN_HELD", 1)}


@pytest.mark.parametrize("to", [Visibility.REMOVED, Visibility.WITHDRAWN])
def test_what_neighbours_wrote_below_a_report_goes_with_it(town, zeynep, to):
    for days in (364, 366):
        issue = pin()
        comment = remark(issue, f"{days} gün önce")
        moderation.comment(issue=issue, text="Sekreterlik", by=zeynep)
        change_visibility(issue=issue, to=to)
        age(issue, days)
        Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - days * DAY)
    retention.tidy()
    assert texts() == {"Sekreterlik", "364 gün önce"}
    assert ("comment", "RETAIN_TAKEN_DOWN", 1) in noted()


def test_what_goes_wrong_stops_no_other_rule_and_what_was_erased_is_noted(town, monkeypatch):
    monkeypatch.setattr(retention, "REPORTS", 1)
    good, bad = pin(), pin()
    for issue in (good, bad):
        change_visibility(issue=issue, to=Visibility.REMOVED)
        age(issue, 400)

    def blank(*, issue, to):
        blank_report(issue=issue, to=to)
        if issue == bad:
            raise OSError("the disk is full")

    monkeypatch.setattr(retention, "blank_report", blank)
    session = SessionStore()
    session.set_expiry(timezone.now() - DAY)
    session.save()
    with pytest.raises(ExceptionGroup) as told:
        retention.tidy()
    assert told.group_contains(OSError, match="disk")
    assert (description(good), description(bad)) == (ERASED, "Yolda çukur var.")
    assert noted() == {("report", "RETAIN_TAKEN_DOWN", 1), ("session", "RETAIN_SESSIONS", 1)}


def test_what_a_moderator_publishes_meanwhile_is_kept(transactional_town, zeynep, settings):
    settings.PUBLISH_AT_ONCE = False
    issue = pin()
    age(issue, 200)
    published, tidied = Event(), Event()

    def publish():
        with transaction.atomic():
            moderation.publish(issue=issue, by=zeynep)
            published.set()
            tidied.wait(3)

    def tidy():
        assert published.wait(10)
        retention.tidy()
        tidied.set()

    at_once(publish, tidy)
    retention.tidy()
    kept = Issue.objects.get()
    assert (kept.description, kept.visibility) == ("Yolda çukur var.", Visibility.PUBLIC)
    assert not ErasureLog.objects.exists()


def test_accounts_that_nobody_entered_or_used_go_and_those_of_the_staff_stay(town, zeynep):
    now = timezone.now()
    entered, forgotten, ghost, new = (open_account(email=f"{n}@example.org") for n in range(4))
    User.objects.filter(pk__in=[ghost.pk, zeynep.pk]).update(date_joined=now - 3 * DAY)
    User.objects.filter(pk=entered.pk).update(last_login=now - 700 * DAY)
    User.objects.filter(pk=forgotten.pk).update(last_login=now - 731 * DAY)
    issue = pin()
    claim(issue=issue, by=forgotten)
    retention.tidy()
    assert set(User.objects.all()) == {entered, new, zeynep}
    assert not hasattr(Issue.objects.get(), "reporter")
    assert noted() == {
        ("account", "RETAIN_UNCONFIRMED", 1),
        ("account", "RETAIN_UNUSED_ACCOUNTS", 1),
    }


def test_an_account_that_was_switched_off_goes_like_any_other(db):
    off = open_account(email="off@example.org")
    User.objects.filter(pk=off.pk).update(is_active=False, last_login=timezone.now() - 731 * DAY)
    retention.tidy()
    assert not User.objects.exists()


def test_what_a_report_said_before_it_was_edited_goes_in_time_and_what_it_says_stays(town):
    issue = pin(description="Komşum Ahmet Bey çöp döküyor")
    Issue.objects.filter(pk=issue.pk).update(description="Buraya çöp dökülüyor")
    Issue.objects.filter(pk=issue.pk).update(status="acknowledged")
    retention.tidy()
    assert "Ahmet" in "".join(events().values_list("description", flat=True))
    with rewriting():
        events().update(pgh_created_at=timezone.now() - 366 * DAY)
    retention.tidy()
    assert set(events().values_list("description", flat=True)) == {ERASED, "Buraya çöp dökülüyor"}
    assert description(issue) == "Buraya çöp dökülüyor"
    assert noted() == {("report", "RETAIN_TAKEN_DOWN", 1)}


def test_where_a_pin_was_before_it_was_moved_or_erased_is_nowhere(town, zeynep):
    issue = pin(FOUNTAIN)
    moderation.move(issue=issue, location=Point(*SCHOOL, srid=4326), by=zeynep)
    assert {event.location.coords for event in events()} == {SCHOOL}


def test_sessions_that_ended_go_also_where_none_is_limited(db, settings):
    settings.RETAIN_SESSIONS = 0
    session = SessionStore()
    session.set_expiry(timezone.now() - DAY)
    session.save()
    retention.tidy()
    assert not Session.objects.exists()


def test_sessions_that_ended_go(db):
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(timezone.now() + days * DAY)
        session.save()
    retention.tidy()
    assert Session.objects.count() == 1
    assert noted() == {("session", "RETAIN_SESSIONS", 1)}


def test_nought_keeps_for_ever(town, settings):
    for rule in retention.RULES:
        setattr(settings, rule.setting, 0)
    issue = pin()
    change_visibility(issue=issue, to=Visibility.REMOVED)
    age(issue, 5000)
    retention.tidy()
    assert description(issue) != ERASED
    assert not ErasureLog.objects.exists()


def test_much_is_erased_in_batches_and_noted_once(town, monkeypatch):
    monkeypatch.setattr(retention, "REPORTS", 2)
    for _ in range(5):
        issue = pin()
        change_visibility(issue=issue, to=Visibility.REMOVED)
        age(issue, 400)
    retention.tidy()
    assert set(Issue.objects.values_list("description", flat=True)) == {ERASED}
    assert noted() == {("report", "RETAIN_TAKEN_DOWN", 5)}


def test_what_somebody_erases_is_noted_without_a_name_and_read_in_the_admin(town, client, zeynep):
    ayse = open_account(email="ayse@example.org")
    claim(issue=pin(), by=ayse)
    erase_everything(user=ayse, phone=None, rest=Rest.GONE)
    assert noted() == {("report", "asked for", 1), ("account", "asked for", 1)}
    log_in_staff(client, zeynep)
    page = client.get("/admin/accounts/erasurelog/").content.decode()
    assert "asked for" in page
    assert client.get("/admin/accounts/erasurelog/add/").status_code == 403
    first = ErasureLog.objects.first()
    client.post(f"/admin/accounts/erasurelog/{first.pk}/delete/", {"post": "yes"})
    assert ErasureLog.objects.filter(pk=first.pk).exists()


def test_the_worker_does_it(transactional_town):
    issue = pin()
    change_visibility(issue=issue, to=Visibility.REMOVED)
    age(issue, 400)
    job = nightly.defer(timestamp=0)
    with open_mailbox() as mailbox:
        mailbox.after_work()
    assert ProcrastinateJob.objects.get(pk=job).status == "succeeded"
    assert description(issue) == ERASED
