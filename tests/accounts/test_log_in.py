"""Logging in by an e-mailed code; for the staff with a second factor besides."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions import forget_other_addresses, forget_second_factor, open_account
from accounts.limits import LIMITS
from accounts.models import User
from tests.logins import CONFIRM, LOG_IN, app_code, code_in, give_app, log_in_staff
from tests.mailbox import open_mailbox
from tests.secrets import without_secrets

AYSE = "ayse@example.org"


@pytest.fixture
def mail(db, settings):
    """A real mail server that takes what the web process sends."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST = "127.0.0.1"
    with open_mailbox() as mailbox:
        settings.EMAIL_PORT = mailbox.port
        yield mailbox.messages


def ask(client, email=AYSE, **more):
    return client.post(LOG_IN, {"email": email, **more})


def log_in(client, mail, email=AYSE, address=CONFIRM):
    ask(client, email)
    return client.post(address, {"code": code_in(mail[-1].get_content())})


def body(answer):
    return answer.content.decode()


def who(client):
    return client.session.get("_auth_user_id")


def test_ayse_asks_for_a_code_and_is_in_with_an_account_that_knows_her_address_alone(client, mail):
    assert 'autocomplete="email"' in body(client.get(LOG_IN))
    asked = ask(client, "Ayse@Example.org")
    assert asked["Location"] == CONFIRM
    page = body(client.get(CONFIRM))
    assert AYSE in page.lower()
    assert 'autocomplete="one-time-code"' in page
    [message] = mail
    assert message["To"].lower() == AYSE
    code = code_in(message.get_content())
    assert message["Subject"] == f"{code} giriş kodunuz"
    answer = client.post(CONFIRM, {"code": code.replace("-", " ")})
    assert answer["Location"] == "/accounts/me/"
    ayse = User.objects.get()
    assert who(client) == str(ayse.pk)
    assert (ayse.email, ayse.first_name, ayse.is_staff) == (AYSE, "", False)
    assert not ayse.has_usable_password()


def test_she_comes_back_to_the_same_account_and_to_where_she_was(client, mail):
    log_in(client, mail)
    client.post("/accounts/logout/")
    assert who(client) is None
    answer = client.post(f"{LOG_IN}?next=/rules/", {"email": AYSE, "next": "/rules/"})
    address = answer["Location"]
    answer = client.post(address, {"code": code_in(mail[-1].get_content()), "next": "/rules/"})
    assert answer["Location"] == "/rules/"
    assert User.objects.count() == 1


def test_nobody_is_led_to_another_site(client, mail):
    ask(client, next="https://example.com/")
    answer = client.post(
        CONFIRM, {"code": code_in(mail[-1].get_content()), "next": "https://example.com/"}
    )
    assert answer["Location"] == "/accounts/me/"


def test_no_answer_tells_whether_an_address_has_an_account(mail):
    """A known, an unknown and a switched-off address get the same page, and no code of theirs."""
    open_account(email="known@example.org")
    User.objects.create_user("kapalı", "closed@example.org", is_active=False)
    answers = []
    for email in ("known@example.org", "ghost@example.org", "closed@example.org"):
        client = Client()
        asked = ask(client, email)
        page = without_secrets(body(client.get(CONFIRM)))
        wrong = client.post(CONFIRM, {"code": "0000-0000"})
        answers.append(
            (asked.status_code, asked["Location"], page.replace(email, "…"), wrong.status_code)
        )
    assert answers[0] == answers[1] == answers[2]
    assert [message["To"] for message in mail] == ["known@example.org", "ghost@example.org"]
    assert not User.objects.get(email="closed@example.org").last_login


def test_somebody_who_was_switched_off_meanwhile_does_not_come_in(client, mail):
    ask(client)
    User.objects.update(is_active=False)
    answer = client.post(CONFIRM, {"code": code_in(mail[-1].get_content())}, follow=True)
    assert who(client) is None
    assert "kapatıldı" in body(answer)


@pytest.mark.parametrize("code", ["0000-0000", "", "ş"])
def test_three_wrong_codes_end_it(client, mail, code):
    ask(client)
    right = code_in(mail[0].get_content())
    for _ in range(2):
        assert 'class="error"' in body(client.post(CONFIRM, {"code": code}))
    answer = client.post(CONFIRM, {"code": code}, follow=True)
    assert "yeni bir kod isteyin" in body(answer)
    assert client.post(CONFIRM, {"code": right})["Location"] == LOG_IN
    assert who(client) is None


def test_a_code_is_good_for_fifteen_minutes_and_in_its_own_browser_alone(client, mail, monkeypatch):
    ask(client)
    code = code_in(mail[0].get_content())
    assert Client().post(CONFIRM, {"code": code})["Location"] == LOG_IN
    now = timezone.now().timestamp()
    monkeypatch.setattr("time.time", lambda: now + 15 * 60 + 5)
    assert client.post(CONFIRM, {"code": code})["Location"] == LOG_IN
    assert who(client) is None


def test_another_address_can_be_given_without_waiting(client, mail):
    ask(client, "slip@example.org")
    assert client.get(LOG_IN)["Location"].startswith(CONFIRM)
    assert client.post("/accounts/logout/", {"next": LOG_IN})["Location"] == LOG_IN
    assert client.get(LOG_IN).status_code == 200


def test_a_wrong_address_is_one_clear_sentence(client, mail):
    answer = ask(client, "ayse at example")
    assert answer.status_code == 422
    assert "e-posta adresi" in body(answer)
    assert not mail
    assert not User.objects.exists()


def test_a_network_that_asks_very_often_is_asked_for_a_sum(mail, client):
    for n in range(LIMITS["login"].free):
        assert ask(Client(), f"p{n}@example.org").status_code == 302
    answer = ask(client, "one-more@example.org")
    assert answer.status_code == 429
    assert 'id="challenge"' in body(answer)
    assert not User.objects.filter(email="one-more@example.org").exists()


def test_who_asks_for_codes_for_an_address_locks_it_for_nobody_else(mail):
    for _ in range(LIMITS["code"].most):
        assert ask(Client()).status_code == 302
    assert ask(Client(), AYSE.upper()).status_code == 429
    assert ask(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    assert ask(Client(), "mehmet@example.org").status_code == 302


def test_nobody_can_fill_a_mailbox_with_codes_from_many_networks(mail):
    answers = [ask(Client(REMOTE_ADDR=f"192.0.2.{n}")) for n in range(61)]
    assert [answer.status_code for answer in answers] == [302] * 60 + [422]
    assert "biraz sonra" in body(answers[-1])
    assert len(mail) == 60


def test_a_mail_server_that_is_away_is_told(client, db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    answer = ask(client)
    assert answer.status_code == 503
    assert "birkaç dakika sonra" in body(answer)


def test_an_unfinished_log_in_is_forgotten_soon_and_a_finished_one_lasts(client, mail):
    ask(client)
    soon = Session.objects.get().expire_date
    assert soon < timezone.now() + timezone.timedelta(hours=1)
    client.post(CONFIRM, {"code": code_in(mail[0].get_content())})
    assert Session.objects.get(pk=client.session.session_key).expire_date > soon


def test_an_address_has_one_account_however_it_is_written(db):
    assert open_account(email="Ayse@Example.org") == open_account(email="ayse@example.ORG")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="x", email="AYSE@example.org")


def test_pages_of_passwords_are_not_there(client, db):
    for address in (
        "signup/", "password/change/", "password/set/", "password/reset/", "email/", "reauthenticate/"
    ):  # fmt: skip
        assert client.get(f"/accounts/{address}").status_code == 404


# the staff


def secret_in(page):
    return re.search(r'class="secret">(\w+)<', page)[1]


def test_who_is_made_by_createsuperuser_logs_in_and_sets_the_second_factor_up(client, mail):
    call_command(
        "createsuperuser", username="zeynep", email="Zeynep@example.org", interactive=False
    )
    led = client.get("/admin/", follow=True)
    assert led.redirect_chain[-1][0].startswith(LOG_IN)
    answer = log_in(client, mail, "zeynep@example.org", f"{CONFIRM}?next=/admin/")
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/2fa/app/")
    assert "data:image/svg+xml" in body(answer)
    secret = secret_in(body(answer))
    wrong = client.post("/accounts/2fa/app/", {"code": "000000"})
    assert "doğru değil" in body(wrong)
    answer = client.post("/accounts/2fa/app/", {"code": app_code(secret)}, follow=True)
    codes = re.findall(r"<code>(\d{8})</code>", body(answer))
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200
    assert client.get("/moderation/").status_code == 200
    client.post("/accounts/logout/")
    answer = log_in(client, mail, "zeynep@example.org")
    assert answer["Location"] == "/accounts/2fa/give/"
    assert who(client) is None
    client.post("/accounts/2fa/give/", {"code": codes[0]})
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/logout/")
    log_in(client, mail, "zeynep@example.org")
    again = client.post("/accounts/2fa/give/", {"code": codes[0]})  # it was good once
    assert "doğru değil" in body(again)


@pytest.mark.parametrize("address", ["/admin/", "/admin/issues/issue/", "/moderation/"])
def test_staff_without_a_second_factor_in_this_session_are_led_to_it(client, elif_, address):
    client.force_login(elif_)
    setting_up = client.get(address, follow=True).redirect_chain[-1][0]
    assert setting_up.startswith("/accounts/2fa/app/")
    secret = give_app(elif_)
    giving = client.get(address, follow=True).redirect_chain[-1][0]
    assert giving.startswith("/accounts/2fa/again/")
    client.post(giving, {"code": app_code(secret)})
    assert client.get(address).status_code == 200


def test_a_code_of_the_app_is_good_once(client, elif_, mail):
    secret = give_app(elif_)
    code = app_code(secret)
    for expected in (302, 200):
        other = Client()
        log_in(other, mail, "elif@example.org")
        assert other.post("/accounts/2fa/give/", {"code": code}).status_code == expected


def test_whoever_guesses_codes_of_the_app_is_stopped(elif_, mail):
    secret = give_app(elif_)
    client = Client()
    log_in(client, mail, "elif@example.org")
    for _ in range(5):
        client.post("/accounts/2fa/give/", {"code": "000000"})
    answer = client.post("/accounts/2fa/give/", {"code": app_code(secret)})
    assert "biraz sonra" in body(answer)
    assert who(client) is None


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/moderation/", "/accounts/2fa/app/", "/accounts/2fa/", "/accounts/2fa/codes/"],
)
def test_residents_have_no_business_there(client, db, address):
    client.force_login(open_account(email=AYSE))
    assert client.get(address, follow=True).status_code == 403


def test_another_phone_and_new_recovery_codes(client, elif_):
    log_in_staff(client, elif_)
    secret = elif_.authenticator_set.get().data["secret"]
    assert client.get("/accounts/2fa/").status_code == 200
    asked = client.get("/accounts/2fa/app/remove/")
    assert asked["Location"].startswith("/accounts/2fa/again/")
    client.post(asked["Location"], {"code": app_code(secret)})
    client.post("/accounts/2fa/codes/new/")
    page = body(client.get("/accounts/2fa/codes/"))
    assert len(re.findall(r"<code>\d{8}</code>", page)) == 10
    assert client.get("/accounts/2fa/app/remove/").status_code == 200
    led = client.post("/accounts/2fa/app/remove/", follow=True)
    assert led.redirect_chain[-1][0].startswith("/accounts/2fa/app/")
    assert not elif_.authenticator_set.exists()


def test_who_lost_phone_and_codes_is_let_in_anew_by_the_admin(client, elif_, zeynep):
    lost = Client()
    log_in_staff(lost, elif_)
    log_in_staff(client, zeynep)
    client.post(
        "/admin/accounts/user/",
        {"action": "reset_second_factor", "_selected_action": [elif_.pk]},
    )
    assert not elif_.authenticator_set.exists()
    assert lost.get("/moderation/")["Location"].startswith("/accounts/login/")  # the found phone


def test_the_admin_adds_people_by_their_address_and_shows_no_secret(client, zeynep):
    log_in_staff(client, zeynep)
    page = body(client.get("/admin/"))
    assert "authenticator" not in page
    assert "emailaddress" not in page
    answer = client.post(
        "/admin/accounts/user/add/", {"email": "Can@Example.org", "is_active": "on"}
    )
    assert answer.status_code == 302, answer.context["errors"]
    can = User.objects.get(email="can@example.org")
    taken = client.post("/admin/accounts/user/add/", {"email": "CAN@example.org"})
    assert "zaten" in body(taken)
    can.emailaddress_set.create(email="can@example.org", verified=True)
    change = f"/admin/accounts/user/{can.pk}/change/"
    client.post(change, {"email": "can@new.example.org", "is_active": "on"})
    assert not can.emailaddress_set.exists()  # the old address lets nobody in


def test_of_the_addresses_that_an_account_had_its_present_one_alone_leads_in(elif_, zeynep):
    for user, email in (
        (elif_, elif_.email),
        (elif_, "old@example.org"),
        (zeynep, "z@example.org"),
    ):
        EmailAddress.objects.create(user=user, email=email, verified=True)
    forget_other_addresses(user=elif_)
    assert set(EmailAddress.objects.values_list("email", flat=True)) == {
        elif_.email,
        "z@example.org",
    }


def test_forgetting_the_second_factor_leaves_others_alone(elif_, zeynep):
    give_app(elif_), give_app(zeynep)
    forget_second_factor(user=elif_)
    assert zeynep.authenticator_set.exists()
