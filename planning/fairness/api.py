"""The API of fair shares."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.fairness.answer import NothingToCompareError, answer_to
from planning.fairness.question import FairnessForm, Rule
from planning.indicators import all_indicators
from planning.problems import problem_of


class FairShares(APIView):
    """A resource beside need."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "resource", str, description="slug of an indicator that is a resource"
            ),
            OpenApiParameter("year", int, description="of the resource; the newest without it"),
            OpenApiParameter(
                "weight-{slug}", int, description="0 to 10, of an indicator that says need"
            ),
            OpenApiParameter("budget", str, description="a whole number to share anew"),
            OpenApiParameter("rule", str, enum=Rule.values),
        ],
        responses={
            200: OpenApiTypes.OBJECT,
            400: OpenApiResponse(description="problem details (RFC 9457)"),
        },
    )
    def get(self, request: Request) -> Response:
        """Answer the question of the page `/fairness/`: rows, measures, curves, and each year."""
        form = FairnessForm(request.query_params.dict(), all_indicators())
        if not form.is_valid():
            raise problem_of(form)
        try:
            return Response(answer_to(form.question()))
        except NothingToCompareError as error:
            raise ValidationError([str(error)]) from error
