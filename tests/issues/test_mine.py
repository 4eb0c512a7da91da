"""What is stored about somebody: seen, downloaded, erased; by nobody else."""

import json
import re
from io import BytesIO
from threading import Event
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from accounts.actions import open_account
from accounts.models import User
from issues import moderation
from issues.actions import RefusedError, Report, change_status, report_issue
from issues.follow.alerts import subscribe
from issues.follow.wishes import Wish
from issues.mine.actions import claim
from issues.mine.erasure import ERASED, Rest, erase_everything, erase_report
from issues.models import (
    Category,
    Flag,
    Issue,
    PublicIssue,
    Rating,
    Reporter,
    Source,
    Status,
    Subscription,
    Support,
    Visibility,
)
from issues.own import actions as own
from neighbourhoods.models import Neighbourhood
from tests.at_once import at_once, wait_until_locked
from tests.district import FOUNTAIN, photograph, pin, resolve
from tests.issues.test_follow import AYSE
from tests.issues.test_photos import files
from tests.maps.test_takedown import CHANNELS, answered

ME = "/accounts/me/"
WORDS = "Gizli kalması gereken cümle"
YES = {"rest": "faceless", "sure": "on"}


@pytest.fixture
def issue(ayse):
    """Her report, with a photo, changed once, flagged by a neighbour, and followed by her."""
    issue = pin(FOUNTAIN, "miras-hasari", description=f"{WORDS}, ilk hali", spot=WORDS)
    Issue.objects.filter(pk=issue.pk).update(description=WORDS)
    claim(issue=issue, by=ayse)
    photograph(issue)
    Flag.objects.create(id=uuid7(), issue=issue, reason=Flag.Reason.OTHER, text=WORDS)
    subscribe(email=AYSE.upper(), wish=Wish(issue=issue), pace="daily", language="tr")
    return issue


def body(answer):
    return answer.content.decode()


def everything_stored():
    """The whole database, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public'")
        text = ""
        for (table,) in cursor.fetchall():
            if table != "spatial_ref_sys":
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                text += f"\n{table}: ".join(str(row[0]) for row in cursor.fetchall())
    return text


def a_report():
    bad_road = Category.objects.get(slug="bozuk-yol")
    return Report(
        id=uuid7(), location=Point(*FOUNTAIN, srid=4326), category=bad_road, description=WORDS
    )


def report(client, **more):
    body = {
        "id": str(uuid7()),
        "category": "bozuk-yol",
        "description": "Yolda çukur var.",
        "location": {"type": "Point", "coordinates": list(FOUNTAIN)},
    }
    return client.post("/api/v1/issues/", body | more, content_type="application/json")


def test_what_is_reported_while_logged_in_is_known_to_be_hers(hers, ayse):
    by_sheet = report(hers)
    assert by_sheet.status_code == 201
    place = Neighbourhood.objects.get(name="Dere").slug
    form = {
        "id": uuid7(), "neighbourhood": place, "spot": "Köprü", "category": "cop",
        "description": "Çöp birikti.",
    }  # fmt: skip
    assert hers.post("/issues/new/", form).status_code == 302
    assert Issue.objects.of(ayse).count() == 2
    page = body(hers.get(ME))
    assert AYSE in page
    assert "Çöp birikti." in page


def test_what_is_reported_without_a_log_in_is_nobodys(town, client):
    assert report(client).status_code == 201
    assert not Reporter.objects.exists()


def test_a_page_from_before_the_log_in_still_sends_a_report_and_it_is_nobodys(ayse):
    """Its token is old by then; the report is taken as if nobody were logged in."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ayse)
    assert report(strict).status_code == 201
    assert not Reporter.objects.exists()


def test_an_older_report_is_added_on_the_page_that_thanked_for_it(hers, ayse):
    issue = pin()
    page = body(hers.get(f"/issues/sent/{issue.pk}/"))
    action = re.search(r'action="(/accounts/me/reports/[^"]+)"', page)[1]
    assert hers.get(action)["Location"] == f"/issues/sent/{issue.pk}/", "back from the log-in"
    assert not Issue.objects.of(ayse).exists()
    for _ in range(2):
        assert hers.post(action)["Location"] == ME
    assert Issue.objects.of(ayse).get() == issue
    assert action not in body(hers.get(f"/issues/sent/{issue.pk}/"))
    other = Client()
    other.force_login(open_account(email="can@example.org"))
    refused = other.post(action)
    assert refused.status_code == 409
    assert "başka bir hesaba" in body(refused)
    assert Issue.objects.of(ayse).exists()


@pytest.mark.parametrize(
    ("address", "method"),
    [
        (ME, "get"),
        (f"{ME}ortak-harita.zip", "get"),
        (f"{ME}erase/", "get"),
        (f"{ME}erase/", "post"),
        (f"{ME}photos/{{photo}}.jpg", "get"),
        (f"{ME}reports/{{number}}/erase/", "get"),
        (f"{ME}reports/{{number}}/erase/", "post"),
    ],
)
def test_nobody_else_sees_or_erases_it(issue, ayse, address, method):
    address = address.format(photo=issue.photos.get().pk, number=issue.number)
    stranger = Client()
    led = getattr(stranger, method)(address, YES)
    assert led["Location"].startswith("/accounts/login/?next=")
    stranger.force_login(open_account(email="can@example.org"))
    answer = getattr(stranger, method)(address, YES)
    assert WORDS.encode() not in b"".join(answer)
    if "reports" in address or "photos" in address:
        assert answer.status_code == 404
    assert Issue.objects.of(ayse).get().description == WORDS
    assert User.objects.filter(email=AYSE).exists()


def test_my_data_shows_all_and_asks_the_same_however_much_there_is(hers, ayse, issue):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = body(hers.get(ME))
        return len(queries), page

    few, page = asked()
    assert WORDS in page
    assert f"Miras hasarı #{issue.number}" in page or f"#{issue.number}" in page
    assert f"{ME}photos/{issue.photos.get().pk}.jpg" in page
    for _ in range(26):
        more = pin()
        resolve(more)
        own.rate(issue=more, score=Rating.Score.SATISFIED, text="")
        claim(issue=more, by=ayse)
        photograph(more)
    many, page = asked()
    assert few == many <= 16
    assert 'rel="next"' in page


def test_her_own_photo_is_seen_while_the_report_is_held(hers, issue):
    address = f"{ME}photos/{issue.photos.get().pk}.jpg"
    Issue.objects.update(visibility=Visibility.HELD)
    assert b"".join(hers.get(address)).startswith(b"\xff\xd8")


def test_the_download_holds_words_history_photos_and_what_she_follows(hers, issue):
    package = ZipFile(BytesIO(b"".join(hers.get(f"{ME}ortak-harita.zip"))))
    data = json.loads(package.read("data.json"))
    assert data["account"]["email"] == AYSE
    [told] = data["reports"]
    assert told["description"] == WORDS
    assert [e["description"] for e in told["earlier"]] == [f"{WORDS}, ilk hali"]
    assert package.read(told["photos"][0]).startswith(b"\xff\xd8")
    [followed] = data["subscriptions"]
    assert followed["issue"] == issue.number


def test_how_she_rated_the_outcome_is_shown_and_taken_along_by_her_alone(hers, issue):
    for score, text in ((Rating.Score.NOT_SATISFIED, "Yarım kaldı."), (Rating.Score.SO_SO, "")):
        resolve(issue)
        own.rate(issue=issue, score=score, text=text)
        own.reopen(issue=issue)
    neighbour = pin()
    resolve(neighbour)
    own.rate(issue=neighbour, score=Rating.Score.SATISFIED, text="Komşunun sözü")
    page = body(hers.get(ME))
    assert "Yarım kaldı." in page
    assert "Eh işte" in page
    assert "Komşunun sözü" not in page
    package = ZipFile(BytesIO(b"".join(hers.get(f"{ME}ortak-harita.zip"))))
    [told] = json.loads(package.read("data.json"))["reports"]
    assert [(r["score"], r["text"]) for r in told["ratings"]] == [(1, "Yarım kaldı."), (2, "")]
    assert all(r["rated_at"] for r in told["ratings"])


def test_a_faceless_report_stays_and_says_nothing_of_her(
    hers, issue, ayse, media, django_capture_on_commit_callbacks
):
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Ekip gidecek.")
    assert WORDS in body(hers.get(f"{ME}reports/{issue.number}/erase/"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = hers.post(f"{ME}reports/{issue.number}/erase/", YES)
    assert answer["Location"] == ME
    kept = Issue.objects.get()
    assert (kept.visibility, kept.description, kept.spot) == (Visibility.PUBLIC, ERASED, "")
    assert "Ekip gidecek." in body(hers.get(f"/issues/{issue.number}/"))
    assert WORDS not in everything_stored()
    assert not files(media)
    assert not Reporter.objects.exists()
    assert not Subscription.objects.exists()
    assert User.objects.filter(pk=ayse.pk).exists()


WORDS_SHOWN = sorted(c for c, (_look, trace) in CHANNELS.items() if trace == WORDS)


@pytest.mark.parametrize("channel", WORDS_SHOWN)
def test_what_is_erased_is_gone_from(hers, issue, client, tmp_path, channel):
    look, trace = CHANNELS[channel]
    assert trace in look(client, issue, tmp_path)
    hers.post(f"{ME}reports/{issue.number}/erase/", YES)
    assert trace not in look(client, issue, tmp_path)


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_what_is_erased_with_its_report_is_gone_from(hers, ayse, client, tmp_path, channel):
    look, trace = CHANNELS[channel]
    issue = answered()
    claim(issue=issue, by=ayse)
    photo = photograph(issue)
    assert trace in look(client, issue, tmp_path)
    hers.post(f"{ME}reports/{issue.number}/erase/", YES | {"rest": "gone"})
    if "photos/" in channel:
        address = f"/{channel.replace('<uuid:id>', str(photo.pk))}"
        assert client.get(address).status_code == 404
    else:
        assert trace not in look(client, issue, tmp_path)


@pytest.mark.parametrize("rest", Rest)
def test_a_desk_that_was_opened_before_brings_no_erased_word_back(issue, zeynep, rest):
    held = moderation.hold(issue=issue, by=zeynep)
    published = moderation.publish(issue=issue, by=zeynep)
    erase_report(issue=issue, rest=rest)
    after = Issue.objects.get()
    stale = {"issue": issue, "by": zeynep, "seen": published.pk}
    for step in (
        lambda: moderation.redact(**stale, description=WORDS, spot=WORDS),
        lambda: moderation.redact(**stale | {"seen": None}, description=WORDS, spot=WORDS),
        lambda: moderation.publish(**stale),
        lambda: moderation.undo(step=published, by=zeynep),
        lambda: moderation.undo(step=held, by=zeynep),
    ):
        with pytest.raises(RefusedError):
            step()
    assert WORDS not in everything_stored()
    assert Issue.objects.get().visibility == after.visibility


def test_what_its_reporter_took_off_the_map_nobody_puts_back(issue, zeynep, client):
    moderation.take_down(issue=issue, by=zeynep)
    erase_report(issue=issue, rest=Rest.GONE)
    for decide in (moderation.publish, moderation.hold):
        with pytest.raises(RefusedError, match="geri çekti"):
            decide(issue=issue, by=zeynep)
    assert not PublicIssue.objects.exists()
    assert "geri çektiniz" in body(client.get(f"/issues/own/{issue.pk}/"))


def test_a_joined_report_that_is_erased_still_leads_to_the_other(issue, zeynep, client):
    original = pin()
    moderation.merge(issue=issue, into=original, by=zeynep)
    erase_report(issue=issue, rest=Rest.GONE)
    assert client.get(f"/issues/{issue.number}/")["Location"] == f"/issues/{original.number}/"
    assert WORDS not in everything_stored()


def test_nothing_is_written_or_shown_in_the_place_of_what_was_erased(issue, client):
    erase_report(issue=issue, rest=Rest.FACELESS)
    with pytest.raises(RefusedError):
        photograph(issue)
    assert not issue.photos.exists()
    again = {"description": WORDS, "spot": "", "category": "cop"}
    refused = client.post(f"/issues/own/{issue.pk}/edit/", again)
    assert refused.status_code == 409
    assert "kalıcı olarak silindi" in body(refused)
    assert PublicIssue.objects.get().description == ERASED


@pytest.mark.parametrize("rest", ["faceless", "gone"])
def test_erasing_all_leaves_no_trace_of_her_in_the_database_or_on_the_disk(
    hers, issue, ayse, media, django_capture_on_commit_callbacks, rest
):
    held = pin(description=f"{WORDS} 0532 123 45 67")
    claim(issue=held, by=ayse)
    elsewhere = Client()
    elsewhere.force_login(ayse)
    subscribe(
        email=AYSE,
        wish=Wish(neighbourhood=Neighbourhood.objects.first()),
        pace="daily",
        language="tr",
    )
    hers.post(f"/issues/{issue.number}/support/")
    neighbour = pin(description="Komşunun bildirimi")
    photograph(neighbour)
    with django_capture_on_commit_callbacks(execute=True):
        answer = hers.post(f"{ME}erase/", {"rest": rest, "sure": "on"})
    assert "Silindi" in body(answer)
    stored = everything_stored()
    assert WORDS not in stored
    assert AYSE not in stored.lower()
    assert not Support.objects.exists()
    assert len(files(media)) == 2
    assert not Session.objects.filter(pk=elsewhere.session.session_key).exists()
    for client in (hers, elsewhere):
        assert client.get(ME).status_code == 302
    public = Issue.objects.filter(visibility=Visibility.PUBLIC).values_list("number", flat=True)
    expected = {neighbour.number} | ({issue.number} if rest == "faceless" else set())
    assert set(public) == expected
    neighbour.refresh_from_db()
    assert neighbour.description == "Komşunun bildirimi"


@pytest.mark.parametrize("answers", [{}, {"rest": "faceless"}, {"rest": "x", "sure": "on"}])
@pytest.mark.parametrize("what", ["erase/", "reports/{number}/erase/"])
def test_nothing_is_erased_before_the_box_is_ticked(hers, issue, what, answers):
    answer = hers.post(ME + what.format(number=issue.number), answers)
    assert answer.status_code == 422
    assert 'class="error"' in body(answer)
    assert Issue.objects.get().description == WORDS


def test_all_or_nothing_is_erased(ayse, issue, monkeypatch):
    def fail(_user):
        raise RuntimeError

    monkeypatch.setattr("issues.mine.erasure._end_sessions", fail)
    with pytest.raises(RuntimeError):
        erase_everything(user=ayse, phone=None, rest=Rest.GONE)
    issue.refresh_from_db()
    assert (issue.description, issue.visibility) == (WORDS, Visibility.PUBLIC)
    assert issue.photos.exists()


def test_a_photo_that_comes_while_everything_is_erased_locks_nobody_out(transactional_town):
    ayse = open_account(email=AYSE)
    older, newer = pin(), pin()
    for issue in (older, newer):
        claim(issue=issue, by=ayse)
    taken = Event()

    def photo():
        with transaction.atomic():
            Issue.objects.select_for_update().get(pk=older.pk)
            taken.set()
            wait_until_locked()
            photograph(older)

    def erase():
        assert taken.wait(10)
        erase_everything(user=ayse, phone=None, rest=Rest.FACELESS)

    at_once(photo, erase)
    assert not older.photos.exists()
    assert set(Issue.objects.values_list("description", flat=True)) == {ERASED}


def test_a_report_from_another_tab_while_everything_is_erased_is_erased_too(transactional_town):
    ayse = open_account(email=AYSE)
    sent = Event()

    def send():
        with transaction.atomic():
            report_issue(report=a_report(), source=Source.WEB, by=ayse)
            sent.set()
            wait_until_locked()

    def erase():
        assert sent.wait(10)
        erase_everything(user=ayse, phone=None, rest=Rest.FACELESS)

    at_once(send, erase)
    assert Issue.objects.get().description == ERASED
    assert not User.objects.exists()


def test_a_report_that_comes_after_everything_is_erased_is_nobodys(ayse):
    gone, again = User.objects.get(), User.objects.get()
    for tab in (ayse, again):
        erase_everything(user=tab, phone=None, rest=Rest.FACELESS)
    issue, is_new = report_issue(report=a_report(), source=Source.WEB, by=gone)
    assert is_new
    with pytest.raises(RefusedError, match="silindi"):
        claim(issue=issue, by=gone)
    assert not Reporter.objects.exists()


def test_the_history_is_open_to_nobody_else_afterwards(hers, issue):
    hers.post(f"{ME}reports/{issue.number}/erase/", YES)
    events = apps.get_model("issues", "IssueEvent").objects
    with pytest.raises(Exception, match="append_only"):
        events.update(description="x")


def test_what_moderators_did_stays_when_one_of_them_goes(issue, zeynep):
    step = moderation.publish(issue=issue, by=zeynep)
    erase_everything(user=zeynep, phone=None, rest=Rest.FACELESS)
    step.refresh_from_db()
    assert step.taken_by is None
