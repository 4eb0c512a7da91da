"""The page of the dump, and its files while nothing in it has stopped being public."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from maps.exports.views import UnavailableError, attached, export
from maps.layers import LAYERS
from maps.models import Dump

HOUR = 3600


@export
def page(request: HttpRequest) -> HttpResponse:
    """What is in the dump, and how to check that a copy is whole."""
    dump = Dump.objects.current()
    titles = {f"{layer.name}.parquet": layer.title for layer in LAYERS.values()}
    files = [
        (titles.get(file["name"], _("All layers")), file) for file in (dump.files if dump else [])
    ]
    files.sort(key=lambda told: told[1]["name"] in titles)  # what holds them all first
    return render(request, "maps/dump.html", {"dump": dump, "files": files})


@export
def checksums(_request: HttpRequest) -> HttpResponseBase:
    """The checksums as `sha256sum --check` reads them."""
    lines = [f"{file['sha256']}  {file['name']}\n" for file in _current().files]
    return attached(HttpResponse("".join(lines), content_type="text/plain"), "SHA256SUMS")


@export
def file(_request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the dump."""
    dump = _current()
    found = next((file for file in dump.files if file["name"] == name), None)
    if found is None:
        raise UnavailableError(404, _("There is no such file in the dump."))
    opened = (dump.folder / name).open("rb")
    return attached(FileResponse(opened, content_type=found["media_type"]), name)


def _current() -> Dump:
    dump = Dump.objects.current()
    if dump is None:
        sentence = _("The files are being made anew. Please come back in an hour.")
        raise UnavailableError(503, sentence, wait=HOUR)
    return dump
