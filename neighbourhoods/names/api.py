"""The API of the search."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import TooOftenProblem, admit_request
from gisdata.crs import WGS84, in_turkiye
from neighbourhoods.models import NamedPlace
from neighbourhoods.names.outside import ask_outside
from neighbourhoods.names.question import LONGEST, read_question
from neighbourhoods.names.search import NEIGHBOURHOOD, Found, Register, search

Text = str | Promise
TITLES: Mapping[str, Text] = dict(NamedPlace.Kind.choices) | {
    NEIGHBOURHOOD: gettext_lazy("neighbourhood")
}


class NearField(serializers.CharField):
    """longitude,latitude in degrees; parsed into a point in EPSG:4326."""

    default_error_messages = {
        "shape": gettext_lazy(
            "Give near as longitude,latitude in degrees, for example 29.12,40.98."
        ),
        "place": gettext_lazy("near must lie in Türkiye; longitude comes first."),
    }

    def to_internal_value(self, data: Any) -> Any:
        """Parse two numbers."""
        try:
            longitude, latitude = (float(part) for part in str(data).split(","))
        except ValueError:
            self.fail("shape")
        if not in_turkiye(longitude, latitude):
            self.fail("place")
        return Point(longitude, latitude, srid=WGS84)


class SearchSerializer(serializers.Serializer[Any]):
    """The query parameters of the search."""

    q = serializers.CharField(max_length=LONGEST, help_text="a name as people type it")
    near = NearField(
        required=False, help_text="longitude,latitude; of names alike the nearer first"
    )
    outside = serializers.BooleanField(
        default=False, help_text="ask the outside geocoder, if there is one, when nothing is found"
    )


class FoundSerializer(serializers.Serializer[Found]):
    """A place with a name, as a GeoJSON feature."""

    def to_representation(self, instance: Found) -> dict[str, Any]:
        """Return the feature."""
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": list(instance.location.coords)},
            "properties": {
                "name": instance.name,
                "kind": instance.kind,
                "kind_name": str(self.context["titles"].get(instance.kind, "")),
                "neighbourhood": instance.neighbourhood,
            },
        }


class Search(APIView):
    """Find mahalle, streets and places by name."""

    authentication_classes = []
    registers: ClassVar[tuple[Register, ...]] = ()
    """More collections to look into."""
    titles: ClassVar[Mapping[str, Text]] = TITLES
    """What the kinds of things are called."""

    def known(self, text: str) -> list[Found]:
        """Return what is found by something else than a name."""
        return []

    @extend_schema(
        parameters=[SearchSerializer],
        responses={
            200: FoundSerializer(many=True),
            400: OpenApiResponse(description="problem details (RFC 9457)"),
            429: OpenApiResponse(description="too often for names that nothing resembles"),
        },
    )
    def get(self, request: Request) -> Response:
        """List at most eight as a GeoJSON FeatureCollection, the best first."""
        asked = SearchSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        question = read_question(asked.validated_data["q"])
        found = search(
            question,
            near=asked.validated_data.get("near"),
            admit=lambda: admit_request(request, "search"),
            registers=self.registers,
            known=self.known(asked.validated_data["q"]),
        )
        if not found and asked.validated_data["outside"] and _may_go_outside(request):
            found = ask_outside(asked.validated_data["q"])
        note = _("Door numbers are not known here; this is the street.")
        titles = {"titles": self.titles}
        return Response(
            {
                "type": "FeatureCollection",
                "features": [FoundSerializer(one, context=titles).data for one in found],
                "note": note if found and question.house else "",
                "attribution": list(dict.fromkeys(one.source for one in found if one.source)),
            }
        )


def _may_go_outside(request: Request) -> bool:
    """Tell whether there is a geocoder and this network has not asked it too often."""
    if not settings.GEOCODER_URL:
        return False
    try:
        admit_request(request, "geocode")
    except TooOftenProblem:
        return False
    return True
