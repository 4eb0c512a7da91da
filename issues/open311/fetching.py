"""Photos that a client names by address: fetched from public addresses alone, bounded in time and size.

The name is resolved once, what it resolves to is looked at, and that very address is connected to, so that no later
answer of a name server leads elsewhere. Each redirect is looked at anew.
"""

import http.client
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from gisdata.fetching import PORTS, connected
from intake.photo_files import MOST_BYTES

Address = IPv4Address | IPv6Address
REDIRECTS = 3
LONGEST = 30.0
"""Seconds for all of it; the connection is shut when they are over."""

PATIENCE = 5.0
"""Seconds without a byte."""

PIECE = 65_536
HEADERS = {"User-Agent": "ortak-harita", "Accept": "image/*"}
AS_IT_IS = "/%:@!$&'()*+,;=~?-._"
"""What stays of an address; letters of ours are escaped."""

NAT64 = IPv6Network("64:ff9b::/96")
NEVER = [
    IPv6Network(network)
    for network in (
        "2001::/32",  # Teredo, behind which anything may lie
        "64:ff9b:1::/48",  # NAT64 of a network of its own
        "::/96",  # IPv4 as it was once written
        "fec0::/10",  # a site's own, once
        "::ffff:0:0:0/96",  # IPv4 translated
    )
]


class NotFetchedError(Exception):
    """What is there cannot or may not be fetched."""


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public network, also by what it wraps."""
    if isinstance(address, IPv6Address):
        if any(address in network for network in NEVER):
            return False
        wrapped = address.ipv4_mapped or address.sixtofour
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
        url = _further(url, answer)
    raise NotFetchedError("too many redirects")


def _further(url: str, where: str) -> str:
    try:
        return urljoin(url, where)
    except ValueError as error:
        raise NotFetchedError("no address") from error


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
    address = _address(str(parts.hostname), PORTS[parts.scheme], may_be_asked)
    left = max(0.1, until - monotonic())
    try:
        with connected(parts, seconds=left, patience=PATIENCE, address=address) as connection:
            query = f"?{quote(parts.query, safe=AS_IT_IS)}" if parts.query else ""
            path = quote(parts.path or "/", safe=AS_IT_IS) + query
            connection.request("GET", path, headers=HEADERS)
            answer = connection.getresponse()
            where = answer.getheader("Location")
            if answer.status in {301, 302, 303, 307, 308} and where:
                return where
            if answer.status != 200:
                raise NotFetchedError(f"status {answer.status}")
            return _content(answer)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetchedError(str(error)) from error


def _content(answer: http.client.HTTPResponse) -> bytes:
    content = bytearray()
    while piece := answer.read1(PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise NotFetchedError("too large")
    if answer.length:
        raise NotFetchedError("cut off")
    return bytes(content)


def _address(host: str, port: int, may_be_asked: Callable[[Address], bool]) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetchedError("no such host") from error
    addresses = [str(place[4][0]) for place in found]
    if not all(may_be_asked(ip_address(address.partition("%")[0])) for address in addresses):
        raise NotFetchedError("an address that is not public")
    return addresses[0]
