"""Logging in: a code by e-mail; for the staff a second factor besides."""

import time
from collections.abc import Callable
from functools import wraps
from smtplib import SMTPException
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import end_sessions, open_account
from accounts.api import TooOftenProblem, admit_request, with_retry_after
from accounts.models import User

GIVEN_FOR = 12 * 3600
"""Seconds after which the staff give their second factor again: a working day."""

ASKED_FOR = 30 * 60
"""Seconds that a session lasts in which a code was asked for and nobody has logged in."""

View = Callable[..., HttpResponseBase]


class AskForCode(RequestLoginCodeView):
    """One door for those who have an account and those who have none yet.

    Both get the same page and the same e-mail, so that nobody learns who has one.
    """

    def form_valid(self, form: RequestLoginCodeForm) -> HttpResponse:
        """Send a code, to an account that is opened now if need be."""
        try:
            admit_request(self.request, "login")
            admit_request(self.request, "code", about=form.cleaned_data["email"].lower())
        except TooOftenProblem as refusal:
            return with_retry_after(self._refused(form, refusal, status=429), refusal)
        form._user = open_account(email=form.cleaned_data["email"])  # what allauth's view reads
        self.request.session.set_expiry(ASKED_FOR)
        try:
            return super().form_valid(form)
        except (SMTPException, OSError):
            sorry = _("The e-mail could not be sent just now. Please try again in a few minutes.")
            return self._refused(form, sorry, status=503)

    def form_invalid(self, form: RequestLoginCodeForm) -> HttpResponse:
        """Say what is wrong with the address."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _refused(self, form: RequestLoginCodeForm, refusal: object, status: int) -> HttpResponse:
        context = self.get_context_data(form=form, refusal=refusal)
        return self.render_to_response(context, status=status)


class SetUpSecondFactor(ActivateTOTPView):
    """Join an authenticator app; the code that proves it counts as the session's second factor."""

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        """Keep the app's secret and make the recovery codes."""
        response = super().form_valid(form)
        record_authentication(
            self.request, form.user, "mfa", type=Authenticator.Type.TOTP, reauthenticated=True
        )
        return response


class RemoveSecondFactor(DeactivateTOTPView):
    """Take the app away, to join another; log-ins elsewhere end, where the old phone may be."""

    def form_valid(self, form: DeactivateTOTPForm) -> HttpResponse:
        """Stay logged in here alone."""
        response = super().form_valid(form)
        _stay_only_here(self.request)
        return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_others(request: HttpRequest) -> HttpResponse:
    """End all other log-ins of one's own; who had to log in for that comes back by GET, and presses again."""
    if request.method != "POST":
        return redirect("mine:data")
    _stay_only_here(request)
    messages.success(request, _("You are logged in here alone now."))
    return redirect("mine:data")


def _stay_only_here(request: HttpRequest) -> None:
    user = cast("User", request.user)
    end_sessions(user=user)
    update_session_auth_hash(request, user)


def passed_second_factor(request: HttpRequest) -> bool:
    """Tell whether a second factor was given today in this session, and belongs to the account still."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    given = [record["at"] for record in records if record["method"] == "mfa"]
    is_fresh = bool(given) and time.time() - max(given) < GIVEN_FOR
    return is_fresh and _has_app(request.user)


def staff_entry(request: HttpRequest, back: str) -> HttpResponse | None:
    """Return where somebody has to go before a page of the staff: None if straight in.

    Args:
        request: of whoever wants to go there.
        back: the page's address, to come back to.

    Raises:
        PermissionDenied: logged in, and none of the staff.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(back, resolve_url(settings.LOGIN_URL))
    if not request.user.is_staff:
        raise PermissionDenied
    if passed_second_factor(request):
        return None
    if _has_app(request.user):
        return redirect_to_login(back, resolve_url("mfa_reauthenticate"))
    return redirect_to_login(back, resolve_url("mfa_activate_totp"))


def _has_app(user: AbstractBaseUser) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def staff_only(view: View) -> View:
    """Let in staff who passed a second factor in this session; lead the others to it."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return staff_entry(request, request.get_full_path()) or view(request, *args, **kwargs)

    return guarded


def for_staff(view: View) -> View:
    """Let in logged-in staff, who are about to set the second factor up."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
