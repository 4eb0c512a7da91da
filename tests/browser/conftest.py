"""A real Chromium against a live server. No page may log an error or ask another host."""

import json
import logging
import os
import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

from operations.logs import JsonFormatter

# Playwright's sync API runs a loop in this thread; Django would refuse the ORM beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=20_000)  # a slow machine is no fault
SCREENSHOTS = Path(__file__).resolve().parents[2] / ".data" / "screenshots"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1440, "height": 900}}
NOT_NEEDED = [
    # with each window the address bar loads pages of its own, half a second of a processor, and nobody sees them
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    # what Playwright switches off by the same flag, of which the last one counts
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch",
]  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader-webgl",  # the pages themselves are drawn faster without it
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(NOT_NEEDED)}",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


PERSONAL = [
    r"[\w.+-]+@[\w-]+\.\w+",  # e-mail addresses
    r"[0-9a-f]{8}-[0-9a-f]{4}-",  # the secret ids of reports
    r"29\.1\d\d|40\.9\d\d",  # places in the town
    r"çukur|Ayşe|Mehmet|0532",  # what people wrote, and who they are
]


@pytest.fixture(scope="session", autouse=True)
def logs_that_tell_of_nobody(tmp_path_factory):
    """Whatever the browser did: in all that the service logged meanwhile nothing is personal."""
    file = tmp_path_factory.mktemp("logs") / "web.log"
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    handler.close()
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    told = {f"{line['message']} {line.get('route')} {line.get('error')}" for line in lines}
    assert not [words for words in told if re.search("|".join(PERSONAL), words)]


@pytest.fixture(scope="session")
def chromium():
    # Beside Playwright's loop Django has connections of its own, and comes back neither from there to those
    # of before nor, at the end, to those.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=FLAGS,
            # Playwright switches off what people's browsers do: a page that is gone back to lives on.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def visit(chromium, transactional_town, live_server):
    """Open a page of the live town as somebody with such a screen; returns the page."""
    with visits(chromium, live_server.url) as open_page:
        yield open_page


@contextmanager
def visits(chromium: Browser, url):
    """Open pages of a server; whoever leaves has seen no error, and no other host was asked."""
    opened = []

    def open_page(address="/", *, size="desktop", expected_errors=(), cookies=(), **options):
        options = {"service_workers": "block"} | options  # tests/browser/test_offline.py lets them
        context = chromium.new_context(
            viewport=SIZES[size], base_url=url, locale="tr-TR", **options
        )
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies])
        page = context.new_page()
        faults = []
        opened.append((page, faults))

        def note(text):
            if not any(expected in text for expected in expected_errors):
                faults.append(text)

        page.on("console", lambda m: m.type == "error" and note(f"console: {m.text}"))
        page.on("pageerror", lambda error: note(f"page error: {error}"))
        page.on("request", lambda r: _same_host(r.url, url) or note(f"asked {r.url}"))
        page.goto(address)
        return page

    yield open_page
    faults = [fault for _page, found in opened for fault in found]
    for page, _found in opened:
        page.context.close()
    assert not faults, "\n".join(faults)


def _same_host(address: str, ours: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"data", "blob", "about"} or parts.netloc == urlsplit(ours).netloc


def wait_for_map(page: Page) -> None:
    """Wait until the map has drawn everything."""
    page.wait_for_function("() => window.ortakHarita?.map")
    expect(page.locator("#map[aria-busy=true]")).to_have_count(0)
    page.evaluate(
        """() => new Promise((done) => {
            const { map } = window.ortakHarita;
            const drawn = () => map.loaded() && map.areTilesLoaded() && !map.isMoving();
            drawn() ? done() : map.once("idle", () => done()); // the event itself holds the map
        })"""
    )


def turn_dark(page: Page, layer: str, paint: str) -> None:
    """Let the evening come, and wait until a layer of the map is drawn in the dark theme's teal."""
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        """([layer, paint]) => {
            const { map } = window.ortakHarita;
            return map.getLayer(layer) && map.getPaintProperty(layer, paint) === "#4fb8b3";
        }""",
        arg=[layer, paint],
    )
    wait_for_map(page)


def screenshot(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a picture for people to look at: of the screen, or of the whole page."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
