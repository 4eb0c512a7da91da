"""The base map for our own pages and for other map programs."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from maps.api import MVT, LayerView, tile_address, tile_template
from maps.basemap.tiles import basemap_tile, basemap_tilejson
from neighbourhoods.models import Basemap

YEAR = 31_536_000


class BasemapTileJson(LayerView):
    """The description of the base map's tiles."""

    def get(self, request: Request) -> Response:
        """Answer with TileJSON 3.0, or 404 where there is no base map of our own."""
        current = Basemap.objects.current()
        if current is None:
            raise NotFound(_("There is no base map here."))
        first = reverse("maps:basemap-tile", args=[current.key, "0", "0", "0"])
        return Response(basemap_tilejson(current, tile_template(request, first)))


class BasemapTile(LayerView):
    """One vector tile of a base map."""

    def get(self, request: Request, key: str, z: str, x: str, y: str) -> HttpResponse:
        """Answer with a Mapbox Vector Tile; of a base map that was replaced with 404.

        The address names the very base map, which never changes, so that a tile is kept for good.
        """
        address = tile_address(z, x, y)
        basemap = Basemap.objects.filter(key=key).first()
        if basemap is None:
            raise NotFound(_("This base map was replaced by another."))
        response = HttpResponse(basemap_tile(basemap.pk, address).value(), content_type=MVT)
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
        return response
