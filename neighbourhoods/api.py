"""The API of mahalle."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from neighbourhoods.models import Neighbourhood


class NeighbourhoodSerializer(serializers.ModelSerializer[Neighbourhood]):
    """A mahalle with its newest population."""

    population = serializers.IntegerField(allow_null=True)
    population_year = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Neighbourhood
        fields = ["code", "name", "slug", "population", "population_year"]


class NeighbourhoodCollection(APIView):
    """The mahalle of the active boundary set."""

    @extend_schema(responses=NeighbourhoodSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List them in Turkish order."""
        current = Neighbourhood.objects.current().with_population()
        return Response(NeighbourhoodSerializer(current, many=True).data)
