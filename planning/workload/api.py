"""The API of the workload."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.forms import TopicForm
from planning.problems import problem_of
from planning.workload.table import Line, Month, Workload, workload


class WorkOfMahalleSerializer(serializers.Serializer[Line]):
    """The work of a mahalle; null where it is too little to say."""

    code = serializers.CharField(source="neighbourhood.code", default=None)
    name = serializers.CharField(source="neighbourhood.name", default=None)
    waiting = serializers.IntegerField(help_text="open now, of the last two years")
    half_waits = serializers.IntegerField(
        allow_null=True, help_text="days that half of them wait at least"
    )
    opened = serializers.IntegerField(help_text="in the last twelve whole months")
    closed = serializers.IntegerField()
    reopenings = serializers.IntegerField()
    reopened = serializers.FloatField(allow_null=True, help_text="per cent of the closed")
    satisfied = serializers.IntegerField(allow_null=True, help_text="per cent of the rated")
    rated = serializers.IntegerField(allow_null=True)


class WorkOfMonthSerializer(serializers.Serializer[Month]):
    """What came and what was closed in a month."""

    month = serializers.DateField(source="first")
    opened = serializers.IntegerField()
    closed = serializers.IntegerField()


class WorkloadSerializer(serializers.Serializer[Workload]):
    """All mahalle, the district, and the months of all or of `mahalle`."""

    results = WorkOfMahalleSerializer(source="lines", many=True)
    district = WorkOfMahalleSerializer()
    months = WorkOfMonthSerializer(many=True)
    until = serializers.DateTimeField(allow_null=True, help_text="when it was counted")


class WorkloadView(APIView):
    """What waits, what came and what got done."""

    @extend_schema(
        parameters=[
            OpenApiParameter("category", str, description="slug of a group of categories"),
            OpenApiParameter("mahalle", str, description="slug of the one whose months are told"),
        ],
        responses={
            200: WorkloadSerializer,
            400: OpenApiResponse(description="problem details (RFC 9457)"),
        },
    )
    def get(self, request: Request) -> Response:
        """Tell backlog and its age, opened against closed, reopened and ratings, as counted last night."""
        form = TopicForm(request.query_params.dict())
        if not form.is_valid():
            raise problem_of(form)
        found = workload(form.cleaned_data["category"], form.cleaned_data["mahalle"])
        data: Any = WorkloadSerializer(found).data
        return Response(data)
