"""Limits on what a network does, for the views of every app."""

from django.http import HttpRequest
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from accounts.limits import TooOftenError, admit
from accounts.network import network_of

PROOF_HEADER = "X-Altcha"
"""The request header in which a device sends its proof of work, base64."""


class TooOftenProblem(APIException):
    """429 with Retry-After; `challenge` stands in the problem where a proof of work helps."""

    status_code = 429

    def __init__(self, error: TooOftenError) -> None:
        super().__init__(str(error))
        self.wait = error.wait
        self.challenge = error.challenge


def admit_request(request: HttpRequest | Request, act: str) -> None:
    """Count what a request asks for against its network's limit.

    Raises:
        TooOftenProblem: too often in this hour; the message says what to do.
    """
    proof = request.headers.get(PROOF_HEADER) or request.POST.get("proof", "")
    try:
        admit(act=act, network=network_of(request.META), proof=proof)
    except TooOftenError as error:
        raise TooOftenProblem(error) from error
