"""What pages of several apps do alike: pictures, secret addresses, proofs."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.api import TooOftenProblem, admit_request, refused
from intake.reasons import ReasonForm

View = Callable[..., HttpResponseBase]

as_picture: Callable[[View], View] = csp_replace({"style-src": [UNSAFE_INLINE]})
"""Browsers lay a lone picture out by inline styles of their own."""


def picture(file: Path) -> HttpResponseBase:
    """Return the file of a photo, for a view that has asked whether it may be seen.

    Raises:
        Http404: the file is not there, as after a backup that was restored without its photos.
    """
    try:
        return FileResponse(file.open("rb"), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error


def secret_address(page: View) -> View:
    """Keep a page's address, which is a key, from caches, search engines and other sites.

    Referrer-Policy is same-origin: with no-referrer browsers would send forms without an origin.
    """

    @never_cache
    @wraps(page)
    def guarded(request: HttpRequest, **place: Any) -> HttpResponseBase:
        response = page(request, **place)
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def flag_page(
    request: HttpRequest,
    template: str,
    form: ReasonForm,
    *,
    key: int,
    context: dict[str, Any],
    thanks: str,
) -> HttpResponse:
    """Show a form that says that something is not right, or keep what it says and go where thanks are.

    `key` is that of the thing, as the form knows it; `context` has the address `back`.
    """
    context |= {"form": form}
    if form.is_valid():
        try:
            if not form.is_stored(key):
                admit_request(request, "flag")
        except TooOftenProblem as refusal:
            return refused(request, template, context, refusal)
        form.flag(key)
        return redirect(thanks)
    return render(request, template, context, status=422 if form.errors else 200)
