"""The API of indicators."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.indicators.indicator import Indicator
from planning.indicators.register import all_indicators, indicator


class IndicatorSerializer(serializers.Serializer[Indicator]):
    """What an indicator is, without its values."""

    slug = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    definition = serializers.CharField()
    sdg = serializers.CharField(help_text="SDG target, where it belongs to one")
    better = serializers.CharField(help_text="more, less or neither: when it is good news")
    caveat = serializers.CharField(help_text="what the numbers cannot tell")
    is_resource = serializers.BooleanField(help_text="its parts can be added up")
    years = serializers.ListField(child=serializers.IntegerField())

    def get_fields(self) -> dict[str, Any]:
        """Add `source`, which a serializer keeps for itself."""
        return {**super().get_fields(), "source": serializers.CharField()}


class ValuesSerializer(IndicatorSerializer):
    """An indicator with its values."""

    values = serializers.SerializerMethodField(
        help_text="by year, then by the official code of the mahalle"
    )

    def get_values(self, one: Indicator) -> dict[int, dict[str, float]]:
        """Return all values."""
        return {year: dict(values) for year, values in one.by_year.items()}


class IndicatorCollection(APIView):
    """All indicators."""

    @extend_schema(responses=IndicatorSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List what is known of each mahalle."""
        known: Any = all_indicators()
        return Response(IndicatorSerializer(known, many=True).data)


class IndicatorDetail(APIView):
    """One indicator."""

    @extend_schema(
        responses={
            200: ValuesSerializer,
            404: OpenApiResponse(description="problem details (RFC 9457)"),
        }
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return an indicator with its values in all years."""
        found = indicator(slug)
        if found is None:
            raise NotFound
        data: Any = ValuesSerializer(found).data
        return Response(data)
