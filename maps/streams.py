"""Long answers take turns, so that a few slow readers never take every thread of the web process."""

from collections.abc import Iterable, Iterator
from itertools import islice
from threading import BoundedSemaphore

AT_ONCE = 2
"""Streams per web process; it has four threads."""

_turns = BoundedSemaphore(AT_ONCE)


class AllTurnsTakenError(Exception):
    """As many long answers as may be are on their way."""


class InTurn(Iterator[bytes]):
    """Chunks of a long answer; its turn ends with them, or when the reader leaves.

    The first two, a head and the first rows, are read at once: what the database refuses is so told by a
    status, and not by an answer that breaks off.

    Raises:
        AllTurnsTakenError: at once, where none is free.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        if not _turns.acquire(blocking=False):
            raise AllTurnsTakenError
        self._chunks = iter(chunks)
        self._is_over = False
        try:
            self._first = list(islice(self._chunks, 2))
        except BaseException:
            self.close()
            raise

    def __next__(self) -> bytes:
        """Return the next chunk; after the last one the turn is over, before the reader knows, and may ask again."""
        if self._first:
            return self._first.pop(0)
        try:
            return next(self._chunks)
        except StopIteration:
            self.close()
            raise

    def close(self) -> None:
        """End the turn; the server calls this, whatever became of the answer."""
        if self._is_over:
            return
        self._is_over = True
        _turns.release()
        if hasattr(self._chunks, "close"):
            self._chunks.close()
