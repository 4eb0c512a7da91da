"""Every page of the service, and every state that a person can bring it into.

A new page joins by a line in STATES; a test holds the list against the addresses that exist.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from accounts.limits import LIMITS
from issues.models import Issue
from tests.accounts.test_limits import used
from tests.browser.test_report import fill_in, go_on, on_screen
from tests.district import BRIDGE, FOUNTAIN, HILL, MARKET, SCHOOL, resolve
from tests.pictures import encoded

Step = Callable[[Page], object]


@dataclass(frozen=True)
class State:
    """An address, who looks at it, what they do there, and which faults the console may tell."""

    address: str
    steps: tuple[Step, ...] = ()
    who: str = ""
    expected_errors: tuple[str, ...] = ()


def state(address: str, *steps: Step, who: str = "", faults: tuple[str, ...] = ()) -> State:
    return State(address, steps, who, faults)


def desk(address: str, *steps: Step, faults: tuple[str, ...] = ()) -> State:
    return State(f"/moderation/{address}", steps, "elif", faults)


def press(name, role="button"):
    return lambda page: page.get_by_role(role, name=name, exact=True).click()


def submit(name: str) -> Step:
    """Press a button that leads to another page."""

    def step(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()

    return step


def fill(label: str, text: str) -> Step:
    return lambda page: page.get_by_label(label, exact=True).fill(text)


def see(text: str) -> Step:
    return lambda page: expect(page.get_by_text(text).first).to_be_visible()


def place_pin(place: tuple[float, float]) -> Step:
    return lambda page: page.mouse.click(*on_screen(page, place))


def choose_kerb(page: Page) -> None:
    page.get_by_role("radio", name="Bozuk kaldırım").check()


def choose_photos(page):
    photos = [("cukur.jpg", encoded()), ("mektup.jpg", b"Merhaba")]
    files = [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in photos]
    page.get_by_label("Fotoğraf ekle").set_input_files(files)
    expect(page.get_by_text("mektup.jpg bir fotoğraf değil")).to_be_visible()


def open_legend(page: Page) -> None:
    if not page.locator("#legend[open]").count():
        page.locator("#legend summary").click()


def open_target(name: str) -> Step:
    def step(page: Page) -> None:
        page.get_by_role("button", name=re.compile(name)).first.press("Enter")
        expect(page.locator(".maplibregl-popup")).to_be_visible()

    return step


def click_area(page: Page) -> None:
    x, y = on_screen(page, BRIDGE)
    page.mouse.click(x + 30, y + 30)
    expect(page.locator(".maplibregl-popup")).to_be_visible()


def close_the_report(page: Page) -> None:
    """Somebody resolves it while its page is open."""
    [number] = re.findall(r"/issues/(\d+)/", page.url)
    resolve(Issue.objects.get(number=number))


def use_up(act: str) -> Step:
    """The network has done it as often as it may in this hour."""
    return lambda _page: used(LIMITS[act].most, act)


REPORT = press("Bildir", "link")
SEND, SUBMIT = press("Gönder"), submit("Gönder")

STATES = {
    # the map
    "map": state("/"),
    "map: panel": state("/", press("Katmanlar")),
    "map: panel under filters": state("/?category=cop&status=new&from=2020-01-01", press("Katmanlar 3")),
    "map: neighbourhoods": state("/?layer=neighbourhoods&measure=per_1000", open_legend),
    "map: an area": state("/?layer=neighbourhoods", click_area),
    "map: heat": state("/?layer=density", open_legend),
    "map: hexagons that changed": state("/?layer=hexagons&measure=change", open_legend),
    "map: a layer that fails": state("/?layer=density&category=ejderha", faults=("400",)),
    "map: months playing": state("/", press("Ayları sırayla oynat")),
    "map: a pin": state("/#16/40.995/29.115", open_target("Ağaç.*çözüldü")),
    "map: a cluster": state(f"/#18.5/{MARKET[1]}/{MARKET[0]}", open_target("30 bildirim; aç")),
    "report: where": state("/", REPORT),
    "report: location refused": state("/", REPORT, press("Konumum"), see("Konumunuz bulunamadı")),
    "report: what": state("/", REPORT, go_on),
    "report: topics found": state("/", REPORT, go_on, fill("Konularda ara", "ağçac")),
    "report: no topic": state("/", REPORT, go_on, fill("Konularda ara", "zürafa"), see("Bu adda bir konu yok")),
    "report: no topic chosen": state("/", REPORT, go_on, go_on, see("Lütfen bir konu seçiniz.")),
    "report: near by": state("/", REPORT, place_pin(FOUNTAIN), go_on, choose_kerb, go_on,
                             see("Yakında benzer bildirimler var")),
    "report: nothing said": state("/", REPORT, place_pin(SCHOOL), go_on, choose_kerb, go_on, SEND,
                                  see("Lütfen birkaç söz yazınız.")),
    "report: photos": state("/", REPORT, place_pin(SCHOOL), go_on, choose_kerb, go_on, choose_photos),
    "report: outside": state(f"/#14/{HILL[1]}/{HILL[0]}", REPORT, fill_in, SEND, see("sınırları dışında"),
                             faults=("400",)),
    "report: too often": state("/", REPORT, fill_in, use_up("report"), SEND, see("yeniden deneyiniz"),
                               faults=("429",)),
    # reports
    "list": state("/issues/"),
    "list: filtered": state("/issues/?category=cop&mahalle=baglar"),
    "list: older": state("/issues/?page=2"),
    "list: none": state("/issues/?category=cop&to=2001-01-01"),
    "list: wrong filter": state("/issues/?category=ejderha", faults=("400",)),
    "issue": state("/issues/{issue}/"),
    "issue: supported": state("/issues/{issue}/", submit("Ben de"), see("Siz de söylediniz")),
    "issue: support refused": state("/issues/{issue}/", close_the_report, submit("Ben de"),
                                    faults=("409",)),
    "flag": state("/issues/{issue}/flag/"),
    "flag: incomplete": state("/issues/{issue}/flag/", SUBMIT, faults=("422",)),
    "flag: thanks": state("/issues/{issue}/flag/", press("Başka bir neden", "radio"), SUBMIT),
    "flag: too often": state("/issues/{issue}/flag/", use_up("flag"),
                             press("Başka bir neden", "radio"), SUBMIT, faults=("429",)),
    "list form": state("/issues/new/"),
    "list form: incomplete": state("/issues/new/", SUBMIT, faults=("422",)),
    "sent": state("/issues/sent/{sent}/"),
    "sent: held": state("/issues/sent/{held}/"),
    "follow": state("/issues/follow/?issue={issue}"),
    "follow: no address": state("/issues/follow/?issue={issue}", submit("Bağlantıyı gönderiniz"),
                                faults=("422",)),
    "follow: asked": state("/issues/follow/?issue={issue}", fill("E-posta adresiniz", "ayse@example.org"),
                           submit("Bağlantıyı gönderiniz")),
    "follow: confirm": state("/issues/follow/{asked}/"),
    "follow: confirmed": state("/issues/follow/{confirmed}/"),
    "follow: stopped": state("/issues/follow/{confirmed}/", submit("İzlemeyi bırak ve adresimi sil")),
    "rules": state("/rules/"),
    # numbers and files
    "neighbourhoods": state("/neighbourhoods/"),
    "neighbourhood": state("/neighbourhoods/baglar/"),
    "neighbourhood: nothing": state("/neighbourhoods/ovacik/"),
    "export": state("/maps/export/"),
    "export: wrong filter": state("/maps/export/?category=ejderha", faults=("400",)),
    "export: no file": state("/maps/export/dragons.csv", faults=("404",)),
    "heatmap": state("/maps/heatmap/"),
    # the desk
    "desk": desk(""),
    "desk: flagged": desk("?tab=flagged"),
    "desk: held": desk("?tab=held"),
    "desk: keys": desk("", lambda page: page.keyboard.press("?")),
    "desk: a step taken": desk("", lambda page: page.keyboard.press("h"), see("Geri al")),
    "desk: a report": desk("{issue}/"),
    "desk: a step refused": desk("{issue}/", submit("Kişisel veriyi çıkar"), faults=("422",)),
    # what is not there
    "not found": state("/ejderha/", faults=("404",)),
    "not for this account": State("/moderation/", (), "ayse", ("403",)),
    "busy": state("/faults/busy/", faults=("503", "404")),
    "broken": state("/faults/broken/", faults=("500", "404")),
}  # fmt: skip

# what is no page of its own: the answers to a form, which a state above shows, and files
NO_PAGES = {
    "issues/<int:number>/support/", "issues/follow/<str:key>/stop/",
    "moderation/<int:number>/<slug:action>/", "moderation/steps/<int:step>/undo/", "i18n/setlang/",
    "issues/feed.atom", "issues/<int:number>/feed.atom",
    "issues/photos/<uuid:id>.jpg", "issues/photos/<uuid:id>-small.jpg",
    "tiles/<slug:name>.json", "tiles/<slug:name>/<str:z>/<str:x>/<str:y>.mvt",
    "layers/<slug:name>.geojson", "maps/export/estimate/", "maps/export/heatmap.<str:suffix>",
    "maps/export/<slug:name>.columns.csv", "i18n/texts.js", "healthz",
}  # fmt: skip
