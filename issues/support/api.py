"""Support by a phone: which phone it is, and the API that its button calls."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from issues.actions import RefusedError
from issues.api import PROBLEM
from issues.models import PublicIssue
from issues.support import actions

COOKIE = "supporter"
FIVE_YEARS = 5 * 366 * 24 * 3600


def phone_of(request: HttpRequest | Request) -> UUID | None:
    """Return the random id that this phone keeps in a cookie, or None before its first support."""
    try:
        return UUID(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return None


def remember_phone(response: HttpResponseBase, phone: UUID) -> None:
    """Let the phone keep its id, out of reach of scripts and of other sites."""
    response.set_cookie(
        COOKIE,
        str(phone),
        max_age=FIVE_YEARS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


class SupportSerializer(serializers.Serializer[dict[str, Any]]):
    """How many support an issue, and whether this phone does."""

    support = serializers.IntegerField()
    supported = serializers.BooleanField()


class IssueSupport(APIView):
    """Say "ben de" to an open issue, or take it back. The phone is known by a random cookie."""

    permission_classes = [AllowAny]

    @extend_schema(
        request=None,
        responses={200: SupportSerializer, 400: PROBLEM, 404: OpenApiResponse(description="none")},
    )
    def put(self, request: Request, number: int) -> Response:
        """Support the issue, once however often it is sent."""
        phone = phone_of(request) or uuid4()
        issue = get_object_or_404(PublicIssue, number=number)
        try:
            support = actions.support(issue=issue, supporter=phone)
        except RefusedError as error:
            raise ValidationError({"status": [str(error)]}) from error
        response = Response({"support": support, "supported": True})
        remember_phone(response, phone)
        return response

    @extend_schema(request=None, responses={200: SupportSerializer})
    def delete(self, request: Request, number: int) -> Response:
        """Take the support back, if there was one."""
        issue = get_object_or_404(PublicIssue, number=number)
        support = actions.withdraw_support(issue=issue, supporter=phone_of(request) or uuid4())
        return Response({"support": support, "supported": False})
