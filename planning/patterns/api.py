"""The API of where reports gather."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.models import Pattern
from planning.patterns.table import LocalRate, Patterns, Spot, patterns


class GatheringSerializer(serializers.Serializer[Any]):
    """Global Moran's I."""

    areas = serializers.IntegerField()
    i = serializers.FloatField()
    expected = serializers.FloatField(help_text="by chance")
    p = serializers.FloatField()
    since = serializers.DateField()
    until = serializers.DateField()
    counted_at = serializers.DateTimeField()


class SpotSerializer(serializers.Serializer[Spot]):
    """A hexagon of 250 m that is not as chance has it; the layer `hotspots` has its shape."""

    hexagon = serializers.CharField(source="kept.hexagon")
    pattern = serializers.ChoiceField(Pattern.choices, source="kept.pattern")
    reports = serializers.IntegerField(source="kept.reports", help_text="of a year")
    per_km2 = serializers.FloatField(source="kept.per_km2")
    z = serializers.FloatField(source="kept.z", help_text="Gi*")
    p = serializers.FloatField(
        source="kept.p", help_text="two-sided, before the false discovery rate"
    )
    code = serializers.CharField(source="kept.code", help_text="of the mahalle")
    middle = serializers.SerializerMethodField(help_text="longitude, latitude")

    def get_middle(self, spot: Spot) -> list[float]:
        """Return the middle of the hexagon."""
        return [round(spot.middle.x, 6), round(spot.middle.y, 6)]


class LocalRateSerializer(serializers.Serializer[LocalRate]):
    """A mahalle that is not as chance has it beside those around it: HH, LL, HL or LH."""

    code = serializers.CharField(source="neighbourhood.code")
    name = serializers.CharField(source="neighbourhood.name")
    kind = serializers.CharField(source="kept.kind")
    per_1000 = serializers.FloatField(source="kept.per_1000")
    p = serializers.FloatField(source="kept.p")


class PatternsSerializer(serializers.Serializer[Patterns]):
    """Where reports of the last twelve whole months gather, as it was counted last; null where too few."""

    hexagons = GatheringSerializer(allow_null=True)
    mahalle = GatheringSerializer(allow_null=True)
    spots = SpotSerializer(many=True)
    rates = LocalRateSerializer(many=True)


class WhereReportsGather(APIView):
    """Where reports gather."""

    @extend_schema(responses=PatternsSerializer)
    def get(self, request: Request) -> Response:
        """Tell Moran's I, the hot spots with their course, and the mahalle that stand out."""
        return Response(PatternsSerializer(patterns()).data)
