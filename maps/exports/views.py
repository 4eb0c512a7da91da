"""The page of exports and its files."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe
from rest_framework.exceptions import ValidationError

from gisdata.child import ChildBusyError, ChildError
from intake.views import View
from issues.filter_choices import filter_choices, said
from issues.views import filters_explained
from maps.drawing import FORMS
from maps.export_files.dictionary import dictionary_csv
from maps.export_files.formats import FORMATS, SUFFIXES
from maps.exports.catalogue import catalogue
from maps.exports.child import made_by_child
from maps.exports.choices import DATA, HEATMAPS, KERNELS, MEASURES, SUBJECTS
from maps.exports.drawings import drawing_of
from maps.exports.wanted import Wanted, wanted
from maps.heatmap import heatmap_content, render_in_subprocess
from maps.layer import Layer
from maps.layers import LAYERS
from maps.parameters import layer_request
from maps.streams import AllTurnsTakenError, InTurn
from maps.tables import text_table
from maps.views import sandboxed

MEDIA_TYPES = {
    "tif": "image/tiff",
    "png": "image/png",
    "geojson": "application/geo+json",
    "html": "text/html; charset=utf-8",
}


class UnavailableError(Exception):
    """What is asked for is not to be had; tells the reader a sentence under a status, with 503 when to come again."""

    def __init__(self, status: int, sentence: str, *, wait: int = 60) -> None:
        super().__init__(sentence)
        self.status, self.wait = status, wait


def export(view: View) -> View:
    """Answer GET alone, kept by no cache; what is not to be had and wrong filters are explained."""

    @wraps(view)
    def explained(request: HttpRequest, **place: str) -> HttpResponseBase:
        try:
            return view(request, **place)
        except UnavailableError as error:
            answer = render(request, "maps/no_export.html", {"error": error}, status=error.status)
            if error.status == 503:
                answer.headers["Retry-After"] = str(error.wait)
            return answer

    outermost: Callable[[View], View] = cache_control(no_store=True)
    return outermost(require_GET(filters_explained(explained)))


@export
def page(request: HttpRequest) -> HttpResponse:
    """The page where a file is chosen; what is wrong is told beside the fields."""
    given = said(request.GET.lists())
    try:
        result, status = _result(wanted(given)), 200
    except ValidationError as error:
        result, status = {"errors": error.detail}, 400
    context = {
        **filter_choices(given),
        **result,
        "given": given,
        "data": DATA,
        "heatmaps": HEATMAPS,
        "formats": [(suffix, FORMATS[name].title) for suffix, name in SUFFIXES.items()],
        "measures": MEASURES,
        "subjects": [(subject, given.get(subject.parameter, "")) for subject in SUBJECTS],
        "kernels": KERNELS,
    }
    return render(request, "maps/export.html", context, status=status)


def _result(found: Wanted) -> dict[str, Any]:
    query = f"?{urlencode(found.parameters)}" if found.parameters else ""
    layer = found.choice.layer
    if layer:
        address = reverse("maps:export-data", args=[layer.name, found.suffix])
    else:
        address = reverse("maps:export-heatmap", args=[found.suffix])
    return {
        "wanted": found,
        "download": address + query,
        "file_name": address.rpartition("/")[-1],
        "columns": layer and reverse("maps:export-columns", args=[layer.name]),
    }


@export
def data(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    """A layer's rows under filters, as a file."""
    layer = _layer(name)
    given = said(request.GET.lists())
    asked = layer_request(layer, given)
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise UnavailableError(404, _("There is no such format. There are: %s.") % known)
    kind = FORMATS[SUFFIXES[suffix]]
    if kind.stream:
        response = _streamed(kind.stream(text_table(layer, asked)))
    else:
        response = _made(layer, given, suffix)
    response["Content-Type"] = kind.media_type
    return attached(response, f"{name}.{suffix}")


def _streamed(chunks: Iterator[bytes]) -> StreamingHttpResponse:
    try:
        return StreamingHttpResponse(InTurn(chunks))
    except AllTurnsTakenError as error:
        sentence = _("Many files are being read just now. Please try again in a minute.")
        raise UnavailableError(503, sentence) from error


def _made(layer: Layer, given: dict[str, str], suffix: str) -> StreamingHttpResponse:
    try:
        return FileResponse(made_by_child(layer, given, suffix))
    except ChildBusyError as error:
        sentence = _("Another export is being made just now. Please try again in a minute.")
        raise UnavailableError(503, sentence) from error
    except ChildError as error:
        sentence = _("The file could not be made. Please try again, or ask for a shorter period.")
        raise UnavailableError(503, sentence) from error


@export
def dictionary(request: HttpRequest, name: str) -> HttpResponseBase:
    """What the columns of a layer mean, as CSV; filters do not matter."""
    layer = _layer(name)
    asked = layer_request(layer, said(request.GET.lists()))
    content = dictionary_csv(text_table(layer, asked))
    response = HttpResponse(content, content_type=FORMATS["csv"].media_type)
    return attached(response, f"{name}.columns.csv")


@export
def heatmap(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """A heatmap as a file; its scripts, if it has any, reach nothing."""
    if suffix not in FORMS:
        known = ", ".join(FORMS)
        raise UnavailableError(404, _("There is no such format. There are: %s.") % known)
    drawing, asked = drawing_of(suffix, said(request.GET.lists()))
    content = heatmap_content(asked, drawing)
    if not content["reports"]:
        raise UnavailableError(404, _("No report matches these filters: there is nothing to draw."))
    try:
        made = render_in_subprocess(content)
    except ChildError:
        return render(request, "maps/heatmap_failed.html", status=503)
    response = HttpResponse(made, content_type=MEDIA_TYPES[suffix])
    return sandboxed(request, attached(response, f"heatmap.{suffix}"))


def _layer(name: str) -> Layer:
    if name not in LAYERS:
        sentence = _("There is no layer “%(name)s”. There are: %(names)s.")
        raise UnavailableError(404, sentence % {"name": name, "names": ", ".join(LAYERS)})
    return LAYERS[name]


def attached(response: HttpResponseBase, file_name: str) -> HttpResponseBase:
    """Return an answer as a file to be kept under a name."""
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@require_safe
def open_data(_request: HttpRequest) -> HttpResponse:
    """The catalogue of the open data, for portals that collect it."""
    return JsonResponse(
        catalogue(), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )
