"""What an event says: each app that has events registers how its rows are told, as the public sees them."""

from collections.abc import Callable
from typing import Any

from accounts.models import Webhook

Told = Callable[[str], dict[str, Any] | None]
_TELLERS: dict[Webhook.Event, Told] = {}


def tells(event: Webhook.Event) -> Callable[[Told], Told]:
    """Register what says of the row of an event; it returns None for what is not public."""

    def registered(teller: Told) -> Told:
        _TELLERS[event] = teller
        return teller

    return registered


def told_of(event: str, about: str) -> dict[str, Any] | None:
    """Return what an event says now; None where nothing of it is public."""
    return _TELLERS[Webhook.Event(event)](about)
