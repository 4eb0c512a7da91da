"""PDF files by a child process, so that the web process stays light."""

import logging
import subprocess
import sys
from threading import Lock

from django.conf import settings

SECONDS = 30
PATIENCE = 1
"""Seconds that a request waits for another's file, so that few web threads ever wait."""

_one_at_a_time = Lock()
_log = logging.getLogger(__name__)


class PrintingError(Exception):
    """The file could not be made in time, or another is being made."""


def printed(html: str) -> bytes:
    """Return the PDF of a page that holds all that it shows.

    Raises:
        PrintingError: the child failed or took longer than SECONDS, or another is still at work.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise PrintingError
    try:
        made = subprocess.run(
            [sys.executable, "-m", "places.sheets.press"],
            input=html.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
        )
    except subprocess.SubprocessError as error:
        said = getattr(error, "stderr", None) or b""
        _log.error("A sheet could not be printed: %s %s", error, said.decode(errors="replace"))
        raise PrintingError from error
    finally:
        _one_at_a_time.release()
    return made.stdout
