"""Photos that a client names by address: fetched from public addresses alone, bounded in time and size.

The name is resolved once, what it resolves to is looked at, and that very address is connected to, so that no later
answer of a name server leads elsewhere. Each redirect is looked at anew.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from intake.photo_files import MOST_BYTES

Address = IPv4Address | IPv6Address
PORTS = {"http": 80, "https": 443}
REDIRECTS = 3
LONGEST = 30.0
"""Seconds for all of it."""

PATIENCE = 5.0
"""Seconds without a byte."""

PIECE = 65_536
NAT64 = IPv6Network("64:ff9b::/96")


class NotFetchedError(Exception):
    """What is there cannot or may not be fetched."""


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public network, also by what it wraps."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None,))[0]
        if address in NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    return address.is_global and not address.is_multicast


def fetch(url: str, may_be_asked: Callable[[Address], bool] = is_public) -> bytes:
    """Return what is at an address.

    Args:
        url: http or https, on the usual port, without a name or password.
        may_be_asked: says of an address whether it is one to connect to.

    Raises:
        NotFetchedError: with the reason, for the log.
    """
    until = monotonic() + LONGEST
    for _hop in range(REDIRECTS + 1):
        answer = _answer(_parts(url), may_be_asked, until)
        if isinstance(answer, bytes):
            return answer
        url = urljoin(url, answer)
    raise NotFetchedError("too many redirects")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetchedError("no address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise NotFetchedError("no address that is fetched")
    if port not in {None, PORTS[parts.scheme]}:
        raise NotFetchedError("another port")
    return parts


def _answer(
    parts: SplitResult, may_be_asked: Callable[[Address], bool], until: float
) -> bytes | str:
    """Return what one server says: the content, or where it sends us."""
    connection = _connected(parts, may_be_asked)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"User-Agent": "ortak-harita", "Accept": "image/*"})
        answer = connection.getresponse()
        where = answer.getheader("Location")
        if answer.status in {301, 302, 303, 307, 308} and where:
            return where
        if answer.status != 200:
            raise NotFetchedError(f"status {answer.status}")
        return _content(answer, until)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetchedError(str(error)) from error
    finally:
        connection.close()


def _content(answer: http.client.HTTPResponse, until: float) -> bytes:
    content = bytearray()
    while piece := answer.read1(PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise NotFetchedError("too large")
        if monotonic() > until:
            raise NotFetchedError("too slow")
    return bytes(content)


def _connected(
    parts: SplitResult, may_be_asked: Callable[[Address], bool]
) -> http.client.HTTPConnection:
    """Return a connection to the first address of a host; all of its addresses must be ones to ask."""
    host, port = str(parts.hostname), PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetchedError("no such host") from error
    addresses = [str(place[4][0]) for place in found]
    if not all(may_be_asked(ip_address(address.partition("%")[0])) for address in addresses):
        raise NotFetchedError("an address that is not public")
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        plain = socket.create_connection((addresses[0], port), timeout=PATIENCE)
        connection.sock = plain
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError as error:
        raise NotFetchedError("no connection") from error
    return connection
