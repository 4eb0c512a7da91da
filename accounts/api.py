"""Limits on what a network does, for the views of every app."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.request import Request

from accounts.limits import TooOftenError, admit
from accounts.models import User
from accounts.network import code_of, network_of


class CarefulSessionAuthentication(SessionAuthentication):
    """Know who is logged in, where the request comes from a page of ours beyond doubt.

    Any other is nobody's, and not refused: a page that was open before somebody logged in, or a
    report that waited on the phone, holds an old token, and what it asks for needs no account.
    """

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, None] | None:
        """Return the person, or None."""
        try:
            return super().authenticate(request)
        except PermissionDenied:
            return None


PROOF_HEADER = "X-Altcha"
"""The request header in which a device sends its proof of work, base64."""


class TooOftenProblem(APIException):
    """429 with Retry-After; `challenge` stands in the problem where a proof of work helps."""

    status_code = 429

    def __init__(self, error: TooOftenError) -> None:
        super().__init__(str(error))
        self.wait = error.wait
        self.challenge = error.challenge


def with_retry_after(page: HttpResponse, refusal: TooOftenProblem) -> HttpResponse:
    """Say on a page of a refusal after how many seconds to try again, as the API's problem does."""
    page.headers["Retry-After"] = str(refusal.wait)
    return page


def refused(
    request: HttpRequest, template: str, context: dict[str, Any], refusal: TooOftenProblem
) -> HttpResponse:
    """Return a form's page again with the refusal on it, and when to come back."""
    page = render(request, template, context | {"refusal": refusal}, status=429)
    return with_retry_after(page, refusal)


def person_of(request: HttpRequest | Request) -> User | None:
    """Return who is logged in, None for nobody."""
    return request.user if isinstance(request.user, User) else None


def admit_request(request: HttpRequest | Request, act: str, *, about: str = "") -> None:
    """Count what a request asks for against the limits of its network and of who is logged in.

    With `about`, each thing that it is about has the limit for itself.

    Raises:
        TooOftenProblem: too often in this hour; the message says what to do.
    """
    proof = request.headers.get(PROOF_HEADER) or request.POST.get("proof", "")
    who = [network_of(request.META, about=about)]
    if person := person_of(request):
        who.append(code_of(person, about=about))
    try:
        admit(act=act, who=who, proof=proof)
    except TooOftenError as error:
        raise TooOftenProblem(error) from error
