"""What the log keeps of log-ins: the number of the account and a code of the network that changes daily."""

import logging
from typing import Any

from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out

from accounts.network import network_of

logger = logging.getLogger("security")

EVENTS = {
    user_logged_in: (logging.INFO, "logged in"),
    user_logged_out: (logging.INFO, "logged out"),
    login_code_rejected: (logging.WARNING, "a wrong code by e-mail"),
    authenticator_added: (logging.INFO, "second factor set up"),
    authenticator_removed: (logging.WARNING, "second factor taken away"),
    authenticator_reset: (logging.WARNING, "new recovery codes"),
}


def note_log_ins() -> None:
    """Write a line for each from now on."""
    for signal, (level, words) in EVENTS.items():
        signal.connect(_writer(level, words), weak=False)


def _writer(level: int, words: str) -> Any:
    def write(request: Any = None, user: Any = None, **_more: Any) -> None:
        network = network_of(request.META)[:12] if request else ""
        logger.log(level, words, extra={"account": getattr(user, "pk", None), "network": network})

    return write
