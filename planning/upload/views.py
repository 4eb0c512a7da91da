"""The page on which planners load figures: looked over and shown first, loaded by a second press."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views import staff_only
from gisdata.figures import FiguresRefusedError
from neighbourhoods.models import Neighbourhood
from planning.upload.actions import ChangedMeanwhileError, take_in
from planning.upload.check import Intake
from planning.upload.forms import Upload, UploadForm, opened, sealed, told
from planning.upload.preview import preview_of


@staff_only
@permission_required("neighbourhoods.load_figures", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for a file, show what it would bring in, and load it when that is wanted."""
    if "sealed" in request.POST:
        return _load(request, request.POST["sealed"])
    if request.method != "POST":
        return _form(request, UploadForm(initial=request.GET.dict()))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, form.non_field_errors(), status=422)
    return _preview(request, form.upload, form.intake)


def _load(request: HttpRequest, seal: str) -> HttpResponse:
    try:
        upload, state = opened(seal)
    except BadSignature:
        sentence = _("It is too long since you chose the file. Please choose it again.")
        return _form(request, UploadForm(), [sentence], status=422)
    try:
        take_in(kind=upload.kind, lines=upload.lines(), source=upload.source, seen=state)
    except FiguresRefusedError as refusal:
        again = UploadForm(initial=_said_of(upload))
        return _form(request, again, told(refusal.mistakes), status=422)
    except ChangedMeanwhileError as change:
        return _preview(request, upload, change.intake, is_changed=True, status=409)
    return redirect(
        "{}?{}".format(reverse("indicators:upload"), urlencode({"loaded": upload.kind}))
    )


def _form(
    request: HttpRequest, form: UploadForm, mistakes: Any = (), *, status: int = 200
) -> HttpResponse:
    loaded = request.GET.get("loaded", "")
    context = {
        "form": form,
        "mistakes": mistakes,
        "areas": list(Neighbourhood.objects.current().defer("boundary")),
        "loaded": loaded,
        "loaded_name": form.names.get(loaded),
    }
    return render(request, "planning/upload/upload.html", context, status=status)


def _preview(
    request: HttpRequest,
    upload: Upload,
    intake: Intake,
    *,
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "upload": upload,
        "intake": intake,
        "name": intake.known.name if intake.known else _("Population"),
        "preview": preview_of(intake),
        "sealed": sealed(upload, intake),
        "again": urlencode(_said_of(upload)),
        "is_changed": is_changed,
    }
    return render(request, "planning/upload/preview.html", context, status=status)


def _said_of(upload: Upload) -> dict[str, Any]:
    """Return what was said of a file, to be filled in again."""
    return {"kind": upload.kind, "source": upload.source, "year": upload.year or ""}
