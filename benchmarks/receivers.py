"""Who is told of reports, and what is sent with them: a mail server, another system, a picture."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from PIL import Image


class Told:
    """How often each report was told of, and somebody who waits for some of them."""

    def __init__(self) -> None:
        self.times = Counter[int]()
        self.news = threading.Condition()

    def add(self, numbers: set[int]) -> None:
        """Note reports that were told of once more."""
        with self.news:
            self.times.update(numbers)
            self.news.notify_all()

    def wait_for(self, numbers: set[int], seconds: float) -> None:
        """Wait until each of some reports was told of, at most so long."""
        with self.news:
            self.news.wait_for(lambda: numbers <= set(self.times), seconds)


class Inbox:
    """A mail server that keeps which reports were told of."""

    def __init__(self) -> None:
        told = self.told = Told()

        class Mail(StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 here\r\n")
                while line := self.rfile.readline():
                    word = line[:4].upper()
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        self.read_message()
                    self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                    if word == b"QUIT":
                        return

            def read_message(self) -> None:
                lines = []
                while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                    lines.append(line)
                text = b"".join(lines).decode(errors="replace")
                numbers = {
                    int(part.split("/")[0])
                    for part in text.split("/issues/")[1:]
                    if part[:1].isdecimal()
                }
                told.add(numbers)

        self.server = ThreadingTCPServer(("127.0.0.1", 0), Mail)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Hook:
    """A system that is told of reports."""

    def __init__(self) -> None:
        told = self.told = Told()

        class Taken(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                told.add({int(body["data"]["number"])})
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Taken)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Upload:
    """A picture as a form sends it."""

    name, content_type = "a.jpg", "image/jpeg"

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self) -> bytes:
        """Return all of it."""
        return self.content


def photo() -> bytes:
    """Return a small picture."""
    written = BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(written, "JPEG")
    return written.getvalue()
