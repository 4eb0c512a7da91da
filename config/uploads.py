"""How much a form with files may hold."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

from intake.photo_files import MOST_BYTES
from issues.models import MOST_PHOTOS

MOST_FORM_BYTES = (MOST_PHOTOS + 1) * MOST_BYTES
"""Five photos of the largest size, and as much again as one for what is around them."""


class BoundedUploadHandler(MemoryFileUploadHandler):
    """Refuses a form that is larger than any of ours can be, before any of it is read."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        *rest: Any,
    ) -> None:
        """Look at the length that is announced.

        Raises:
            RequestDataTooBig: it is more than MOST_FORM_BYTES.
        """
        if content_length > MOST_FORM_BYTES:
            raise RequestDataTooBig
        super().handle_raw_input(input_data, META, content_length, *rest)
