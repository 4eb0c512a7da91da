"""A mail server on loopback, and the real worker that sends to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.worker import work


class Mailbox:
    """Takes every message, and lets the worker send."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep a message as a reader's program parses it."""
        parsed = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(parsed, EmailMessage)
        self.messages.append(parsed)
        return "250 OK"

    def after_work(self, port: int | None = None) -> list[EmailMessage]:
        """Let the worker do all that waits. Returns what came in since the last time.

        Args:
            port: another one to send to, where nobody listens.
        """
        known = len(self.messages)
        work(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=port or self.port,
            EMAIL_USE_TLS=False,
        )
        return self.messages[known:]


def free_port() -> int:
    """A port of loopback that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """A mailbox, while it is needed."""
    mailbox = Mailbox()
    mailbox.controller.start()
    try:
        yield mailbox
    finally:
        mailbox.controller.stop()
