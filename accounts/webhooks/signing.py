"""The signature of what is sent: HMAC-SHA256 over the moment and the body, so that neither can be used again."""

import hmac
import secrets
from hashlib import sha256

TOLERANCE = 300
"""Seconds by which a receiver's clock may differ; older messages are replays."""


def new_secret() -> str:
    """Return a secret for a new address."""
    return secrets.token_hex(32)


def signature(*, secret: str, moment: int, body: bytes) -> str:
    """Return the value of the header for a body sent at a moment, in seconds since 1970."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256)
    return f"sha256={signed.hexdigest()}"


def is_genuine(*, secret: str, moment: int, body: bytes, sent: str, now: int) -> bool:
    """Tell, as a receiver does, whether a message is from who knows the secret, and new.

    >>> sent = signature(secret="s", moment=1000, body=b"{}")
    >>> [
    ...     is_genuine(secret="s", moment=1000, body=b"{}", sent=sent, now=now)
    ...     for now in (1100, 9999)
    ... ]
    [True, False]
    """
    expected = signature(secret=secret, moment=moment, body=body)
    return hmac.compare_digest(expected, sent) and abs(now - moment) <= TOLERANCE
