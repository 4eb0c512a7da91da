"""What holds for every answer: its language, its freshness, and what is said when the database is busy."""

import errno
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)

FOR_PROGRAMS = ("/api/", "/tiles/", "/layers/", "/open311/")
FOR_BOTH = "/ogc/"
"""Where a browser gets pages, and everything else what programs read."""

AWAY = (OperationalError, InterfaceError)
"""What is raised when the database does not answer, has no room, or ends in the middle of an answer."""

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
"""What the disk says that is full."""

BUSY_SECONDS = 30
"""After how long a reader may try again when the database did not answer in time."""


def passes(error: Exception) -> bool:
    """Tell whether the same request may go well later; a full disk is written into the log."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        logger.error("there is no room left on the disk")
        return True
    if isinstance(error, AWAY):
        logger.error("the database did not answer", exc_info=error)
        return True
    return False


class LanguageMiddleware:
    """Turkish first: a page changes language when its reader says so, an API by Accept-Language.

    A page's language does not follow the browser's: many phones in the district are set to
    English by accident, and a link shown in a meeting should read the same for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request in its language and name that language in the response."""
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "tr")
        return response


def language_of(request: HttpRequest) -> str:
    """Return "tr" or "en" for a request; an address that ends with "?en" has decided it."""
    asked: str = request.META.get("QUERY_STRING", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    would_rather = request.get_preferred_type(["application/json", "text/html"])
    is_data = request.path.startswith(FOR_BOTH) and would_rather != "text/html"
    if request.path.startswith(FOR_PROGRAMS) or is_data:
        return translation.get_language_from_request(request)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if translation.check_for_language(chosen) else settings.LANGUAGE_CODE


class FreshMiddleware:
    """Caches may keep an answer but must ask each time whether it still holds: a takedown is at once.

    What somebody sees who is logged in, only their own browser keeps.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request; a view that knows better has said so itself."""
        response = self.get_response(request)
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        response.headers.setdefault("Cache-Control", "no-cache, private" if known else "no-cache")
        return response


class PermissionsMiddleware:
    """A page asks the browser for where somebody is, when they press the button, and for nothing else of the device."""

    NONE_OF = (
        "camera",
        "microphone",
        "payment",
        "usb",
        "serial",
        "bluetooth",
        "midi",
        "display-capture",
    )
    POLICY = ", ".join(["geolocation=(self)", *(f"{name}=()" for name in NONE_OF)])

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = self.POLICY
        return response


class BusyMiddleware:
    """A page that waited too long for the database says so with 503, instead of an error nobody expects."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a busy service; None leaves any other error to Django."""
        if not passes(error):
            return None
        page = render_to_string("503.html")  # which asks nothing of the database
        return HttpResponse(page, status=503, headers={"Retry-After": str(BUSY_SECONDS)})
