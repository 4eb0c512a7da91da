"""Logging in as the tests' people do: with the second factor really recorded, or step by step."""

import re
import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import RequestFactory

LOG_IN = "/accounts/login/"
CONFIRM = "/accounts/login/code/"


def app_code(secret):
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_app(user):
    """Let an authenticator app belong to somebody. Returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def log_in_staff(client, user):
    """Log somebody of the staff in, as allauth leaves a session after the second factor."""
    if not Authenticator.objects.filter(user=user).exists():
        give_app(user)
    client.force_login(user)
    request = RequestFactory().get("/")
    request.user, request.session = user, client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()


def code_in(message):
    """The code of an e-mail."""
    return re.search(r"\d{4}-\d{4}", message)[0]
