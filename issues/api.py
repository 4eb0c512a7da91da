"""The API of issues."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import admit_request
from issues import actions
from issues.models import Category, DailyCount, PublicIssue, Source
from issues.parameters import IssueFilterSerializer
from issues.querysets import PublicIssueQuerySet, counted
from issues.serializers import (
    CategorySerializer,
    FeatureSerializer,
    ReportSerializer,
    StoredIssueSerializer,
)

PROBLEM = OpenApiResponse(description="problem details (RFC 9457) with the fields in `errors`")


class KnownCountPaginator(Paginator[PublicIssue]):
    """A paginator that is told the count instead of counting the rows."""

    @cached_property
    def count(self) -> int:
        """How many there are in all."""
        return cast("PublicIssueQuerySet", self.object_list).known_count


class FeaturePagination(PageNumberPagination):
    """Pages of a GeoJSON FeatureCollection with a count."""

    django_paginator_class = KnownCountPaginator

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000

    def get_paginated_response(self, data: Any) -> Response:
        """Wrap a page of features."""
        return Response(
            {
                "type": "FeatureCollection",
                "count": self.page.paginator.count if self.page else 0,
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
                "features": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the same for OpenAPI."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["type", "count", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "count": {"type": "integer"},
                "next": link,
                "previous": link,
                "features": schema,
            },
        }


class IssueCollection(generics.ListAPIView[PublicIssue]):
    """List public issues, newest first, or report one."""

    queryset = PublicIssue.objects.select_related("category", "neighbourhood").newest_first()
    serializer_class = FeatureSerializer
    pagination_class = FeaturePagination
    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[IssueFilterSerializer], responses={200: FeatureSerializer, 400: PROBLEM}
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the public issues under a filter as a GeoJSON FeatureCollection."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=ReportSerializer,
        responses={
            201: StoredIssueSerializer,
            200: OpenApiResponse(StoredIssueSerializer, "the same id was sent before"),
            400: PROBLEM,
            429: PROBLEM,
        },
    )
    def post(self, request: Request) -> Response:
        """Store a report; the same id again is answered with the stored issue."""
        report = ReportSerializer(data=request.data)
        report.is_valid(raise_exception=True)
        admit_request(request, "report")
        try:
            issue, created = actions.report_issue(
                report=actions.Report(**report.validated_data), source=Source.API
            )
        except actions.OutsideError as error:
            raise ValidationError({"location": [str(error)]}) from error
        return Response(
            StoredIssueSerializer(issue).data,
            status=status.HTTP_201_CREATED if created else status.HTTP_200_OK,
        )

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply the query parameters; the count comes from the daily counts where it can."""
        asked = IssueFilterSerializer(data=self.request.query_params).issue_filter()
        total = counted(asked, DailyCount.objects.all(), PublicIssue.objects.all())
        return queryset.matching(asked).with_known_count(total)


class IssueDetail(generics.RetrieveAPIView[PublicIssue]):
    """One public issue as a GeoJSON Feature."""

    queryset = PublicIssue.objects.select_related("category", "neighbourhood")
    serializer_class = FeatureSerializer
    lookup_field = "number"


class CategoryCollection(APIView):
    """The categories that a report may use."""

    @extend_schema(responses=CategorySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the categories in their order, groups before what is in them."""
        categories = Category.objects.open_for_reports().select_related("parent")
        return Response(CategorySerializer(categories, many=True).data)
