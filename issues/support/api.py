"""Support by a phone: which phone it is, and the API that its button calls."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import admit_request
from issues.actions import RefusedError
from issues.api import PROBLEM
from issues.models import PublicIssue
from issues.report_serializers import CategoryField
from issues.serializers import PointField
from issues.support import actions

COOKIE = "supporter"
MOST = 5
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


def admit_support(request: HttpRequest | Request, issue: PublicIssue) -> None:
    """Count a support against what a network may say, of all reports and of this one.

    Raises:
        TooOftenProblem: too often in this hour.
    """
    admit_request(request, "support")
    admit_request(request, "support-one", about=f"report {issue.number}")


class NearbySerializer(serializers.Serializer[Any]):
    """Where, and what about: the query parameters of `NearbyIssues`."""

    longitude = serializers.FloatField(help_text="degrees, EPSG:4326")
    latitude = serializers.FloatField(help_text="degrees, EPSG:4326")
    category = CategoryField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Make the point, as a report's."""
        numbers = [attrs["longitude"], attrs["latitude"]]
        point = PointField().to_internal_value({"type": "Point", "coordinates": numbers})
        return {"place": point, "category": attrs["category"]}


class NearIssueSerializer(serializers.ModelSerializer[PublicIssue]):
    """An open issue near by, with what tells whether it is the same."""

    category = serializers.CharField(source="category.slug")
    category_name = serializers.CharField(source="category.name")
    distance = serializers.SerializerMethodField(help_text="metres")
    age = serializers.SerializerMethodField(help_text="days")
    support = serializers.IntegerField(source="support_count")
    supported = serializers.SerializerMethodField(help_text="whether this phone supports it")
    url = serializers.CharField(source="get_absolute_url", help_text="the path of its page")

    class Meta:
        model = PublicIssue
        fields = [
            "number",
            "category",
            "category_name",
            "status",
            "description",
            "distance",
            "age",
            "support",
            "supported",
            "url",
        ]

    def get_distance(self, issue: PublicIssue) -> int:
        """Round to whole metres."""
        return round(issue.distance.m)

    def get_age(self, issue: PublicIssue) -> int:
        """Count the days since the report."""
        return (timezone.localdate() - issue.reported_day).days

    def get_supported(self, issue: PublicIssue) -> bool:
        """Tell whether this phone has said "ben de"."""
        return issue.number in self.context["supported"]


class NearbyIssues(APIView):
    """Open issues of the same group around a place: perhaps a new report is one of them."""

    @extend_schema(
        parameters=[NearbySerializer],
        responses={200: NearIssueSerializer(many=True), 400: PROBLEM},
    )
    def get(self, request: Request) -> Response:
        """List at most five, nearest first."""
        asked = NearbySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = PublicIssue.objects.nearby(**asked.validated_data).select_related("category")[:MOST]
        supported = actions.supported_among(issues=found, supporter=phone_of(request))
        near = NearIssueSerializer(found, many=True, context={"supported": supported})
        return Response({"results": near.data})


class SupportSerializer(serializers.Serializer[dict[str, Any]]):
    """How many support an issue, and whether this phone does."""

    support = serializers.IntegerField()
    supported = serializers.BooleanField()


class IssueSupport(APIView):
    """Say "ben de" to an open issue, or take it back. The phone is known by a random cookie."""

    permission_classes = [AllowAny]

    @extend_schema(
        request=None,
        responses={
            200: SupportSerializer,
            400: PROBLEM,
            429: PROBLEM,
            404: OpenApiResponse(description="none"),
        },
    )
    def put(self, request: Request, number: int) -> Response:
        """Support the issue, once however often it is sent."""
        phone = phone_of(request) or uuid4()
        issue = get_object_or_404(PublicIssue, number=number)
        if not actions.supported_among(issues=[issue], supporter=phone):
            admit_support(request, issue)
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
