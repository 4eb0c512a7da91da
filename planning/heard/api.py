"""The API of who is not heard."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.heard.table import Line, heard_table


class HeardSerializer(serializers.Serializer[Line]):
    """A mahalle by how readily it reports; null where too few said the same."""

    code = serializers.CharField(source="neighbourhood.code")
    name = serializers.CharField(source="neighbourhood.name")
    reports = serializers.IntegerField(source="kept.reports")
    further = serializers.IntegerField(source="kept.further", help_text="who said the same later")
    days = serializers.SerializerMethodField(help_text="that all were waited for, together")
    until = serializers.DateTimeField(source="kept.until", help_text="when it was counted")
    per_1000 = serializers.FloatField(allow_null=True)
    wait = serializers.FloatField(allow_null=True, help_text="days until somebody says the same")
    wait_interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    adjusted_per_1000 = serializers.FloatField(
        allow_null=True, help_text="if all reported as readily: an estimate"
    )
    adjusted_interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)

    def get_days(self, line: Line) -> int:
        """Return whole days: the exact sum of one report would be its exact time."""
        return round(line.kept.days)


class WhoIsHeard(APIView):
    """How readily each mahalle reports."""

    @extend_schema(responses=HeardSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the mahalle with public reports of the last year, as they were counted last night."""
        lines: Any = heard_table()
        return Response(HeardSerializer(lines, many=True).data)
