"""A mail server on loopback, and the real worker that sends to it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent


class Mailbox:
    """Takes every message, and lets the worker send."""

    def __init__(self, database_url: str) -> None:
        self.messages: list[EmailMessage] = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.database_url = database_url

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep a message as a reader's program parses it."""
        parsed = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(parsed, EmailMessage)
        self.messages.append(parsed)
        return "250 OK"

    def after_work(self, **environment: str) -> list[EmailMessage]:
        """Let the worker do all that waits. Returns what came in since the last time."""
        known = len(self.messages)
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port), "EMAIL_USE_TLS": "off"}
        subprocess.run(
            [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": self.database_url, **mail, **environment},
            check=True,
            timeout=60,
        )
        return self.messages[known:]


def free_port() -> int:
    """A port of loopback that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def open_mailbox(database_url: str) -> Iterator[Mailbox]:
    """A mailbox, while it is needed."""
    mailbox = Mailbox(database_url)
    mailbox.controller.start()
    try:
        yield mailbox
    finally:
        mailbox.controller.stop()
