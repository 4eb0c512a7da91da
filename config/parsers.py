"""How much the API reads."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser


class TooLargeError(APIException):
    """The body is larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = 413
    default_code = "too_large"


class BoundedJSONParser(JSONParser):
    """JSON up to a size: Django's own limit does not reach a parser that reads the stream."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Parse a body, or refuse it unread when its declared length is too large."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        length = int(stream.META.get("CONTENT_LENGTH") or 0)
        if limit and length > limit:
            raise TooLargeError(_("Send at most %(limit)d bytes at once.") % {"limit": limit})
        return super().parse(stream, media_type, parser_context)
