"""What is noted of each request: an id, a line in the log, and a time for the metrics."""

import logging
import re
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from operations.logs import route_of
from operations.metrics import SECONDS
from operations.requests import current, milliseconds_since, new_id

GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
"""An id that a proxy of ours gave; it stands in the answer's X-Request-ID like one of our own."""

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
"""Any other word that somebody sends is one of the others: each would be a row of numbers of its own."""

OFTEN_ASKED = {"healthz", "metrics"}
"""By monitors, so that no line is written of them."""

logger = logging.getLogger(__name__)


class RequestMiddleware:
    """Every request has an id and leaves one line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request under its id."""
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN.fullmatch(given) else new_id()
        token, begun = current.set(name), time.perf_counter()
        try:
            response = self.get_response(request)
            self._note(request, response, begun)
        finally:
            current.reset(token)
        response.headers["X-Request-ID"] = name
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, begun: float) -> None:
        route = route_of(request)
        status, ms = response.status_code, milliseconds_since(begun)
        method = request.method if request.method in METHODS else "other"
        SECONDS.labels(route, method, f"{status // 100}xx").observe(ms / 1000)
        if route in OFTEN_ASKED:
            return
        size = None if response.streaming else len(response.content)
        facts = {
            "route": route,
            "method": request.method,
            "status": status,
            "ms": ms,
            "bytes": size,
        }
        logger.info("answered", extra=facts)
