"""Errors of the API as problem details (RFC 9457), with the fields they are about."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.api import TooOftenProblem
from config.middleware import BUSY_SECONDS, passes


class TooLargeError(APIException):
    """A body larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = 413


class BusyError(APIException):
    """The database is busy with something long, like an import; the same request works later."""

    status_code = 503
    wait = BUSY_SECONDS
    default_detail = gettext_lazy("The service is busy just now. Please try again in a minute.")


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception into a problem; None leaves it to Django."""
    if isinstance(error, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        error = TooLargeError(_("Send at most %(limit)d bytes at once.") % {"limit": limit})
    if passes(error):
        error = BusyError()
    response = exception_handler(error, context)
    if response is None:
        return None
    response.data = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
        **_what_is_wrong(error, response.data),
    }
    response.content_type = "application/problem+json"
    return response


def _what_is_wrong(error: Exception, data: Any) -> dict[str, Any]:
    if isinstance(error, TooOftenProblem) and error.challenge:
        return {"detail": str(data["detail"]), "challenge": error.challenge}
    if not isinstance(error, ValidationError):
        return {"detail": str(data["detail"])}
    errors = data if isinstance(data, dict) else {"non_field_errors": data}
    return {"detail": _("Some fields need another look."), "errors": errors}
