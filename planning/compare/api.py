"""The API of two areas or two periods side by side."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.compare.answer import Comparison, Side, compare
from planning.compare.question import OWN, SIDES, read_question
from planning.problems import counted_or_told


class SideSerializer(serializers.Serializer[Side]):
    """One side; rates are per year."""

    first = serializers.DateField()
    last = serializers.DateField()
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    resolved = serializers.IntegerField()
    km2 = serializers.FloatField()
    people = serializers.FloatField(allow_null=True)
    per_1000 = serializers.FloatField(allow_null=True)
    per_km2 = serializers.FloatField(allow_null=True)


class ComparisonSerializer(serializers.Serializer[Comparison]):
    """Both sides, and how many times the rate of `a` is that of `b`."""

    a = SideSerializer()
    b = SideSerializer()
    by_people = serializers.BooleanField(help_text="else by km²")
    is_shared = serializers.BooleanField(help_text="both may have the same reports: no interval")
    ratio = serializers.FloatField(allow_null=True)
    interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)


class SideBySide(APIView):
    """Two areas or two periods."""

    @extend_schema(
        parameters=[
            OpenApiParameter("category", str, description="slugs, commas between"),
            *(OpenApiParameter(f"{side}-{name}", str) for side in SIDES for name in OWN),
        ],
        responses={
            200: ComparisonSerializer,
            400: OpenApiResponse(description="problem details (RFC 9457)"),
        },
    )
    def get(self, request: Request) -> Response:
        """Count public reports on both sides and compare their rates."""
        question: Any = read_question(request.query_params)
        with counted_or_told():
            return Response(ComparisonSerializer(compare(question)).data)
