"""The API of statistics."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from issues.parameters import IssueFilterSerializer
from planning.problems import counted_or_told
from planning.statistics import (
    MOST_COUNTED,
    DistrictStatistics,
    Statistic,
    district_statistics,
)


class StatisticSerializer(serializers.Serializer[Statistic]):
    """One mahalle's counts."""

    code = serializers.CharField(source="neighbourhood.code")
    name = serializers.CharField(source="neighbourhood.name")
    slug = serializers.CharField(source="neighbourhood.slug")
    population = serializers.IntegerField(allow_null=True)
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    resolved = serializers.IntegerField()
    per_1000 = serializers.FloatField(allow_null=True)
    per_1000_lower = serializers.FloatField(
        source="per_1000_interval.lower",
        default=None,
        help_text="of the 95 % interval: exact below 10 issues, Byar's from there on",
    )
    per_1000_upper = serializers.FloatField(source="per_1000_interval.upper", default=None)
    per_1000_smoothed = serializers.FloatField(
        source="smoothed",
        allow_null=True,
        help_text="drawn to the district's rate the more, the fewer people it rests on (empirical Bayes,"
        " Marshall 1991); null where only some neighbourhoods are asked for",
    )


class DistrictStatisticsSerializer(serializers.Serializer[DistrictStatistics]):
    """All mahalle; `total` is the sum of the results and of `outside`."""

    results = StatisticSerializer(many=True)
    outside = serializers.IntegerField(help_text="issues in no mahalle")
    total = serializers.IntegerField()


class NeighbourhoodStatistics(APIView):
    """Counts per mahalle."""

    @extend_schema(
        parameters=[IssueFilterSerializer],
        responses={
            200: DistrictStatisticsSerializer,
            400: OpenApiResponse(
                description="problem details (RFC 9457); also for a part of the map with more than"
                f" {MOST_COUNTED} issues"
            ),
        },
    )
    def get(self, request: Request) -> Response:
        """Count public issues per mahalle under the filters of the list."""
        asked = IssueFilterSerializer(data=request.query_params).issue_filter()
        with counted_or_told():
            statistics = district_statistics(asked)
        return Response(DistrictStatisticsSerializer(statistics).data)
