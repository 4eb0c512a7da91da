"""What everybody needs of a page: axe-core's rules, room for large text, a way through by Tab.

Each check takes a page that is open and says what is wrong with it, in lines for people to read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, wait_for_map

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
OURS = Path(__file__).with_name("accessibility.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that another colour scheme can break."""

RUN_AXE = """async ([type, values]) => {
    // the map's pins lie where they lie (WCAG 2.5.8, essential)
    axe.configure({ rules: [{ id: "target-size", selector: "*:not(#map-targets *)" }] });
    const rules = type === "tag" ? { "target-size": { enabled: true } } : {};
    const runOnly = { type, values };
    const { violations } = await axe.run({ runOnly, rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, any, all, none }) => {
            const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
            return `${id}: ${target} – ${help} (${why})`;
        }));
}"""
# What lies around the map is looked at here; its own pixels cost seconds a time without a graphics card.
COARSE = """() => {
    const map = window.ortakHarita?.map;
    if (map && map.getPixelRatio() !== 0.1) map.setPixelRatio(0.1);
    return Boolean(map);
}"""
MAP_FITS = """() => {
    const map = window.ortakHarita?.map; // it hears of a new size a moment after the page does
    if (!map) return false;
    const [{ clientWidth, clientHeight }, canvas] = [map.getContainer(), map.getCanvas()];
    const [width, height] = [canvas.clientWidth - clientWidth, canvas.clientHeight - clientHeight];
    return Math.max(Math.abs(width), Math.abs(height)) < 10; // ten pixels are one of the coarse map
}"""
NARROWEST = {"width": 320, "height": 640}
READERS = {
    "text of 200 %": "style.fontSize = '200%'",
    "right to left": "dir = 'rtl'",
}
MOST_STOPS = 400


def everything_wrong_with(page):
    """Look at an open page in every size and scheme, narrow, enlarged, mirrored, and by Tab."""
    page.evaluate(AXE)
    page.evaluate(OURS)
    wrong = []
    for name, (viewport, checks) in VISITS.items():
        page.set_viewport_size(viewport)
        settle(page)
        wrong += [f"{name}, {said}" for check in checks for said in check(page)]
    return wrong + [f"by Tab: {said}" for said in by_tab(page)]


def by_axe(page):
    """Say what axe-core finds, light and dark."""
    for scheme, rules in {"light": ["tag", RULES], "dark": ["rule", OF_COLOUR]}.items():
        page.emulate_media(color_scheme=scheme)
        yield from (f"{scheme}: {said}" for said in page.evaluate(RUN_AXE, rules))


def by_size(page: Page) -> Iterator[str]:
    """Say which main controls are small for a thumb."""
    yield from page.evaluate("() => access.small()")


def by_room(page: Page) -> Iterator[str]:
    """Say what is beyond the edges: with text of 200 %, and from right to left."""
    for how, root in READERS.items():
        with root_with(page, root):
            yield from (f"{how}: {said}" for said in page.evaluate("() => access.beyond()"))


def by_reflow(page: Page) -> Iterator[str]:
    """Say what is beyond the edges as it is."""
    yield from page.evaluate("() => access.beyond()")


def by_motion(page: Page) -> Iterator[str]:
    """Say what moves for those who asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    yield from (f"moves: {said}" for said in page.evaluate("() => access.moving()"))
    page.emulate_media(reduced_motion="no-preference")


def by_tab(page: Page) -> Iterator[str]:
    """Press Tab until it comes round; say what it misses, and which stops nobody sees or can name."""
    page.evaluate("() => access.begin()")
    before, told = -1, set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("() => access.stop()")
        if stop is None or (stop["at"] == 0 and before > 0):
            yield from page.evaluate("() => access.missed()")
            return
        if stop["at"] < before:
            yield f"it goes back from stop {before} to {stop['at']}"
            return
        before = stop["at"]
        yield from (said for said in stop["wrong"] if said not in told)
        told.update(stop["wrong"])
    yield f"it does not come round in {MOST_STOPS} stops"


def settle(page: Page) -> None:
    """Wait until the map, where there is one, has drawn itself anew."""
    page.wait_for_load_state()
    if page.locator("#map").count():
        page.wait_for_function(COARSE)
        page.wait_for_function(MAP_FITS)
        wait_for_map(page)
        expect(page.locator("#map-targets.moving")).to_have_count(0)


@contextmanager
def root_with(page: Page, change: str) -> Iterator[None]:
    """Change the document's root for a while, as a reader's settings do."""
    page.evaluate(f"() => {{ document.documentElement.{change} }}")
    yield
    page.evaluate(
        "() => { document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = '' }"
    )


VISITS = {
    "phone": (SIZES["phone"], (by_axe, by_size, by_room, by_motion)),
    "desktop": (SIZES["desktop"], (by_axe, by_room)),
    "320 px": (NARROWEST, (by_reflow,)),
}
