"""Heavy work in a process of its own, so that the web process stays light: one at a time, bounded in time."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings

PATIENCE = 1
"""Seconds that a request waits for another's work, so that few web threads ever wait."""

_log = logging.getLogger(__name__)


class ChildError(Exception):
    """The child failed, or took too long."""


class ChildBusyError(ChildError):
    """Another is still at work."""


class Child:
    """A Python process for one kind of work; each web process lets one of it run at a time.

    `seconds` is how long it may take.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.at_work = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the turn for a block of work.

        Raises:
            ChildBusyError: another had it for PATIENCE seconds.
        """
        if not self.at_work.acquire(timeout=PATIENCE):
            raise ChildBusyError
        try:
            yield
        finally:
            self.at_work.release()

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Return what Python writes with these arguments, in whoever's turn it is.

        Raises:
            ChildError: it failed or took too long; what it said of that is in the log, and where it stood
                if a library's own code broke it.
        """
        try:
            made = subprocess.run(  # noqa: S603  # Python itself; callers hand over no option that a reader wrote
                [sys.executable, "-X", "faulthandler", *arguments],
                input=given,
                capture_output=True,
                timeout=self.seconds,
                check=True,
                cwd=settings.BASE_DIR,
            )
        except subprocess.SubprocessError as error:
            said = getattr(error, "stderr", None) or b""
            _log.error("%s failed: %s %s", arguments[:2], error, said.decode(errors="replace"))
            raise ChildError from error
        return made.stdout
