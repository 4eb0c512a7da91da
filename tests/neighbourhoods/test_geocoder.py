"""The outside geocoder: asked by our server, only where set, when nothing is at hand, and never waited for."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from select import select
from urllib.parse import parse_qs, urlsplit
from urllib.request import url2pathname, urlopen

import pytest

from accounts.limits import LIMITS
from neighbourhoods.names import outside
from tests.district import FRAME, SCHOOL
from tests.mailbox import free_port
from tests.neighbourhoods.test_names import asked

LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"


def feature(name, place):
    return {
        "type": "Feature",
        "properties": {"display_name": name},
        "geometry": {"type": "Point", "coordinates": list(place)},
    }


class Geocoder(ThreadingHTTPServer):
    """A small one on loopback that notes what it is asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.questions = []
        self.agents = []
        self.body = json.dumps(
            {
                "type": "FeatureCollection",
                "licence": LICENCE,
                "features": [feature("Uzak Sokak, Çınar", SCHOOL), feature("Paris", (2.3, 48.8))],
            }
        ).encode()
        self.status = 200
        self.pause = 0.0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/search"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.questions.append(parse_qs(urlsplit(self.path).query))
        self.server.agents.append(self.headers["User-Agent"])
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        for byte in self.server.body[:20]:
            self.wfile.write(bytes([byte]))
            select([self.connection], [], [], self.server.pause)  # or until the asker hangs up
        self.wfile.write(self.server.body[20:])

    def log_message(self, *_words):
        pass


@pytest.fixture
def geocoder(settings):
    server = Geocoder()
    settings.GEOCODER_URL = server.url
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def found(api, **query):
    answer = asked(api, q="Uzak Sokak", outside="on", **query)
    return [f["properties"]["name"] for f in answer["features"]]


def test_what_is_not_at_hand_is_asked_for_outside_within_the_district(town, api, geocoder):
    answer = asked(api, q="Uzak Sokak", outside="on")
    assert [f["properties"]["name"] for f in answer["features"]] == ["Uzak Sokak, Çınar"]
    assert answer["attribution"] == [LICENCE]
    [question] = geocoder.questions
    assert question["q"] == ["Uzak Sokak"]
    assert question["format"] == ["geojson"]
    assert question["bounded"] == ["1"]
    assert [float(n) for n in question["viewbox"][0].split(",")] == pytest.approx(list(FRAME))
    assert geocoder.agents == ["OrtakHarita (http://localhost:8000)"]


def test_it_is_not_asked_for_what_is_at_hand_nor_while_somebody_types(town, api, geocoder):
    asked(api, q="Çınar", outside="on")
    asked(api, q="Uzak Sokak")
    assert not geocoder.questions


def test_without_the_setting_nothing_goes_outside(town, api, geocoder, settings):
    settings.GEOCODER_URL = ""
    assert found(api) == []
    assert not geocoder.questions


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"null", b"{}", b'{"features": 5}', b'{"features": [null]}', b"\xff",
     b'{"features": [{"geometry": {"coordinates": ["x", 1]}, "properties": {}}]}'],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_nothing_found(town, api, geocoder, body):
    geocoder.body = body
    assert found(api) == []


def test_an_error_or_nobody_there_is_nothing_found(town, api, geocoder, settings):
    geocoder.status = 500
    assert found(api) == []
    settings.GEOCODER_URL = f"http://127.0.0.1:{free_port()}/search"
    assert found(api) == []


def test_no_file_is_ever_opened(town, geocoder, settings, tmp_path):
    """Not even where the setting were wrong: at the end of it lies a good answer."""
    settings.GEOCODER_URL = f"file://{tmp_path}/answer"
    address = outside._address("uzak sokak")
    Path(url2pathname(address.removeprefix("file://"))).write_bytes(geocoder.body)
    with urlopen(address) as file:
        assert file.read() == geocoder.body
    assert outside.ask_outside("uzak sokak") == []


def test_one_that_drips_is_given_up_in_time(town, api, geocoder, monkeypatch):
    monkeypatch.setattr(outside, "SECONDS", 0.3)
    geocoder.pause = 0.1
    start = time.monotonic()
    assert found(api) == []
    assert time.monotonic() - start < 1.5


def test_one_that_never_ends_is_given_up(town, api, geocoder, monkeypatch):
    monkeypatch.setattr(outside, "MOST_BYTES", 100)
    assert found(api) == []


def test_a_network_that_asks_very_often_finds_only_what_is_at_hand(town, api, geocoder):
    for _ in range(LIMITS["geocode"].free):
        assert found(api)
    assert found(api) == []
    assert len(geocoder.questions) == LIMITS["geocode"].free
