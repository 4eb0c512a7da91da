"""The OGC API at /ogc/: JSON for programs, pages for people."""

import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from rest_framework.exceptions import NotFound, ValidationError

from maps.api import tile_address
from maps.layer import Field, Layer
from maps.layers import LAYERS
from maps.ogc import documents
from maps.ogc.asked import STANDARD, ItemsAsked, items_asked, key_of, refuse_unread
from maps.ogc.crs import CRS84, system
from maps.ogc.documents import GEOJSON, GRID, HTML, JSON, MVT, OPENAPI, SCHEMA
from maps.ogc.errors import AskedError
from maps.ogc.items import feature, matched, page_of
from maps.ogc.openapi import openapi
from maps.parameters import layer_request

Page = Callable[..., HttpResponseBase]
LONGEST_CELL = 80


class NotThereError(Exception):
    """There is no such thing; the sentence says what there is."""


def asked_well(page: Page) -> Page:
    """Answer what is wrong in the standard's own form: code and description, with 400 or 404."""

    @require_safe
    @gzip_page
    @wraps(page)
    def guarded(request: HttpRequest, **place: str) -> HttpResponseBase:
        try:
            answer = page(request, **place)
        except AskedError as error:
            answer = _refused(400, "InvalidParameterValue", str(error))
        except ValidationError as error:
            answer = _refused(400, "InvalidParameterValue", _sentences(error))
        except (NotFound, NotThereError) as error:
            answer = _refused(404, "NotFound", str(error))
        answer.headers["Access-Control-Allow-Origin"] = "*"  # public, and without cookies
        patch_vary_headers(answer, ["Accept", "Accept-Language", "Cookie"])
        return answer

    return guarded


def _refused(status: int, code: str, sentence: str) -> HttpResponse:
    return _json({"code": code, "description": sentence}, JSON, status=status)


def _sentences(error: ValidationError) -> str:
    detail: Any = error.detail
    return "; ".join(f"{name}: {' '.join(map(str, told))}" for name, told in detail.items())


@asked_well
def landing(request: HttpRequest) -> HttpResponseBase:
    """What there is here."""
    return _document(request, documents.landing, "OGC API")


@asked_well
def conformance(request: HttpRequest) -> HttpResponseBase:
    """Which parts of which standards are kept."""
    return _document(request, documents.conformance, _("What it conforms to"))


@asked_well
def collections(request: HttpRequest) -> HttpResponseBase:
    """Every layer."""
    return _document(request, documents.collections, _("Collections"))


@asked_well
def collection(request: HttpRequest, name: str) -> HttpResponseBase:
    """A layer."""
    layer = _layer(name)
    made = partial(documents.collection, layer)
    return _document(request, made, str(layer.title))


@asked_well
def queryables(request: HttpRequest, name: str) -> HttpResponseBase:
    """What filters on a layer may name."""
    layer = _layer(name)
    refuse_unread(_given(request), {"f"}, ["json"])
    return _json(documents.queryables(_root(request), layer), SCHEMA)


@asked_well
def api(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document."""
    refuse_unread(_given(request), {"f"}, ["json"])
    return _json(openapi(_root(request)), OPENAPI)


@asked_well
def items(request: HttpRequest, name: str) -> HttpResponseBase:
    """A page of a layer's features."""
    layer = _layer(name)
    given = _given(request)
    asked = items_asked(layer, given)
    form = _form(request, given)
    page = page_of(asked)
    told = {
        "type": "FeatureCollection",
        "timeStamp": timezone.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        **_matched(asked),
        "numberReturned": len(page.features),
        "links": _links_of_page(request, layer, page.next_after, form),
    }
    if form == "html":
        return _items_page(request, asked, told, page.features)
    text = f'{json.dumps(told, ensure_ascii=False)[:-1]}, "features": [{",".join(page.features)}]}}'
    return _geojson(text, asked.crs.uri)


def _matched(asked: ItemsAsked) -> dict[str, int]:
    """Return how many features there are: on the first page, and if they are not too many to be counted."""
    number = matched(asked) if asked.after is None else None
    return {} if number is None else {"numberMatched": number}


@asked_well
def item(request: HttpRequest, name: str, key: str) -> HttpResponseBase:
    """One feature."""
    layer = _layer(name)
    given = _given(request)
    kept = _of_one(layer, given)
    refuse_unread(given, {"f", *kept})
    crs = system("crs", given.get("crs", CRS84.uri))
    wanted = layer_request(layer, {k: v for k, v in kept.items() if k != "crs"})
    try:
        text = feature(layer, wanted, key_of(layer, key, "id"), crs)
    except AskedError:
        text = None
    if text is None:
        raise NotThereError(_("There is no such feature."))
    form, own = _form(request, given), f"{_root(request)}collections/{name}"
    told = json.loads(text)
    query = f"?{urlencode(kept)}" if kept else ""
    address = f"{own}/items/{quote(str(told['id']), safe='')}{query}"
    told["links"] = [
        *documents.both_forms(address, GEOJSON, form),
        documents.link(f"{own}?f=json", "collection", JSON, str(layer.title)),
    ]
    if form == "html":
        context = {"layer": layer, "feature": told, "rows": _named(layer, told["properties"])}
        return render(request, "maps/ogc/item.html", context)
    return _geojson(json.dumps(told, ensure_ascii=False), crs.uri)


@asked_well
def tilesets(request: HttpRequest, name: str) -> HttpResponseBase:
    """The tile sets of a layer."""
    layer = _layer(name)
    refuse_unread(_given(request), {"f"}, ["json"])
    return _json(documents.tilesets(_root(request), layer), JSON)


@asked_well
def tileset(request: HttpRequest, name: str, grid: str) -> HttpResponseBase:
    """The description of a layer's tiles."""
    layer = _layer(name)
    _known_grid(grid)
    refuse_unread(_given(request), {"f"}, ["json"])
    return _json(documents.tileset(_root(request), layer), JSON)


@asked_well
def tile(
    request: HttpRequest, name: str, grid: str, z: str, row: str, col: str
) -> HttpResponseBase:
    """A vector tile; row before column, as this standard has it."""
    layer = _layer(name)
    _known_grid(grid)
    given = _given(request)
    refuse_unread(given, layer.parameters)
    address = tile_address(z, col, row)
    return HttpResponse(
        layer.tile(layer, layer_request(layer, given), address).value(), content_type=MVT
    )


@asked_well
def grids(request: HttpRequest) -> HttpResponseBase:
    """The grids of tiles."""
    refuse_unread(_given(request), {"f"}, ["json"])
    return _json(documents.grids(_root(request)), JSON)


@asked_well
def grid(request: HttpRequest, grid: str) -> HttpResponseBase:
    """The definition of a grid of tiles."""
    _known_grid(grid)
    refuse_unread(_given(request), {"f"}, ["json"])
    return _json(documents.grid(), JSON)


def _layer(name: str) -> Layer:
    if name not in LAYERS:
        sentence = _("There is no layer “%(name)s”. There are: %(names)s.")
        raise NotThereError(sentence % {"name": name, "names": ", ".join(LAYERS)})
    return LAYERS[name]


def _known_grid(name: str) -> None:
    if name != GRID:
        raise NotThereError(_("Tiles are in the grid %(name)s.") % {"name": GRID})


def _given(request: HttpRequest) -> dict[str, str]:
    """Return the parameters; a bare language, as links of the pages have it, is none."""
    if request.META.get("QUERY_STRING", "") in dict(settings.LANGUAGES):
        return {}
    return {
        name: str(values[-1]) if name in STANDARD else ",".join(map(str, values))
        for name, values in request.GET.lists()
    }


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/ogc/")


def _form(request: HttpRequest, given: dict[str, str]) -> str:
    """Return json, or html for who says so or would rather have it."""
    would_rather = request.get_preferred_type([JSON, GEOJSON, HTML])
    return given.get("f") or ("html" if would_rather == HTML else "json")


def _json(told: dict[str, Any], kind: str, status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=kind, status=status)


def _geojson(text: str, crs: str) -> HttpResponse:
    return HttpResponse(text, content_type=GEOJSON, headers={"Content-Crs": f"<{crs}>"})


def _document(
    request: HttpRequest, made: Callable[[str, str], dict[str, Any]], title: str
) -> HttpResponseBase:
    given = _given(request)
    refuse_unread(given, {"f"})
    form = _form(request, given)
    told = made(_root(request), form)
    if form == "html":
        return render(request, "maps/ogc/document.html", {"told": told, "title": title})
    return _json(told, JSON)


def _links_of_page(
    request: HttpRequest, layer: Layer, next_after: int | str | None, form: str
) -> list[documents.Link]:
    """Return self, alternate, collection and next; where the next page begins stands in its address."""
    own = f"{_root(request)}collections/{layer.name}"
    given = {k: v for k, v in _given(request).items() if k != "f"}
    query = f"?{urlencode(given)}" if given else ""
    links = [
        *documents.both_forms(f"{own}/items{query}", GEOJSON, form),
        documents.link(f"{own}?f=json", "collection", JSON, str(layer.title)),
    ]
    if next_after is not None:
        on = {k: v for k, v in given.items() if k != "offset"} | {
            "after": str(next_after),
            "f": form,
        }
        kind = GEOJSON if form == "json" else HTML
        links.append(documents.link(f"{own}/items?{urlencode(on)}", "next", kind, _("On")))
    return links


def _items_page(
    request: HttpRequest, asked: ItemsAsked, told: dict[str, Any], features: list[str]
) -> HttpResponse:
    rows = [
        (row["id"], [_short(told) for _title, told in _named(asked.layer, row["properties"])])
        for row in map(json.loads, features)
    ]
    further = next((link for link in told["links"] if link["rel"] == "next"), None)
    kept = _of_one(asked.layer, _given(request))
    context = {
        "layer": asked.layer,
        "told": told,
        "rows": rows,
        "further": further,
        "query": urlencode(kept),
    }
    return render(request, "maps/ogc/items.html", context)


def _of_one(layer: Layer, given: dict[str, str]) -> dict[str, str]:
    """Return those parameters that one feature knows, too."""
    about = {layer.subject.parameter} if layer.subject else set()
    return {name: value for name, value in given.items() if name in {"crs"} | about}


def _named(layer: Layer, values: dict[str, Any]) -> list[tuple[str, str]]:
    """Return each field's title and its value, as people read it."""
    return [(str(field.title), _told(field, values[field.name])) for field in layer.fields]


def _told(field: Field, value: Any) -> str:
    if value is None:
        return "–"
    if field.kind == "boolean":
        return str(_("yes") if value else _("no"))
    if field.kind == "moment" and (moment := parse_datetime(value)):
        return str(date_format(timezone.localtime(moment), "DATETIME_FORMAT"))
    if field.kind == "date" and (day := parse_date(value)):
        return str(date_format(day, "DATE_FORMAT"))
    return str(value)


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST_CELL)
