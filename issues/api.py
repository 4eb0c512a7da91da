"""The API of issues."""

from typing import Any, cast
from uuid import UUID

from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.http import conditional_page
from django.views.decorators.vary import vary_on_headers
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import admit_request, person_of
from intake.photo_files import MOST_BYTES, PhotoTooLargeError
from issues import actions
from issues.listing import MOST_LISTED, KnownCountPaginator, listed
from issues.models import Category, Issue, PublicIssue, Source
from issues.parameters import IssueFilterSerializer
from issues.photos import add_photo, known_photo
from issues.report_serializers import (
    PhotoUploadSerializer,
    ReportIdSerializer,
    ReportSerializer,
    StoredIssueSerializer,
    StoredPhotoSerializer,
)
from issues.search import REPORT, report_numbered
from issues.serializers import AskingCategorySerializer, FeatureSerializer
from neighbourhoods.names.api import TITLES, Search
from neighbourhoods.names.search import Found
from places.models import Kind
from places.search import places_named

PROBLEM = OpenApiResponse(description="problem details (RFC 9457) with the fields in `errors`")


ENVELOPE_BYTES = 10_000
"""What a form may hold around its photo."""


class FeaturePagination(PageNumberPagination):
    """Pages of a GeoJSON FeatureCollection with a count, which ends where the pages do."""

    django_paginator_class = KnownCountPaginator

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000

    def get_paginated_response(self, data: Any) -> Response:
        """Wrap a page of features."""
        pages: KnownCountPaginator = cast("Any", self.page).paginator
        return Response(
            {
                "type": "FeatureCollection",
                "count": pages.count,
                "more": pages.has_more,
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
            "required": ["type", "count", "more", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "count": {
                    "type": "integer",
                    "description": "how many are on all pages; in a part of the map at most"
                    f" {MOST_LISTED}",
                },
                "more": {
                    "type": "boolean",
                    "description": "whether there are more than `count`: a smaller part of the map"
                    " or fewer days (`to`) lead to them",
                },
                "next": link,
                "previous": link,
                "features": schema,
            },
        }


class IssueCollection(generics.ListAPIView[PublicIssue]):
    """List public issues, newest first, or report one."""

    queryset = PublicIssue.objects.for_readers()
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
        if known := _known_issue(request.data):
            return Response(StoredIssueSerializer(known).data)
        report = ReportSerializer(data=request.data)
        report.is_valid(raise_exception=True)
        admit_request(request, "report")
        try:
            issue, created = actions.report_issue(
                report=actions.Report(**report.validated_data),
                source=Source.API,
                by=person_of(request),
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
        return listed(asked, queryset)


def _known_issue(data: Any) -> Issue | None:
    """Return the issue that has a report's id already: a retry of what is stored is never refused."""
    sent = ReportIdSerializer(data=data)
    if not sent.is_valid():
        return None
    issues = Issue.objects.select_related("category", "neighbourhood")
    return issues.filter(pk=sent.validated_data["id"]).first()


class IssueDetail(generics.RetrieveAPIView[PublicIssue]):
    """One public issue as a GeoJSON Feature."""

    queryset = PublicIssue.objects.for_readers()
    serializer_class = FeatureSerializer
    lookup_field = "number"


class Conflict(APIException):  # the name of an answer, like REST framework's own
    """What is stored already does not allow the change."""

    status_code = status.HTTP_409_CONFLICT


class PhotoTooLarge(APIException):  # the name of an answer, like REST framework's own
    """A body that is larger than any photo may be."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy(
        "This photo has more than 15 MB. Please choose or make a smaller one."
    )


class ReportersPhoto(APIView):
    """A photo of a report, added by who made the report's id and so knows it."""

    parser_classes = [MultiPartParser]
    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a body that is too large before any of it is read."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + ENVELOPE_BYTES:
            raise PhotoTooLarge
        super().initial(request, *args, **kwargs)

    @extend_schema(
        request={"multipart/form-data": PhotoUploadSerializer},
        responses={
            201: StoredPhotoSerializer,
            200: OpenApiResponse(StoredPhotoSerializer, "the same id was sent before"),
            400: PROBLEM,
            404: OpenApiResponse(description="no report has this id"),
            409: OpenApiResponse(
                description="five photos are there, the report is a day old or taken down,"
                " or the photo was removed"
            ),
            413: OpenApiResponse(description="more than 15 MB"),
            429: PROBLEM,
        },
    )
    def put(self, request: Request, issue: UUID, photo: UUID) -> Response:
        """Add a photo; the same id again is answered with the stored one."""
        content = request.data  # all of it: who is still sending does not hear an answer
        found = generics.get_object_or_404(Issue.objects.all(), pk=issue)
        try:
            stored, created = known_photo(issue=found, id=photo), False
            if not stored:
                admit_request(request, "photo")
                sent = PhotoUploadSerializer(data=content)  # decodes, which costs most: last of all
                sent.is_valid(raise_exception=True)
                clean = sent.validated_data["photo"]
                stored, created = add_photo(issue=found, id=photo, photo=clean)
        except PhotoTooLargeError as error:
            raise PhotoTooLarge from error
        except actions.RefusedError as error:
            raise Conflict(str(error)) from error
        return Response(
            StoredPhotoSerializer(stored).data,
            status=status.HTTP_201_CREATED if created else status.HTTP_200_OK,
        )


@method_decorator([conditional_page, vary_on_headers("Accept-Language")], name="dispatch")
class CategoryCollection(APIView):
    """The categories that a report may use, and what each asks; a phone may keep them."""

    @extend_schema(responses=AskingCategorySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the categories in their order, groups before what is in them."""
        categories = Category.objects.open_for_reports().with_questions()
        return Response(AskingCategorySerializer(categories, many=True).data)


class WholeSearch(Search):
    """Find mahalle, streets and places by name, and reports by number."""

    registers = (places_named,)
    titles = {**TITLES, **dict(Kind.choices), REPORT: gettext_lazy("report")}

    def known(self, text: str) -> list[Found]:
        """Return the report of a number."""
        return report_numbered(text)
