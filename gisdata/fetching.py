"""Fetching from an address of the web that the operator gave: bounded in time and in size."""

import time
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
