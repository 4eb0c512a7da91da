"""The API of who speaks."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from issues.models import Group
from planning.groups.table import HalfYear, Heard, Line, half_years


class HeardGroupSerializer(serializers.Serializer[Heard]):
    """A group in the district, in per cent; null where it is hidden or not known."""

    group = serializers.ChoiceField(Group.choices)
    count = serializers.IntegerField(allow_null=True)
    share = serializers.FloatField(allow_null=True, help_text="of those who answered")
    interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    of_residents = serializers.FloatField(allow_null=True)


class GroupLineSerializer(serializers.Serializer[Line]):
    """A mahalle in which enough people answered; of the groups null where a count is hidden."""

    code = serializers.CharField(help_text='"" outside of the mahalle')
    name = serializers.CharField()
    answers = serializers.IntegerField()
    groups = serializers.SerializerMethodField()

    def get_groups(self, line: Line) -> dict[str, int | None]:
        """Return the count of each group."""
        return dict(zip(Group.values, line.counts, strict=True))


class HalfYearSerializer(serializers.Serializer[HalfYear]):
    """A half-year that is over; `answers` is null where too few answered to tell."""

    year = serializers.IntegerField()
    half = serializers.IntegerField()
    answers = serializers.IntegerField(allow_null=True)
    groups = HeardGroupSerializer(many=True)
    neighbourhoods = GroupLineSerializer(many=True, source="lines")


class WhoSpeaks(APIView):
    """Who speaks."""

    @extend_schema(responses=HalfYearSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List, by half-year, how many of those who said who they are belong to groups often not heard."""
        found: Any = half_years()
        return Response(HalfYearSerializer(found, many=True).data)
