"""Files that need heavy libraries are made by a child: one at a time, bounded in time.

The child is `manage.py export`, so that the web process stays light.
"""

import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import get_language

from maps.layer import Layer

SECONDS = 900
PATIENCE = 1
"""Seconds that a request waits for another's file, so that few web threads ever wait."""

_one_at_a_time = Lock()
_log = logging.getLogger(__name__)


class ExportError(Exception):
    """The file could not be made, or not in time."""


class ExportBusyError(ExportError):
    """Another file is being made."""


def made_by_child(layer: Layer, parameters: Mapping[str, str], suffix: str) -> BinaryIO:
    """Return the open file of a layer's rows under query parameters that are known to be right.

    Its folder is already gone, so the file's bytes go when it is closed, whoever closes it.

    Raises:
        ExportBusyError: another is still at work.
        ExportError: the child failed or took longer than SECONDS.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise ExportBusyError
    try:
        with TemporaryDirectory(prefix="ortak-harita-export-") as folder:
            out = Path(folder) / f"{layer.name}.{suffix}"
            _run(layer, parameters, out)
            return out.open("rb")
    finally:
        _one_at_a_time.release()


def _run(layer: Layer, parameters: Mapping[str, str], out: Path) -> None:
    words = {"out": str(out), "language": get_language() or settings.LANGUAGE_CODE, **parameters}
    options = [f"--{name.replace('_', '-')}={value}" for name, value in words.items()]
    try:
        subprocess.run(  # noqa: S603  # the values were parsed, and none can become an option
            [sys.executable, "manage.py", "export", layer.name, *options],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
        )
    except subprocess.SubprocessError as error:
        _log.error("An export failed: %s", getattr(error, "stderr", None) or error)
        raise ExportError from error
