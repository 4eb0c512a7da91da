"""The API of siting."""

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gisdata.child import ChildError
from planning.problems import problem_of
from planning.siting.answer import Answer, Gain, NothingToChooseError, Site, answer_to
from planning.siting.question import Aim, SitingForm


class SiteSerializer(serializers.Serializer[Site]):
    """A possible site, in degrees."""

    name = serializers.CharField(source="candidate.name")
    longitude = serializers.FloatField(source="candidate.longitude")
    latitude = serializers.FloatField(source="candidate.latitude")
    is_chosen = serializers.BooleanField()
    gained = serializers.FloatField(help_text="residents whom it alone brings near")


class GainSerializer(serializers.Serializer[Gain]):
    """A mahalle: its residents, and how many have it near before and after."""

    code = serializers.CharField(source="neighbourhood.code")
    name = serializers.CharField(source="neighbourhood.name")
    people = serializers.FloatField()
    before = serializers.FloatField()
    after = serializers.FloatField()


class SitingSerializer(serializers.Serializer[Answer]):
    """The chosen sites first, who gains, and the mean way of those who have it not near now."""

    sites = SiteSerializer(many=True)
    neighbourhoods = GainSerializer(many=True, source="lines")
    way_before = serializers.FloatField(allow_null=True, help_text="metres")
    way_after = serializers.FloatField(help_text="metres")
    is_best = serializers.BooleanField(help_text="no better choice exists")


class BusyProblem(APIException):
    """Another question is being answered."""

    status_code = 503
    default_detail = "Another question is being answered just now. Please try again."


class WhereToSite(APIView):
    """Where the next few of something would help most."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "like", str, description='slug of a type of places, "green", or empty: none yet'
            ),
            OpenApiParameter("count", int, description="how many new ones"),
            OpenApiParameter("within", int, description="metres that are near"),
            OpenApiParameter("aim", str, enum=Aim.values),
            OpenApiParameter(
                "candidates",
                str,
                description="a possible site on each line: latitude, longitude, name",
            ),
        ],
        responses={
            200: SitingSerializer,
            400: OpenApiResponse(description="problem details (RFC 9457)"),
            503: OpenApiResponse(description="problem details (RFC 9457)"),
        },
    )
    def get(self, request: Request) -> Response:
        """Answer the question of the page `/siting/`."""
        form = SitingForm(request.query_params.dict())
        if not form.is_valid():
            raise problem_of(form)
        try:
            return Response(SitingSerializer(answer_to(form.question())).data)
        except NothingToChooseError as error:
            raise ValidationError([str(error)]) from error
        except ChildError as error:
            raise BusyProblem from error
