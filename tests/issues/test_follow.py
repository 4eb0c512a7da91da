"""Following by e-mail: confirmed by a button, told once, ended by one click, forgotten after."""

import re
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Polygon
from django.db.models import F
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.limits import LIMITS
from issues import actions
from issues.follow.alerts import confirm, subscribe
from issues.follow.tasks import daily_mails
from issues.follow.wishes import Wish
from issues.latest import HOW_MANY
from issues.models import Category, Issue, Pace, PublicIssue, Status, Subscription, Visibility
from issues.moderation import merge
from issues.retention import tidy
from neighbourhoods.models import Neighbourhood
from tests.conftest import rolled_back
from tests.district import BRIDGE, FOUNTAIN, pin, resolve
from tests.issues.test_counts import CATEGORIES, PLACES
from tests.mailbox import open_mailbox
from tests.secrets import without_secrets

AYSE = "ayse@example.org"
FOLLOW = "/issues/follow/"


@pytest.fixture
def mailbox(transactional_town, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    with open_mailbox() as opened:
        yield opened


def ask(client, what, pace="at_once", email=AYSE):
    return client.post(f"{FOLLOW}?{what}", {"email": email, "pace": pace})


def link(message):
    return re.search(r"http://localhost:8000(/issues/follow/\S+)", message.get_content())[1]


def follow(client, mailbox, what, pace="at_once"):
    ask(client, what, pace)
    [asked] = mailbox.after_work()
    client.post(link(asked))
    return link(asked)


def test_ayse_follows_a_report_and_hears_of_its_answer_once(client, mailbox):
    issue = pin(FOUNTAIN, "cop", description="Konteyner taşıyor.")
    page = ask(client, f"issue={issue.number}").content.decode()
    assert f"{AYSE} adresine" in page
    [asked] = mailbox.after_work()
    assert asked["To"] == AYSE
    assert f"Taşan çöp konteyneri #{issue.number}" in asked.get_content()
    page = client.get(link(asked)).content.decode()
    assert "Evet, bana yazınız" in page
    actions.change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Ekip gidecek.")
    assert not mailbox.after_work()  # nobody has pressed the button
    client.post(link(asked))
    resolve(issue)
    [told] = mailbox.after_work()
    assert told["Subject"].strip() == f"Taşan çöp konteyneri #{issue.number}: çözüldü"
    assert "Ekip gidecek." in told.get_content()
    assert f"http://localhost:8000/issues/{issue.number}/" in told.get_content()
    assert told["Auto-Submitted"] == "auto-generated"
    assert not mailbox.after_work()


def test_a_mail_scanner_that_opens_every_link_confirms_nothing(client, mailbox):
    issue = pin(FOUNTAIN)
    ask(client, f"issue={issue.number}")
    [asked] = mailbox.after_work()
    for address in re.findall(r"http://localhost:8000(/\S*)", asked.get_content()):
        client.get(address)
        client.head(address)
    stop = re.fullmatch(r"<http://localhost:8000(.*)>", asked["List-Unsubscribe"].strip())[1]
    assert client.get(stop).status_code == 405
    assert Subscription.objects.get().confirmed_at is None


def test_one_click_in_the_mail_program_ends_it_and_deletes_the_address(client, mailbox):
    issue = pin(FOUNTAIN)
    follow(client, mailbox, f"issue={issue.number}")
    resolve(issue)
    [told] = mailbox.after_work()
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.fullmatch(r"<http://localhost:8000(.*)>", told["List-Unsubscribe"].strip())[1]
    for _ in range(2):
        answer = client.post(stop, {"List-Unsubscribe": "One-Click"})
        assert "Artık yazmayacağız" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_new_reports_of_a_mahalle_come_to_whoever_follows_it_and_of_others_not(client, mailbox):
    follow(client, mailbox, "mahalle=baglar&category=temizlik")
    pin(BRIDGE, "cop")
    pin(FOUNTAIN, "agac")
    wanted = pin(FOUNTAIN, "cop")
    [told] = mailbox.after_work()
    assert f"#{wanted.number}" in told["Subject"]


@pytest.mark.parametrize(
    "what",
    ["area=29.101,40.991;29.109,40.991;29.109,40.9985;29.1,40.9985", "circle=29.105,40.995,250"],
)
def test_of_an_area_its_reports_and_their_answers_are_told_and_no_others(client, mailbox, what):
    follow(client, mailbox, what)
    pin(BRIDGE, "cop")
    wanted = pin(FOUNTAIN, "cop")
    [told] = mailbox.after_work()
    assert f"#{wanted.number}" in told["Subject"]
    resolve(wanted)
    [answered] = mailbox.after_work()
    assert "çözüldü" in answered["Subject"]


def test_what_is_held_is_told_to_nobody_before_it_is_published(client, mailbox, settings):
    settings.PUBLISH_AT_ONCE = False
    follow(client, mailbox, "category=cop")
    held = pin(FOUNTAIN, "cop")
    assert not mailbox.after_work()
    actions.change_visibility(issue=held, to=Visibility.PUBLIC)
    assert len(mailbox.after_work()) == 1


def test_what_was_taken_down_before_the_worker_came_is_not_told(client, mailbox):
    follow(client, mailbox, "category=cop")
    issue = pin(FOUNTAIN, "cop")
    actions.change_visibility(issue=issue, to=Visibility.REMOVED)
    assert not mailbox.after_work()


def test_who_follows_a_duplicate_hears_of_the_report_that_it_repeats(client, mailbox, zeynep):
    original, copy = pin(FOUNTAIN, "cop"), pin(FOUNTAIN, "cop")
    follow(client, mailbox, f"issue={copy.number}")
    merge(issue=copy, into=original, by=zeynep)
    resolve(original)
    [told] = mailbox.after_work()
    assert f"#{original.number}" in told["Subject"]


def test_a_report_that_comes_back_is_no_news(client, mailbox):
    follow(client, mailbox, "category=cop")
    issue = pin(FOUNTAIN, "cop")
    assert len(mailbox.after_work()) == 1
    for to in (Visibility.REMOVED, Visibility.PUBLIC):
        actions.change_visibility(issue=issue, to=to)
    assert not mailbox.after_work()


def an_hour_passes():
    hour = timedelta(hours=1)
    Issue.objects.update(updated_at=F("updated_at") - hour)
    Subscription.objects.update(told_until=F("told_until") - hour)


def digests(mailbox):
    an_hour_passes()
    daily_mails.defer(timestamp=0)
    return mailbox.after_work()


def test_a_report_published_or_sent_late_is_in_the_next_daily_e_mail(client, mailbox, settings):
    follow(client, mailbox, "category=cop", pace="daily")
    settings.PUBLISH_AT_ONCE = False
    held = pin(FOUNTAIN, "cop")
    assert not digests(mailbox)
    actions.change_visibility(issue=held, to=Visibility.PUBLIC)
    [digest] = digests(mailbox)
    assert f"#{held.number}" in digest.get_content()
    settings.PUBLISH_AT_ONCE = True
    late = pin(FOUNTAIN, "cop", reported_at=timezone.now() - timedelta(days=5))
    [digest] = digests(mailbox)
    assert f"#{late.number}" in digest.get_content()
    assert not digests(mailbox)


def test_what_is_still_being_written_waits_for_the_next_daily_e_mail(client, mailbox):
    follow(client, mailbox, "category=cop", pace="daily")
    an_hour_passes()
    pin(FOUNTAIN, "cop")
    daily_mails.defer(timestamp=0)
    assert not mailbox.after_work()
    assert len(digests(mailbox)) == 1


def test_a_daily_e_mail_says_how_much_more_there_is(client, mailbox):
    follow(client, mailbox, "category=cop", pace="daily")
    for _ in range(HOW_MANY + 2):
        pin(FOUNTAIN, "cop")
    [digest] = digests(mailbox)
    assert f"{HOW_MANY + 2} haber" in digest["Subject"]
    assert "2 bildirim daha var" in digest.get_content()


def test_a_daily_e_mail_gathers_what_happened_and_stays_away_when_nothing_did(client, mailbox):
    follow(client, mailbox, "bbox=29,40,30,42", pace="daily")
    first, second = pin(FOUNTAIN, "cop"), pin(BRIDGE)
    resolve(second)
    assert not mailbox.after_work()
    an_hour_passes()
    daily_mails.defer(timestamp=0)
    [digest] = mailbox.after_work()
    assert "2 haber" in digest["Subject"]
    assert f"#{first.number}" in digest.get_content()
    daily_mails.defer(timestamp=1)
    assert not mailbox.after_work()


def test_an_english_reader_gets_english_e_mails(client, mailbox):
    client.cookies["django_language"] = "en"
    follow(client, mailbox, "category=cop")
    pin(FOUNTAIN, "cop")
    [told] = mailbox.after_work()
    assert told["Subject"].endswith(": new")


def test_a_mail_server_that_is_away_is_tried_again_later(client, mailbox):
    ask(client, "category=cop")
    assert not mailbox.after_work(port=1)
    waiting = ProcrastinateJob.objects.filter(task_name="issues.follow.tasks.ask_for_confirmation")
    job = waiting.latest("id")
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at > timezone.now()


def test_an_address_that_nobody_confirms_is_forgotten_after_two_days(town):
    old, new, confirmed = (
        subscribe(email=f"{n}@example.org", wish=wish(category="cop"), pace="daily", language="tr")
        for n in range(3)
    )
    confirm(subscription=confirmed)
    days_ago = timezone.now() - timedelta(days=3)
    Subscription.objects.filter(pk__in=[old.pk, confirmed.pk]).update(created_at=days_ago)
    tidy()
    assert set(Subscription.objects.all()) == {new, confirmed}


def test_the_same_wish_twice_is_one_row_and_tells_the_asker_nothing(town, client, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    pages = [ask(client, "category=cop").content.decode() for _ in range(2)]
    first, second = (without_secrets(page) for page in pages)
    assert first == second
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "email", "said"),
    [
        ("category=cop", "ayse", "Geçerli bir e-posta adresi"),
        ("", AYSE, "neyi izlemek istediğinizi orada seçiniz"),
        ("category=ejderha", AYSE, "category"),
        ("issue=99999", AYSE, "issue"),
        ("bbox=1,2,3", AYSE, "batı,güney,doğu,kuzey"),
    ],
)
def test_what_cannot_be_followed_is_told(town, client, settings, what, email, said):
    settings.EMAIL_HOST = "127.0.0.1"
    answer = ask(client, what, email=email)
    assert answer.status_code == (400 if email == AYSE else 422)
    assert said in answer.content.decode()
    assert not Subscription.objects.exists()


def test_who_asks_for_many_addresses_is_slowed_down(town, client, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    for n in range(LIMITS["subscribe"].free):
        assert ask(client, "category=cop", email=f"{n}@example.org").status_code == 200
    assert ask(client, "category=cop").status_code == 429


def test_without_a_mail_server_nothing_is_offered(town, client):
    issue = pin(FOUNTAIN)
    assert ask(client, "category=cop").status_code == 404
    assert "follow/" not in client.get(f"/issues/{issue.number}/").content.decode()


def wish(*, category=None, mahalle=None, area=None):
    found = {"slug": category} if category else None
    return Wish(
        category=Category.objects.get(**found) if found else None,
        neighbourhood=Neighbourhood.objects.current().get(slug=mahalle) if mahalle else None,
        area=area,
    )


def test_who_follows_a_duplicate_hears_of_its_original(town, zeynep):
    issue, original = pin(FOUNTAIN), pin(FOUNTAIN)
    pin(BRIDGE)
    followed = subscribe(email=AYSE, wish=Wish(issue=issue), pace=Pace.DAILY, language="tr")
    assert [i.number for i in PublicIssue.objects.followed_by(followed)] == [issue.number]
    merge(issue=issue, into=original, by=zeynep)
    followed = Subscription.objects.with_what_it_follows().get()
    assert [i.number for i in PublicIssue.objects.followed_by(followed)] == [original.number]


@tried(max_examples=60)
@given(
    st.lists(st.tuples(PLACES, CATEGORIES), min_size=1, max_size=6),
    st.sampled_from([None, "cop", "temizlik", "agac"]),
    st.sampled_from([None, "baglar", "dere"]),
    st.sampled_from([None, (29.1, 40.98, 29.12, 41.0), (29.11, 40.9, 29.2, 41.1)]),
)
def test_both_ways_of_asking_who_follows_what_agree(town, reports, category, mahalle, box):
    with rolled_back(), override_settings(ACCEPT_OUTSIDE=True):
        if not (category or mahalle or box):
            category = "cop"
        area = Polygon.from_bbox(box) if box else None
        followed = subscribe(
            email=AYSE, wish=wish(category=category, mahalle=mahalle, area=area),
            pace=Pace.DAILY, language="tr",
        )  # fmt: skip
        issues = [pin(place, slug) for place, slug in reports]
        by_issue = {i.number for i in issues if Subscription.objects.about(i).exists()}
        by_wish = PublicIssue.objects.followed_by(followed).values_list("number", flat=True)
        assert by_issue == set(by_wish)
