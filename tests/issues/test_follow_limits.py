"""Nobody is flooded with e-mails by others, and one wish is kept once."""

from datetime import timedelta
from importlib import import_module
from threading import Event

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import HourlyUse
from issues.areas import read_area
from issues.follow.alerts import ASKS_A_DAY, confirm, may_ask, subscribe
from issues.follow.wishes import Wish
from issues.models import Category, Pace, Subscription
from issues.retention import tidy
from tests.at_once import at_once, wait_until_locked
from tests.district import FOUNTAIN, pin
from tests.secrets import without_secrets

AYSE = "ayse@example.org"
FOLLOW = "/issues/follow/"


@pytest.fixture
def sends_mail(settings):
    settings.EMAIL_HOST = "127.0.0.1"


def ask(client, what="category=cop", email=AYSE, **more):
    return client.post(f"{FOLLOW}?{what}", {"email": email, "pace": "at_once"} | more)


def asked_for():
    """How many e-mails that ask for a confirmation are queued."""
    name = "issues.follow.tasks.ask_for_confirmation"
    return ProcrastinateJob.objects.filter(task_name=name).count()


def hours_pass(hours):
    gone = timedelta(hours=hours)
    HourlyUse.objects.all().delete()
    Subscription.objects.update(asked_at=F("asked_at") - gone, created_at=F("created_at") - gone)


def cop():
    return Wish(category=Category.objects.get(slug="cop"))


def wants(pace="daily", language="tr", wish=None):
    return subscribe(email=AYSE, wish=wish or cop(), pace=pace, language=language)


def test_an_address_is_asked_for_the_same_once_an_hour(town, client, sends_mail):
    pages = {without_secrets(ask(client).content.decode()) for _ in range(5)}
    assert len(pages) == 1  # which tells nothing
    assert asked_for() == 1
    hours_pass(1)
    ask(client)
    assert asked_for() == 2


def test_an_address_is_asked_three_times_a_day_whatever_for(town, client, sends_mail):
    for what in ("category=cop", "category=agac", "mahalle=baglar", "mahalle=dere", "category=su"):
        page = ask(client, what, email=AYSE.title())
        assert "günde" in page.content.decode()
    assert asked_for() == ASKS_A_DAY == 3
    for _ in range(12):
        hours_pass(2)
        ask(client, email=AYSE.upper())
    assert asked_for() == ASKS_A_DAY + 1


def test_who_confirms_can_go_on_to_follow_more(town, client, sends_mail):
    for what in ("category=cop", "category=agac", "mahalle=baglar", "mahalle=dere"):
        ask(client, what)
        confirm(subscription=Subscription.objects.latest("pk"))
    assert asked_for() == 4


def test_who_follows_it_already_is_not_asked_again(town, client, sends_mail):
    confirm(subscription=wants("at_once"))
    assert ask(client).status_code == 200
    assert asked_for() == 0


def test_however_many_ask_at_once_for_an_address_it_gets_three_e_mails(transactional_town):
    wishes = [Wish(category=c) for c in Category.objects.order_by("pk")[:5]]
    admitted = []

    def asks(wish):
        with transaction.atomic():
            admitted.append(may_ask(subscription=wants(wish=wish)))

    at_once(*(lambda wish=wish: asks(wish) for wish in wishes))
    assert sorted(admitted) == [False, False, True, True, True]


def test_a_program_that_fills_in_every_field_is_refused(town, client, sends_mail):
    answer = ask(client, website="https://spam.example")
    assert answer.status_code == 422
    assert "boş bırak" in answer.content.decode()
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "what", ["cop", "report", "29.101,40.991;29.109,40.991;29.109,40.9985;29.1,40.9985"]
)
def test_four_who_ask_for_the_same_at_once_leave_one_wish(transactional_town, what):
    wish = {"cop": cop, "report": lambda: Wish(issue=pin(FOUNTAIN))}.get(
        what, lambda: Wish(area=read_area(what))
    )()
    nobody_writes = Event()

    def hold_them_up():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE issues_subscription IN SHARE ROW EXCLUSIVE MODE")
            nobody_writes.set()
            wait_until_locked(people=4)

    def come():
        nobody_writes.wait(10)
        wants(wish=wish)

    at_once(hold_them_up, *[come] * 4)
    assert Subscription.objects.count() == 1
    assert wants(wish=wish) == Subscription.objects.get()


def test_an_address_in_capitals_and_an_area_from_another_corner_are_the_same_wish(town):
    for email, area in [
        (AYSE, "29.1,40.99;29.11,40.99;29.11,41"),
        ("Ayse@Example.ORG", "29.11,41;29.1,40.99;29.11,40.99"),
    ]:
        wish = Wish(area=read_area(area))
        subscribe(email=email, wish=wish, pace="daily", language="tr")
    assert Subscription.objects.get().email == AYSE


def test_another_pace_is_in_force_when_the_owner_presses_the_button(town, client, sends_mail):
    confirm(subscription=wants("daily"))
    told_until = Subscription.objects.get().told_until
    client.cookies["django_language"] = "en"
    ask(client)
    assert asked_for() == 1
    follower = Subscription.objects.get()
    assert (follower.pace, follower.language) == ("daily", "tr")  # anybody could have asked
    address = f"{FOLLOW}{follower.key}/"
    page = client.get(address).content.decode()
    assert "We write to you once a day" in page
    assert "Asked for: at once, in this language: English" in page
    page = client.post(address, follow=True).content.decode()
    assert "We write to you at once" in page
    assert "Yes, write to me" not in page
    follower.refresh_from_db()
    assert (follower.pace, follower.language) == (Pace.AT_ONCE, "en")
    assert follower.told_until == told_until
    wants("daily")
    confirm(subscription=follower)
    follower.refresh_from_db()
    assert follower.told_until > told_until  # what was told at once is not told again


def test_an_address_that_was_asked_lately_is_not_forgotten_before_it_can_answer(town, client):
    follower = wants()
    hours_pass(60)
    assert may_ask(subscription=follower)
    tidy()
    assert Subscription.objects.exists()
    hours_pass(60)
    tidy()
    assert not Subscription.objects.exists()


def test_of_wishes_kept_twice_the_one_confirmed_last_stays(town):
    """Those of before: the migration removes them."""
    connection.check_constraints()
    once = next(c for c in Subscription._meta.constraints if c.name == "subscription_once")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Subscription, once)
    facts = {"pace": "daily", "language": "tr", "category": cop().category}
    for email in ("Ayse@example.org", AYSE, AYSE, AYSE, "mehmet@example.org"):
        Subscription.objects.create(email=email, **facts)
    first, second, *_others, mehmet = Subscription.objects.order_by("pk")
    for row in (first, second):
        row.asked_pace, row.asked_language = row.pace, row.language
        row.save()
        confirm(subscription=row)
    import_module("issues.migrations.0016_one_wish_once").keep_one_of_each(apps, None)
    connection.check_constraints()
    with connection.schema_editor() as editor:
        editor.add_constraint(Subscription, once)
    kept = Subscription.objects.order_by("pk")
    assert [row.pk for row in kept] == [second.pk, mehmet.pk]
    assert {(row.email, row.asked_pace) for row in kept} == {
        (AYSE, "daily"), ("mehmet@example.org", "daily"),
    }  # fmt: skip
    with pytest.raises(ValidationError, match=r"zaten|already|once"):
        Subscription(email=AYSE, asked_pace="daily", asked_language="tr", **facts).full_clean()


AREA = "29.101,40.991;29.109,40.991;29.109,40.9985;29.1,40.9985"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("mahalle=baglar", ["Bağlar"]),
        ("neighbourhood=baglar", ["Bağlar"]),
        ("neighbourhood=102&category=cop&status=&from=&to=", ["Bağlar", "Taşan çöp konteyneri"]),
        ("category=temizlik,cop", ["Temizlik ve atık"]),
        (f"area={AREA}&category=cop", ["km²", "Taşan çöp konteyneri"]),
        ("circle=29.105,40.995,250", ["km²"]),
        ("bbox=29,40.9,29.2,41", ["km²"]),
    ],
)
def test_what_a_list_shows_is_what_its_link_follows(town, client, sends_mail, what, said):
    page = client.get(f"/issues/?{what}").content.decode()
    assert "/issues/follow/?" in page
    form = client.get(f"{FOLLOW}?{what}")
    assert form.status_code == 200
    assert all(words in form.content.decode() for words in said)
    ask(client, what)
    follower = Subscription.objects.get()
    kept = [follower.neighbourhood_code, follower.category, follower.area]
    assert sum(map(bool, kept)) == len(said)


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("category=cop,agac&mahalle=baglar", "category"),
        ("mahalle=baglar&neighbourhood=dere", "mahalle"),
        ("category=cop&status=resolved", "status"),
        ("category=cop&from=2026-01-01", "from"),
        ("category=cop&to=2026-01-01", "to"),
        (f"bbox=29,40,30,42&area={AREA}", "bbox"),
        ("", "seçiniz"),
    ],
)
def test_a_list_that_e_mails_cannot_follow_has_no_link_and_the_page_says_why(
    town, client, sends_mail, what, named
):
    assert "/issues/follow/?" not in client.get(f"/issues/?{what}").content.decode()
    answer = ask(client, what)
    assert answer.status_code == 400
    assert named in answer.content.decode()
    assert not Subscription.objects.exists()
