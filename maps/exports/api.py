"""The size of an export, for programs."""

from dataclasses import asdict

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from rest_framework.request import Request
from rest_framework.response import Response

from issues.filter_choices import said
from maps.api import LayerView
from maps.exports.wanted import wanted


@method_decorator(cache_control(no_store=True), name="dispatch")
class ExportEstimate(LayerView):
    """How many rows and bytes an export has."""

    def get(self, request: Request) -> Response:
        """Answer with rows and bytes; the bytes of a heatmap are not known beforehand."""
        return Response(asdict(wanted(said(request.query_params.lists())).estimate))
