"""A web server as a child on a free loopback port, and the time that its answers take."""

import gzip
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from benchmarks.measure import spread

START_SECONDS = 60
GUNICORN = [
    *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", "127.0.0.1:{port}"),
    *("--no-control-socket", "--workers", "2", "--threads", "2", "--log-level", "warning"),
]


@dataclass
class Answers:
    """What a row of requests took, and the largest compressed answer among them."""

    seconds: list[float] = field(default_factory=list)
    largest: int = 0
    aborted: int = 0

    def add(self, seconds: float, body: bytes) -> None:
        """Note one more answer."""
        self.seconds.append(seconds)
        self.largest = max(self.largest, len(body))

    def summary(self) -> dict[str, Any]:
        """Return medians and sizes; an aborted request counts with the time it took."""
        sizes = {"largest_bytes": self.largest}
        return spread(self.seconds) | sizes | ({"aborted": self.aborted} if self.aborted else {})


@contextmanager
def serving(
    command: list[str],
    path: str,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[int]:
    """Run a server, its port in place of ``{port}``, and yield the port once it answers `path`."""
    port = free_port()
    child = subprocess.Popen(
        [part.format(port=port) for part in command],
        stdout=sys.stderr,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    )
    try:
        wake(child, port, path)
        yield port
    finally:
        child.terminate()
        child.wait(timeout=30)


def free_port() -> int:
    """Return a loopback port that is free now."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
    return port


def wake(child: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    """Wait for the first answer, then let each of the server's workers answer some.

    Raises:
        OSError: it ended, or listens to nobody after START_SECONDS.
    """
    deadline = time.monotonic() + START_SECONDS
    while not listens(port):
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=0.1)
            raise OSError(f"the server for {path} ended with {child.returncode}")
        if time.monotonic() > deadline:
            raise OSError(f"the server for {path} listens to nobody")
    for _ in range(8):
        ask(port, [path] * 3)


def listens(port: int) -> bool:
    """Tell whether somebody takes connections on a loopback port."""
    with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False


def get(server: HTTPConnection, path: str) -> tuple[float, bytes]:
    """Ask once. Returns the seconds to the last byte, and the body, compressed by us where it is not.

    Raises:
        HTTPException: any answer but 200 (or 204, an empty tile).
    """
    start = time.perf_counter()
    server.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = server.getresponse()
    body = answer.read()
    took = time.perf_counter() - start
    if answer.status not in {200, 204}:
        raise HTTPException(f"{path}: {answer.status} {body[:200]!r}")
    return took, body if answer.getheader("Content-Encoding") else gzip.compress(body)


def ask(port: int, paths: Iterable[str], patience: float = 60) -> Answers:
    """Ask for one path after another on one connection; a new one follows an answer that never came."""
    answers = Answers()
    server = HTTPConnection("127.0.0.1", port, timeout=patience)
    server.connect()
    for path in paths:
        try:
            answers.add(*get(server, path))
        except TimeoutError:
            answers.aborted += 1
            answers.add(patience, b"")
            server.close()
    server.close()
    return answers
