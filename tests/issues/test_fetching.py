"""Photos by address: fetched from public addresses alone, whatever they are called."""

import http.server
import threading
from ipaddress import ip_address
from time import monotonic
from uuid import uuid4

import pytest

from issues.open311 import fetching
from issues.open311.fetching import NotFetchedError, fetch, is_public
from issues.open311.tasks import NotYetError, fetch_photo
from tests.district import FOUNTAIN, pin
from tests.pictures import encoded

REFUSED = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
    "http://localhost/", "http://0.0.0.0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[64:ff9b:1::7f00:1]/", "http://[::127.0.0.1]/", "http://[fec0::1]/", "http://[::ffff:0:127.0.0.1]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://10.0.0.1/", "http://192.168.1.1/",
    "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://224.0.0.1/",
    "http://255.255.255.255/", "http://[ff02::1]/", "http://127.0.0.1:5432/", "http://example.org:22/",
    "http://ayse:secret@8.8.8.8/", "file:///etc/passwd", "ftp://8.8.8.8/a.jpg", "gopher://8.8.8.8/", "//8.8.8.8/", "",
    "http://", "http://[::1", "http://8.8.8.8:99999/", "http://\x00/", "http://a b/", "http://999.999.999.999/",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_is_not_public_is_never_connected_to(url):
    with pytest.raises(NotFetchedError):
        fetch(url)


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public_is_known_also_where_it_is_wrapped(text):
    assert is_public(ip_address(text))


class Answers(http.server.BaseHTTPRequestHandler):
    """A server with a photo, a redirect to it, one to itself, one inside, and one that never ends."""

    def do_GET(self):
        if self.path == "/drip":
            for letter in b"HTTP/1.1 200 OK" * 10:
                self.wfile.write(bytes([letter]))
                self.wfile.flush()
                self.server.slow.wait(0.1)
            return
        where = {
            "/wrong": "http://[",
            "/to": "/photo",
            "/round": "/round",
            "/inside": "http://127.0.0.2/photo",
        }
        if self.path in where:
            self.send_response(302)
            self.send_header("Location", where[self.path])
            self.end_headers()
            return
        self.send_response(200 if self.path in {"/photo", "/endless"} else 404)
        self.end_headers()
        if self.path == "/photo":
            self.wfile.write(encoded())
        while self.path == "/endless":
            self.wfile.write(b"0" * 1_000_000)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def server(monkeypatch):
    """Its address; the port stands in the place of 80."""
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    running.daemon_threads = True
    running.slow = threading.Event()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    monkeypatch.setitem(fetching.PORTS, "http", running.server_port)
    yield "http://127.0.0.1"
    running.slow.set()
    running.shutdown()
    running.server_close()


def here(address):
    """Let this machine be asked under its first address alone."""
    return str(address) == "127.0.0.1"


def test_a_photo_is_fetched_also_by_a_redirect(server):
    assert fetch(f"{server}/photo", here) == fetch(f"{server}/to", here) == encoded()


@pytest.mark.parametrize("path", ["round", "inside", "endless", "none", "wrong", "çöp"])
def test_what_leads_nowhere_or_inside_or_never_ends_is_given_up(server, path):
    with pytest.raises(NotFetchedError):
        fetch(f"{server}/{path}", here)


def test_a_server_that_says_a_letter_now_and_then_is_given_up_in_time(server, monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST", 0.5)
    began = monotonic()
    with pytest.raises(NotFetchedError):
        fetch(f"{server}/drip", here)
    assert monotonic() - began < 5


def test_a_report_keeps_a_photo_that_is_fetched_once(town, server, monkeypatch):
    monkeypatch.setattr(fetching.fetch, "__defaults__", (here,))
    issue, photo = pin(FOUNTAIN), str(uuid4())
    for _ in range(2):
        fetch_photo(number=issue.number, photo=photo, url=f"{server}/photo")
    assert issue.photos.count() == 1
    with pytest.raises(NotYetError):
        fetch_photo(number=issue.number, photo=str(uuid4()), url=f"{server}/none")
