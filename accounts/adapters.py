"""How django-allauth does things here: addresses of networks, sentences, and what it says when."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.network import network_of

SENTENCES = {
    "incorrect_code": _("This code is not right. Please look at it again."),
    "rate_limited": _("Too many tries. Please wait a few minutes and try again."),
    "too_many_login_attempts": _("Too many tries. Please ask for a new code a little later."),
}


class AccountAdapter(DefaultAccountAdapter):
    """The log-in by e-mailed code."""

    error_messages = {**DefaultAccountAdapter.error_messages, **SENTENCES}

    def get_client_ip(self, request: HttpRequest) -> str:
        """Name the network, not the address, by which tries are counted."""
        return network_of(request.META)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        *_template: Any,
        message: str | None = None,
        **_more: Any,
    ) -> None:
        """Keep what went wrong for the next page; that all went well, the page itself shows."""
        if message:
            super().add_message(request, level, message=message)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Log in for as long as a session lasts; before, it lasted for the code alone."""
        super().login(request, user)
        request.session.set_expiry(None)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The authenticator app of the staff."""

    error_messages = {**DefaultMFAAdapter.error_messages, **SENTENCES}

    def get_totp_issuer(self) -> str:
        """Name the account in the app after the district."""
        return f"Ortak Harita {settings.DISTRICT_NAME}"
