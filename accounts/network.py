"""Which network or person a request comes from, known again for a day and by nobody else."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User

IPV6_PREFIX = 64
"""Bits that name one household or office; the rest its devices choose as they like."""

IPV6_WIDE_PREFIX = 48
"""Bits that name whoever rents a server; the rest they choose as they like."""

UNKNOWN = "unknown"


def network_of(meta: Mapping[str, Any], *, about: str = "") -> str:
    """Return a name of 64 hexadecimal digits for the network that a request came from.

    It is a keyed hash that changes every day: no address is kept.

    Args:
        meta: the request's environment (CGI names). Of X-Forwarded-For only what the last
            ``settings.PROXIES`` proxies wrote is believed.
        about: one thing, about which few have something to say: the name is of the two together, and
            the network is a wide one.
    """
    prefix = IPV6_WIDE_PREFIX if about else IPV6_PREFIX
    return _code(f"{_network(_address(meta), prefix)} {about}".strip())


def code_of(person: User, *, about: str = "") -> str:
    """Return such a name for somebody who is logged in."""
    return _code(f"person {person.pk} {about}".strip())


def _code(of: str) -> str:
    value = f"{timezone.localdate()} {of}"
    return salted_hmac("accounts.network", value, algorithm="sha256").hexdigest()


def _address(meta: Mapping[str, Any]) -> str:
    header = str(meta.get("HTTP_X_FORWARDED_FOR", ""))
    forwarded = [part.strip() for part in header.split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES]
    return str(meta.get("REMOTE_ADDR", ""))


def _network(text: str, prefix: int) -> str:
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, prefix), strict=False))
