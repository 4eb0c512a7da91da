"""Asking other servers: bounded in time and in size."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from threading import Timer
from urllib.parse import SplitResult
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    UnknownHandler,
)

SPEAK_HTTP = [
    ProxyHandler,
    HTTPHandler,
    HTTPSHandler,
    HTTPRedirectHandler,
    HTTPErrorProcessor,
    HTTPDefaultErrorHandler,
    UnknownHandler,
]


def fetched(address: str, *, agent: str, seconds: float, most_bytes: int) -> bytes:
    """Return the body at an address.

    Args:
        address: of HTTP or HTTPS; nothing else is opened.
        agent: who we say that we are.
        seconds: how long it may take in all.
        most_bytes: how long it may be.

    Raises:
        OSError: it cannot be had, or not in time.
        ValueError: it is too long.
    """
    ends = time.monotonic() + seconds
    body = bytearray()
    with _opener(agent).open(address, timeout=seconds) as answer:
        while piece := answer.read1(65_536):
            body += piece
            if time.monotonic() > ends:
                raise TimeoutError
            if len(body) > most_bytes:
                raise ValueError(f"more than {most_bytes} bytes")
    return bytes(body)


def _opener(agent: str) -> OpenerDirector:
    """Return what speaks HTTP and HTTPS, and opens neither a file nor anything else."""
    opener = OpenerDirector()
    opener.addheaders = [("User-Agent", agent)]
    for handler in SPEAK_HTTP:
        opener.add_handler(handler())
    return opener


PORTS = {"http": 80, "https": 443}
TRUSTED = ssl.create_default_context()


@contextmanager
def connected(
    parts: SplitResult, *, seconds: float, patience: float, address: str = ""
) -> Iterator[HTTPConnection]:
    """Connect to the server of an address, and shut the connection when its time is over.

    A socket's own limit begins anew with each byte, so a server that says one now and then would hold us for ever.

    Args:
        parts: of an address of HTTP or HTTPS, with a host.
        seconds: how long all of it may take.
        patience: how long nothing may come.
        address: of the Internet, to connect to in place of what the host is called.

    Raises:
        OSError: there is no connection, or its time was over.
    """
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    connection = HTTPConnection(host, port)
    line = socket.create_connection((address or host, port), timeout=patience)
    if parts.scheme == "https":
        line = TRUSTED.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
    connection.sock = line
    alarm = Timer(seconds, _shut, [line])
    alarm.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        yield connection
    finally:
        alarm.cancel()
        connection.close()
        line.close()


def _shut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
