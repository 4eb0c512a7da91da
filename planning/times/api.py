"""The API of waiting."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.models import Ending
from planning.problems import problem_of
from planning.times.forms import TimesForm
from planning.times.table import Line, Times


class LineSerializer(serializers.Serializer[Line]):
    """How long one mahalle waits; null where it is too few to say, or not reached yet."""

    code = serializers.CharField(source="neighbourhood.code", default=None)
    name = serializers.CharField(source="neighbourhood.name", default=None)
    total = serializers.IntegerField()
    median_days = serializers.IntegerField(source="median.day", default=None)
    median_lower = serializers.IntegerField(source="median.lower", default=None)
    median_upper = serializers.IntegerField(source="median.upper", default=None)
    mean_days = serializers.FloatField(
        source="mean", allow_null=True, help_text="restricted to 365, where half are not over yet"
    )
    in_time = serializers.FloatField(allow_null=True, help_text="per cent within target days")


class TimesSerializer(serializers.Serializer[Times]):
    """All mahalle and the district; `curve` is Kaplan and Meier's of the district."""

    results = LineSerializer(source="lines", many=True)
    district = LineSerializer()
    curve = serializers.SerializerMethodField(
        help_text="day, share that still waits, and its 95 % band, a step each"
    )
    log_rank = serializers.SerializerMethodField(
        help_text="χ² and p of `mahalle` against the others"
    )
    by_quarter = serializers.SerializerMethodField(
        help_text="by when they were reported, as 2026-3: the district, or `mahalle`; empty with a period"
    )
    until = serializers.DateTimeField(allow_null=True, help_text="when it was counted")

    def get_curve(self, times: Times) -> list[list[float]]:
        """Return the steps."""
        return [list(step) for step in times.curve]

    def get_by_quarter(self, times: Times) -> dict[str, dict[str, Any]]:
        """Return the lines by quarter, the newest first."""
        return {period.key: LineSerializer(line).data for period, line in times.by_quarter}

    def get_log_rank(self, times: Times) -> list[float] | None:
        """Return the test, where a mahalle was chosen."""
        test = times.beside and times.beside.test
        return list(test) if test else None


class Waiting(APIView):
    """How long each mahalle waits."""

    @extend_schema(
        parameters=[
            OpenApiParameter("ending", str, enum=Ending.values),
            OpenApiParameter("category", str, description="slug of a group of categories"),
            OpenApiParameter(
                "period", str, description="when they were reported: a year, or a quarter as 2026-3"
            ),
            OpenApiParameter("mahalle", str, description="slug of one to put beside the others"),
        ],
        responses={
            200: TimesSerializer,
            400: OpenApiResponse(description="problem details (RFC 9457)"),
        },
    )
    def get(self, request: Request) -> Response:
        """Tell how long public reports of the last two years waited, as it was counted last night."""
        form = TimesForm(request.query_params.dict())
        if not form.is_valid():
            raise problem_of(form)
        data: Any = TimesSerializer(form.answer()).data
        return Response(data)
