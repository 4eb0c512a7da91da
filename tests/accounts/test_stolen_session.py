"""Whoever has somebody's session loses it as soon as the owner or an administrator does something about it."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.actions import end_sessions
from accounts.models import User
from tests.logins import app_code, give_app, log_in_staff

DESK = "/moderation/"


@pytest.fixture
def thief(elif_):
    """Somebody who has Elif's session, the second factor included."""
    thief = Client()
    log_in_staff(thief, elif_)
    assert thief.get(DESK).status_code == 200
    return thief


@pytest.fixture
def admin(client, zeynep):
    log_in_staff(client, zeynep)
    return client


def is_out(browser):
    """Whether a browser has to log in, as if it had never been here."""
    return browser.get(DESK).headers.get("Location", "").startswith("/accounts/login/")


def act(admin, action, user):
    admin.post("/admin/accounts/user/", {"action": action, "_selected_action": [user.pk]})


@pytest.mark.parametrize("action", ["end_log_ins", "reset_second_factor"])
def test_an_administrator_ends_all_log_ins_of_somebody(thief, admin, elif_, action):
    act(admin, action, elif_)
    assert is_out(thief)
    log_in_staff(
        Client(), elif_
    )  # who sets the second factor up anew does not let the thief in again
    assert is_out(thief)
    assert admin.get(DESK).status_code == 200, "nobody else is logged out"


@pytest.mark.parametrize("change", [{"email": "elif@new.example.org"}, {"is_active": ""}])
def test_another_address_or_an_account_switched_off_ends_them_for_good(thief, admin, elif_, change):
    page = f"/admin/accounts/user/{elif_.pk}/change/"
    known = {
        "email": elif_.email,
        "is_active": "on",
        "is_staff": "on",
        "groups": elif_.groups.get().pk,
    }
    assert admin.post(page, known | change).status_code == 302
    assert is_out(thief)
    assert admin.post(page, known).status_code == 302  # switched on again
    assert is_out(thief)


def test_whoever_lost_a_phone_ends_all_other_log_ins_without_asking_anybody(thief, client, elif_):
    log_in_staff(client, elif_)
    told = client.post("/accounts/others/end/", follow=True)
    assert "Artık yalnız burada oturumunuz açık." in told.content.decode()
    assert client.get(DESK).status_code == 200
    assert is_out(thief)


def test_another_phone_ends_them_everywhere_but_here(thief, client, elif_):
    log_in_staff(client, elif_)
    secret = elif_.authenticator_set.get(type="totp").data["secret"]
    asked = client.get("/accounts/2fa/app/remove/")
    client.post(asked["Location"], {"code": app_code(secret)})
    client.post("/accounts/2fa/app/remove/")
    give_app(elif_)
    assert is_out(thief)
    assert client.get(DESK).status_code == 200


def test_the_second_factor_is_given_again_after_a_working_day(elif_, monkeypatch):
    browser = Client()
    log_in_staff(browser, elif_)
    monkeypatch.setattr("accounts.views.GIVEN_FOR", 0)
    assert browser.get(DESK)["Location"].startswith("/accounts/2fa/again/")


def test_a_resident_keeps_the_log_in_of_fourteen_days(client, db):
    ayse = User.objects.create_user("ayse", "ayse@example.org")
    client.force_login(ayse)
    assert client.get("/accounts/me/").status_code == 200
    end_sessions(user=ayse)
    assert client.get("/accounts/me/").status_code == 302


def test_who_may_change_people_gives_nobody_rights_and_takes_no_administrators_address(
    client, zeynep, elif_
):
    elif_.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    log_in_staff(client, elif_)
    sent = {"email": elif_.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    client.post(f"/admin/accounts/user/{elif_.pk}/change/", sent)
    client.post(f"/admin/accounts/user/{zeynep.pk}/change/", sent | {"email": "mine@example.org"})
    assert not User.objects.get(pk=elif_.pk).is_superuser
    assert User.objects.get(pk=zeynep.pk).email == zeynep.email
