"""Layers for other programs: vector tiles, TileJSON and GeoJSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import APIException, NotFound
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from maps.export_files.geojson import chunks
from maps.layer import Layer
from maps.layers import LAYERS
from maps.parameters import layer_request
from maps.streams import AllTurnsTakenError, InTurn
from maps.tables import text_table
from maps.tilejson import tilejson
from maps.tiles import DEEPEST, TileAddress

MVT = "application/vnd.mapbox-vector-tile"
GEOJSON = "application/geo+json"


class BusyError(APIException):
    """Too many long answers at once; the header Retry-After says when to ask again."""

    status_code = 503
    wait = 30
    default_detail = gettext_lazy(
        "Many files are being read just now. Please try again in a minute."
    )


class AnyAccept(DefaultContentNegotiation):
    """What is served is said by the address; whatever a client accepts, errors come as JSON."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """Take the first renderer."""
        return renderers[0], renderers[0].media_type


@method_decorator([gzip_page, conditional_page], name="dispatch")
class LayerView(APIView):
    """A public answer about one layer; it knows no user, so that no cookie makes it vary."""

    authentication_classes = []
    content_negotiation_class = AnyAccept
    schema = None

    def layer(self, name: str) -> Layer:
        """Return a layer, or answer 404 with the names there are."""
        if name not in LAYERS:
            raise NotFound(
                _("There is no layer “%(name)s”. There are: %(names)s.")
                % {"name": name, "names": ", ".join(LAYERS)}
            )
        return LAYERS[name]


class Tile(LayerView):
    """One vector tile."""

    def get(self, request: Request, name: str, z: str, x: str, y: str) -> HttpResponse:
        """Answer with a Mapbox Vector Tile; a tile without anything in it is empty."""
        layer = self.layer(name)
        address = tile_address(z, x, y)
        asked = layer_request(layer, request.query_params)
        return HttpResponse(layer.tile(layer, asked, address).value(), content_type=MVT)


class TileJson(LayerView):
    """The description of a layer's tiles."""

    def get(self, request: Request, name: str) -> Response:
        """Answer with TileJSON 3.0, its tiles under the filters of this request."""
        layer = self.layer(name)
        layer_request(layer, request.query_params)
        first = reverse("maps:tile", args=[name, "0", "0", "0"])
        return Response(tilejson(layer, tile_template(request, first)))


class LayerGeoJson(LayerView):
    """All rows of a layer."""

    def get(self, request: Request, name: str) -> HttpResponseBase:
        """Answer with a GeoJSON FeatureCollection of the rows under a filter."""
        layer = self.layer(name)
        text = chunks(text_table(layer, layer_request(layer, request.query_params)))
        if layer.is_small:
            return HttpResponse(b"".join(text), content_type=GEOJSON)
        try:
            return StreamingHttpResponse(InTurn(text), content_type=GEOJSON)
        except AllTurnsTakenError as error:
            raise BusyError from error


def tile_address(z: str, x: str, y: str) -> TileAddress:
    """Return the address of a tile, or answer 404 with what is wrong."""
    if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (z, x, y)):
        raise NotFound(_("A tile is /z/x/y.mvt in whole numbers."))
    address = TileAddress(int(z), int(x), int(y))
    if not address.exists:
        raise NotFound(
            _("There is no such tile: z is 0 to %(deepest)d, x and y are 0 to 2^z - 1.")
            % {"deepest": DEEPEST}
        )
    return address


def tile_template(request: HttpRequest | Request, first: str) -> str:
    """Return the address of tiles with {z}, {x} and {y}, of that of the first, and the request's filters."""
    template = first.removesuffix("0/0/0.mvt") + "{z}/{x}/{y}.mvt"
    query = request.META.get("QUERY_STRING", "")
    return request.build_absolute_uri("/")[:-1] + template + (f"?{query}" if query else "")
