"""A municipality's own Open311 service, on this machine, and that reports go there."""

import http.server
import json
import threading
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from issues.models import Category, Endpoint, Route


class Hall(http.server.BaseHTTPRequestHandler):
    """A town hall: keeps the forms that it is sent, and says what it was told to, once each or for ever."""

    def do_GET(self):
        self.answer(self.server.says.get(self.what, (404, [])))

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.taken.append((self.what, {k: v[-1] for k, v in form.items()}, self.headers))
        usual = (201, [{"service_request_id": f"B-{len(self.server.taken)}"}])
        said = self.server.answers.pop(0) if self.server.answers else usual
        if said == "hang":
            self.server.over.wait(30)
            return
        self.answer(said)

    @property
    def what(self):
        parts = urlsplit(self.path)
        self.server.asked.append(parse_qs(parts.query))
        return parts.path.removeprefix("/v2/").removesuffix(".json")

    def answer(self, said):
        status, told = said
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def open_hall():
    """The service, while it is open: `taken` are the forms it got, `says` and `answers` what it says."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hall)
    server.daemon_threads = True
    server.taken, server.answers, server.says, server.asked = [], [], {}, []
    server.over = threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}/v2"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


def taking(url, *, categories=("bozuk-yol",), **facts):
    """A place that takes reports of some categories under the same names."""
    usual = {"name": "Belediye", "url": url, "key": "k", "takes_updates": True}
    endpoint = Endpoint.objects.create(**(usual | facts))
    for slug in categories:
        category = Category.objects.get(slug=slug)
        Route.objects.create(endpoint=endpoint, category=category, service_code=slug)
    return endpoint
