"""What a browser needs to install the service and to open it without a network."""

import json
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from issues.filters import IssueFilter
from maps.api import GEOJSON
from maps.export_files.geojson import chunks
from maps.layers import LAYERS, MEASURES
from maps.offline.shell import shell
from maps.requests import LayerRequest
from maps.tables import text_table
from maps.views import home_context

ICONS = {"site/icon-192.png": "192x192", "site/icon-512.png": "512x512"}
MASKABLE = "site/icon-maskable-512.png"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer with the web app manifest, in the reader's language."""
    icons = [
        {"src": static(name), "sizes": sizes, "type": "image/png"} for name, sizes in ICONS.items()
    ]
    maskable = {**icons[-1], "src": static(MASKABLE), "purpose": "maskable"}
    described = {
        "id": reverse("maps:home"),
        "name": f"Ortak Harita {settings.DISTRICT_NAME}",
        "short_name": "Ortak Harita",
        "description": _("Put on one map what is wrong in the neighbourhood."),
        "lang": get_language(),
        "start_url": reverse("maps:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#FBFAF7",
        "theme_color": "#FFFFFF",
        "icons": [*icons, maskable],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the service worker: what it keeps, and the script that does the work."""
    kept = shell()
    script = f"{static('offline/worker.js')}?{kept['version']}"
    text = f"self.shell = {json.dumps(kept)};\nimportScripts({json.dumps(script)});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_safe
def map_shell(request: HttpRequest) -> HttpResponse:
    """The map page as a phone keeps it: the same for everybody, and without any report."""
    context = {**home_context({}), "outlines": reverse("maps:outlines")}
    return render(request, "maps/shell.html", context)


@require_safe
def outlines(request: HttpRequest) -> HttpResponseBase:
    """Answer with the outlines and names of the mahalle as GeoJSON, without what is counted in them."""
    layer = LAYERS["neighbourhoods"]
    drawn = replace(layer, fields=tuple(f for f in layer.fields if f not in MEASURES))
    text = chunks(text_table(drawn, LayerRequest(IssueFilter())))
    return HttpResponse(b"".join(text), content_type=GEOJSON)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for every page that is not kept, in both languages."""
    return render(request, "maps/offline.html")
