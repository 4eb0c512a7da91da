"""Every page of the service, and every state that a person can bring it into.

A new page joins by a line in STATES; a test holds the list against the addresses that exist.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core import mail
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from accounts.limits import LIMITS
from accounts.models import User
from issues.comments.actions import take_down
from issues.models import Comment, Issue
from maps.dump.making import make_dump
from planning.patterns.actions import count_patterns
from tests.accounts.test_limits import used
from tests.browser.test_draw import CORNERS
from tests.browser.test_offline import REPORTS, fail
from tests.browser.test_report import fill_in, go_on, on_screen
from tests.district import BRIDGE, FOUNTAIN, HILL, MARKET, SCHOOL, resolve
from tests.logins import code_in
from tests.maps.layers import hot_spot
from tests.pictures import encoded
from tests.planning.night import count_the_night
from tests.planning.test_groups import many
from tests.planning.test_patterns import gather

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


def staff(address: str, *steps: Step) -> State:
    return State(f"/accounts/2fa/{address}", steps, "elif")


def ayse(address: str, *steps: Step, faults: tuple[str, ...] = ()) -> State:
    return State(address, steps, "ayse", faults)


def mine(address: str, *steps: Step, faults: tuple[str, ...] = ()) -> State:
    return ayse(f"/accounts/me/{address}", *steps, faults=faults)


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


def choose(category: str) -> Step:
    return lambda page: page.get_by_role("radio", name=category).check()


def search_for(name: str, where: str) -> Step:
    """Type into the search for streets, so that its list is open."""

    def step(page: Page) -> None:
        finder = page.locator(f"#{where}-finder")
        finder.get_by_role("combobox").fill(name)
        expect(finder.get_by_role("option").first).to_be_visible()

    return step


def draw(*corners: tuple[float, float]) -> Step:
    def step(page: Page) -> None:
        for corner in corners:
            page.mouse.click(*on_screen(page, corner))

    return step


def go_to(address: str) -> Step:
    return lambda page: page.goto(address)


def unfold(text: str) -> Step:
    return lambda page: page.locator("summary", has_text=text).first.click()


def send_what_is_unfolded(page: Page) -> None:
    with page.expect_navigation():
        page.locator("details[open] button").click()


def stay_in_a_month(page: Page) -> None:
    """Let the first month that is played stay, so that what is on the map does not change meanwhile."""
    page.evaluate(
        """() => {
            const { setTimeout } = window;
            window.setTimeout = (act, wait, ...more) =>
                (wait ?? 0) < 500 ? setTimeout(act, wait, ...more) : undefined;
        }"""
    )


def wait_for_map_of_found(page: Page) -> None:
    page.wait_for_function("() => window.ortakHarita?.map?.getLayer('found')")


def lose_what_is_sent(page: Page) -> None:
    page.route(REPORTS, fail)


def reload_and_look_at_what_waits(page: Page) -> None:
    page.reload()
    page.locator("#waiting-title").click()


def enter_code(page: Page) -> None:
    """Give the code of the e-mail that came last."""
    fill("Kod", code_in(mail.outbox[-1].body))(page)
    submit("Giriş")(page)


def ask_for_code(name: str) -> tuple[Step, Step]:
    return fill("E-posta adresiniz", f"{name}@example.org"), submit("Bana kod gönder")


def choose_photos(page):
    photos = [("cukur.jpg", encoded()), ("mektup.jpg", b"Merhaba")]
    files = [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in photos]
    page.get_by_label("Fotoğraf ekle").set_input_files(files)
    expect(page.get_by_text("mektup.jpg bir fotoğraf değil")).to_be_visible()


def choose_figures(*lines: str) -> Step:
    """Choose what is counted, where it comes from, and a file of such lines; then let it be looked over."""

    def step(page: Page) -> None:
        page.get_by_label("Ne sayılıyor?").select_option("butce")
        page.get_by_label("Rakamlar nereden geliyor?").fill("Örnek Belediye")
        text = "\n".join(["code;year;value", *lines]).encode()
        file: FilePayload = {"name": "butce.csv", "mimeType": "text/csv", "buffer": text}
        page.get_by_label("CSV dosyası").set_input_files(file)
        submit("Gözden geçir")(page)

    return step


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
    [key] = re.findall(r"/issues/(?:own/)?([\d-][\w-]+|\d)/", page.url)
    resolve(Issue.objects.get(**{"number" if key.isdigit() else "pk": key}))


def decide_on_comments(_page: Page) -> None:
    """Zeynep takes every comment down while the page is open."""
    for comment in Comment.objects.all():
        take_down(comment=comment, by=User.objects.get(username="zeynep"))


def count_at_night(_page: Page) -> None:
    count_the_night()


def dump_at_night(page: Page) -> None:
    make_dump()
    page.reload()


def gather_reports(_page: Page) -> None:
    gather()
    count_the_night()


def find_hot_spots(_page: Page) -> None:
    gather()
    count_patterns(now=timezone.now())


def use_up(act: str) -> Step:
    """The network has done it as often as it may in this hour."""
    return lambda _page: used(LIMITS[act].most, act)


REPORT = press("Bildir", "link")
SEND, SUBMIT = press("Gönder"), submit("Gönder")
DRAW, FINISH = press("Alan izleyiniz"), press("Bitir")
FIRST, SECOND, THIRD, FOURTH = CORNERS
DETAILS = (REPORT, place_pin(SCHOOL), go_on, choose("Bozuk kaldırım"), go_on)
QUESTIONS = (REPORT, place_pin(SCHOOL), go_on, choose("Sokak lambası"), go_on,
             see("Kaç lamba yanmıyor?"))  # fmt: skip
CALL_ME = "Beni arayın: 0532 123 45 67"

STATES = {
    # the map
    "map": state("/"),
    "map: panel": state("/", press("Katmanlar")),
    "map: panel under filters": state("/?category=cop&status=new&from=2020-01-01", press("Katmanlar 3")),
    "map: neighbourhoods": state("/?layer=neighbourhoods&measure=per_1000", open_legend),
    "map: an area": state("/?layer=neighbourhoods", click_area),
    "map: heat": state("/?layer=density", open_legend),
    "map: hexagons that changed": state("/?layer=hexagons&measure=change", open_legend),
    "map: an indicator": state("/?layer=indicators", press("Katmanlar"), see("Hangisi")),
    "map: an allocation": state("/?layer=allocation", open_legend),
    "map: a layer that fails": state("/?layer=density&category=ejderha", faults=("400",)),
    "map: nothing found": state("/?category=rogar", see("haritada bildirim yok")),
    "map: months playing": state("/", stay_in_a_month, press("Ayları sırayla oynat")),
    "map: a pin": state("/#16/40.995/29.115", open_target("Ağaç.*çözüldü")),
    "map: a cluster": state(f"/#18.5/{MARKET[1]}/{MARKET[0]}", open_target("30 bildirim; aç")),
    "report: where": state("/", REPORT),
    "report: location refused": state("/", REPORT, press("Konumum"), see("Konumunuz bulunamadı")),
    "report: what": state("/", REPORT, go_on),
    "report: categories found": state("/", REPORT, go_on, fill("Konularda ara", "ağçac")),
    "report: no category": state("/", REPORT, go_on, fill("Konularda ara", "zürafa"), see("Bu adda bir konu yok")),
    "report: no category chosen": state("/", REPORT, go_on, go_on, see("Lütfen bir konu seçiniz.")),
    "report: near by": state("/#16/40.995/29.105", REPORT, place_pin(FOUNTAIN), go_on,
                             choose("Bozuk kaldırım"), go_on, see("Yakında benzer bildirimler var")),
    "report: nothing said": state("/", *DETAILS, SEND,
                                  see("Lütfen birkaç söz yazınız.")),
    "report: photos": state("/", *DETAILS, choose_photos),
    "report: outside": state(f"/#14/{HILL[1]}/{HILL[0]}", REPORT, fill_in, SEND, see("sınırları dışında"),
                             faults=("400",)),
    "report: too often": state("/", REPORT, fill_in, use_up("report"), SEND, see("yeniden deneyiniz"),
                               faults=("429",)),
    "report: search": state("/", REPORT, search_for("ihlamur", "report")),
    "report: questions": state("/", *QUESTIONS),
    "report: a wrong answer": state("/", *QUESTIONS, fill("Orada ne görüyorsunuz?", "Yanmıyor."),
                                    fill("Kaç lamba yanmıyor?", "500"), SEND, see("100"), faults=("400",)),
    "report: waits": state("/", *DETAILS, fill("Orada ne görüyorsunuz?", "Taş oynuyor."),
                           lose_what_is_sent, SEND, see("Bildiriminiz bu telefonda bekliyor"),
                           faults=("ERR_FAILED",)),
    "report: refused and waiting": state(f"/#14/{HILL[1]}/{HILL[0]}", REPORT, fill_in, SEND,
                                         see("sınırları dışında"), reload_and_look_at_what_waits,
                                         faults=("400",)),
    "map: search": state("/", search_for("ihlamur", "map")),
    "draw": state("/", DRAW),
    "draw: search": state("/", DRAW, search_for("ihlamur", "draw")),
    "draw: area": state("/", DRAW, draw(*CORNERS), see("4 köşe")),
    "draw: finished": state("/", DRAW, draw(*CORNERS), FINISH),
    "draw: file": state("/", DRAW, unfold("Ya da bir dosyadan")),
    "draw: circle": state("/", DRAW, press("Çember", "radio"), press("Haritanın ortası")),
    "draw: crossing": state("/", DRAW, draw(FIRST, THIRD, SECOND, FOURTH), see("kendisini kesiyor")),
    # without a network
    "no network": state("/offline/"),
    "no network: map": state("/offline/map/"),
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
    "list form: categories found": state("/issues/new/", fill("Konularda ara", "ağçac")),
    "list form: no category": state("/issues/new/?category=", faults=("422",)),
    "list form: details": state("/issues/new/?category=sokak-lambasi"),
    "list form: incomplete": state("/issues/new/?category=sokak-lambasi", SUBMIT, faults=("422",)),
    "list form: another category": state("/issues/new/?category=cop", submit("Konuyu değiştir")),
    "list form: too often": state("/issues/new/?category=cop",
                                  lambda page: page.get_by_label("Mahalle").select_option("dere"),
                                  fill("Tam olarak nerede?", "Köprünün yanı"),
                                  fill("Biraz anlatır mısınız?", "Çöp birikti."), use_up("report"),
                                  SUBMIT, faults=("429",)),
    "list: a circle": state("/issues/?circle=29.105,40.995,500"),
    "around": state("/issues/around/"),
    "around: found": state("/issues/around/?place=ihlamur&radius=500"),
    "around: nothing": state("/issues/around/?place=ejderha&radius=500"),
    "own list": state("/issues/own/"),
    "own list: one": state("/issues/sent/{sent}/", go_to("/issues/own/"), see("Bu listeyi sil")),
    "own": state("/issues/own/{sent}/"),
    "own: edited": state("/issues/own/{sent}/", submit("Kaydet"), see("Bildiriminiz değiştirildi.")),
    "own: closed": state("/issues/own/{closed}/"),
    "own: reopened": state("/issues/own/{closed}/", submit("Çözülmedi"), see("yeniden açıldı")),
    "own: rated": state("/issues/own/{closed}/", press("Memnun değilim", "radio"), SUBMIT),
    "own: not rated": state("/issues/own/{closed}/", SUBMIT, faults=("422",)),
    "own: who speaks": state("/issues/own/{sent}/", press("Kadınım.", "checkbox"), submit("Beni de sayınız"), see("ayrı olarak sayıldınız")),
    "own: not sure": state("/issues/own/{sent}/", submit("Bildirimi geri çek"), faults=("422",)),
    "own: withdrawn": state("/issues/own/{sent}/", press("Bunun geri alınamayacağını biliyorum.", "checkbox"),
                            submit("Bildirimi geri çek"), see("Bildiriminizi geri çektiniz")),
    "own: refused": state("/issues/own/{sent}/", close_the_report, submit("Kaydet"), faults=("409",)),
    "comments": state("/issues/{issue}/comments/"),
    "comments: nothing said": state("/issues/{issue}/comments/", submit("Yorumu gönder"), faults=("422",)),
    "comments: written": state("/issues/{issue}/comments/", fill("Yorumunuz", "Evet, öyle."),
                               submit("Yorumu gönder"), see("Artık herkes okuyabilir")),
    "comments: held": state("/issues/{issue}/comments/", fill("Yorumunuz", CALL_ME),
                            submit("Yorumu gönder")),
    "comments: too often": state("/issues/{issue}/comments/", fill("Yorumunuz", "Evet, öyle."),
                                 use_up("comment"), submit("Yorumu gönder"), faults=("429",)),
    "comment of one's own: take back?": state("/issues/comments/own/{remark}/", unfold("Geri al")),
    "comment of one's own: taken back": state("/issues/comments/own/{remark}/", unfold("Geri al"), submit("Evet, sil")),
    "flag a comment": state("/issues/comments/{comment}/flag/"),
    "flag a comment: incomplete": state("/issues/comments/{comment}/flag/", SUBMIT, faults=("422",)),
    "flag a comment: thanks": state("/issues/comments/{comment}/flag/",
                                    press("Başka bir neden", "radio"), SUBMIT),
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
    "follow: an area": state("/issues/follow/?area=29.1,40.98;29.1,41;29.12,41;29.12,40.98"),
    "rules": state("/rules/"),
    "privacy": state("/privacy/"),
    # accounts
    "log in": state("/accounts/login/"),
    "log in: no address": state("/accounts/login/", submit("Bana kod gönder"), faults=("422",)),
    "log in: too often": state("/accounts/login/", use_up("login"), *ask_for_code("ayse"), faults=("429",)),
    "log in: code": state("/accounts/login/", *ask_for_code("ayse")),
    "log in: wrong code": state("/accounts/login/", *ask_for_code("ayse"), fill("Kod", "0000-0000"),
                                submit("Giriş")),
    "log out": State("/accounts/logout/", (), "ayse"),
    "switched off": state("/accounts/inactive/"),
    "mine": mine(""),
    "mine: logged out elsewhere": mine("", submit("Diğer oturumları kapat")),
    "mine: of the staff": State("/accounts/me/", (), "elif"),
    "mine: sent": State("/issues/sent/{sent}/", (), "ayse"),
    "mine: another's": State("/issues/sent/{sent}/", (submit("Bildirimlerime ekle"),), "zeynep", ("409",)),
    "erase a report": mine("reports/{issue}/erase/"),
    "erase": mine("erase/"),
    "erase: not sure": mine("erase/", submit("Sil"), faults=("422",)),
    "erase: done": mine("erase/", press("O da haritadan kaldırılsın", "radio"),
                        lambda page: page.get_by_label("Evet, silinsin.").check(), submit("Sil")),
    "second factor": staff(""),
    "second factor: give": state("/accounts/login/", *ask_for_code("elif"), enter_code),
    "second factor: wrong": state("/accounts/login/", *ask_for_code("elif"), enter_code,
                                  fill("Kod", "0"), submit("Devam")),
    "second factor: again": staff("again/"),
    "second factor: set up": State("/accounts/2fa/app/", (), "zeynep"),
    "second factor: set up wrong": State("/accounts/2fa/app/", (submit("Devam"),), "zeynep"),
    "second factor: another phone": staff("app/remove/"),
    "second factor: codes": staff("codes/"),
    "second factor: new codes": staff("codes/new/"),
    # places
    "flag a place": state("/places/{place}/flag/"),
    "flag a place: incomplete": state("/places/{place}/flag/", SUBMIT, faults=("422",)),
    "flag a place: thanks": state("/places/{place}/flag/", press("Başka bir neden", "radio"), SUBMIT),
    "places": state("/places/"),
    "places: on a map": state("/places/", unfold("Bunları haritada göster"), wait_for_map_of_found),
    "places: nothing found": state("/places/?q=ejderha"),
    "places: wrong filter": state("/places/?kind=ejderha", faults=("400",)),
    "place": state("/places/{place}/"),
    "nominations": state("/places/nominations/"),
    "nominate": state("/places/new/", see("Haritada olduğu yere dokununuz.")),
    "nominate: incomplete": state("/places/new/", submit("Öner"), faults=("422",)),
    "nominate: known": state("/places/new/", fill("Adı ne?", "Ihlamurlu Çeşme"),
                             lambda page: page.get_by_label("Bu nedir?").select_option("cesme"),
                             lambda page: page.get_by_label("Mahalle", exact=True).select_option("baglar"),
                             fill("Tam olarak nerede?", "Okulun yanı"),
                             fill("Neden korunmalı?", "Suyu hâlâ akıyor."), submit("Öner"),
                             see("Bunlardan biri mi?"), faults=("409",)),
    "nomination": state("/places/own/{nomination}/"),
    "nomination: take back?": state("/places/own/{nomination}/take-back/"),
    "nomination: taken back": state("/places/own/{nomination}/take-back/", submit("Evet, sil")),
    "seen: take back?": state("/places/seen/{seen}/take-back/"),
    "seen": state("/places/seen/{seen}/"),
    "condition": state("/places/{place}/condition/"),
    "condition: incomplete": state("/places/{place}/condition/", SUBMIT, faults=("422",)),
    "condition: thanks": state("/places/{place}/condition/", press("tehlikede", "radio"), SUBMIT),
    "map: heritage": state("/?layer=heritage"),
    "map: green": state("/?layer=green"),
    "map: condition": state("/?layer=condition"),
    "map: hot spots": state("/?layer=hotspots", lambda _page: hot_spot(), go_to("/?layer=hotspots")),
    # numbers and files
    "neighbourhoods": state("/neighbourhoods/"),
    "neighbourhood": state("/neighbourhoods/baglar/"),
    "neighbourhood: by month": state("/neighbourhoods/baglar/", unfold("Aylar tablo olarak")),
    "neighbourhood: nothing": state("/neighbourhoods/ovacik/"),
    "indicators": state("/indicators/"),
    "indicator": state("/indicators/yoksunluk/"),
    "indicator: a resource": state("/indicators/butce/"),
    "upload figures": State("/indicators/upload/", (unfold("Mahallelerin kodları"),), "elif"),
    "upload figures: incomplete": State("/indicators/upload/", (submit("Gözden geçir"),), "elif", ("422",)),
    "upload figures: refused": State("/indicators/upload/", (choose_figures("999;2025;çok", "999;25;1"),), "elif", ("422",)),
    "upload figures: looked over": State("/indicators/upload/", (choose_figures("101;2025;500", "102;2026;7,5"),), "elif"),
    "upload figures: loaded": State("/indicators/upload/", (choose_figures("101;2025;500"), submit("Yükle")), "elif"),
    "times: nothing yet": state("/times/"),
    "times": state("/times/", count_at_night, go_to("/times/?mahalle=baglar")),
    "times: wrong": state("/times/?mahalle=ejderha", faults=("400",)),
    "compare": state("/compare/?a-mahalle=baglar&b-mahalle=dere"),
    "compare: wrong": state("/compare/?a-mahalle=ejderha", faults=("400",)),
    "workload: nothing yet": state("/workload/"),
    "workload": state("/workload/", gather_reports, go_to("/workload/?mahalle=baglar"), unfold("Aylar tablo olarak")),
    "workload: wrong": state("/workload/?mahalle=ejderha", faults=("400",)),
    "heard: nothing yet": state("/heard/"),
    "heard": state("/heard/", count_at_night, go_to("/heard/")),
    "heard: who speaks": state("/heard/", lambda _page: many(), go_to("/heard/"), unfold("Neler gizlenir, neyi söyleyemez?")),
    "siting": state("/siting/", unfold("Nasıl hesaplanıyor, neyi söyleyemez?")),
    "siting: answered": state("/siting/?like=cesme&candidates=40.995,29.105"),
    "siting: wrong": state("/siting/?like=ejderha", faults=("400",)),
    "hot spots: nothing yet": state("/hotspots/"),
    "hot spots": state("/hotspots/", find_hot_spots, go_to("/hotspots/"), unfold("Nasıl hesaplanıyor, neyi söyleyemez?")),
    "fairness": state("/fairness/"),
    "fairness: answered": state("/fairness/?weight-yoksunluk=2&budget=2000000&rule=need",
                                unfold("Bildirimler"), unfold("Nasıl hesaplanıyor?")),
    "fairness: wrong": state("/fairness/?weight-yoksunluk=0", faults=("400",)),
    "scenarios": state("/fairness/scenarios/"),
    "scenario": state("/fairness/scenarios/{scenario}/"),
    "export": state("/maps/export/"),
    "export: wrong filter": state("/maps/export/?category=ejderha", faults=("400",)),
    "dump: none yet": state("/maps/dump/"),
    "dump": state("/maps/dump/", dump_at_night),
    "export: no file": state("/maps/export/dragons.csv", faults=("404",)),
    "heatmap": state("/maps/heatmap/"),
    # views of the map
    "views: none": ayse("/views/"),
    "views": State("/views/", (), "elif"),
    "view: keep": ayse("/views/new/?layer=heritage"),
    "view: without a title": ayse("/views/new/?layer=heritage", submit("Sakla"), faults=("422",)),
    "view": State("/views/{view}/", (), "elif"),
    "view: alone": state("/views/{view}/embed/"),
    "view: any": state("/views/show/?layer=neighbourhoods", open_legend),
    "view: wrong": state("/views/show/?layer=ejderha", faults=("400",)),
    # working groups
    "groups": state("/groups/"),
    "group": state("/groups/{group}/"),
    "group: of its secretary": ayse("/groups/{group}/"),
    "group: join": State("/groups/{group}/join/", (), "zeynep"),
    "group: join without a name": State("/groups/{group}/join/", (submit("Katılma isteği"),), "zeynep", ("422",)),
    "group: no view": ayse("/groups/{group}/", unfold("Grup için bir görünüm saklayın"), submit("Sakla"), faults=("422",)),
    "group: members": ayse("/groups/{group}/members/"),
    "group: nobody invited": ayse("/groups/{group}/members/", submit("Davet edin"), faults=("422",)),
    "group: the last secretary": ayse("/groups/{group}/", submit("Gruptan ayrılın"), faults=("409",)),
    "group: edit": ayse("/groups/{group}/edit/"),
    "meetings": state("/meetings/"),
    "meeting": state("/meetings/{meeting}/"),
    "meeting: prepared": ayse("/meetings/{meeting}/", unfold("Harita, bildirim")),
    "meeting: nothing added": ayse("/meetings/{meeting}/", submit("Gündeme ekleyin"), faults=("422",)),
    "meeting: call": ayse("/groups/{group}/meetings/new/", submit("Kaydet"), faults=("422",)),
    "meeting: change": ayse("/meetings/{meeting}/edit/"),
    "decisions": state("/decisions/"),
    "decision": state("/decisions/{decision}/"),
    "decision: a vote": ayse("/decisions/{vote}/"),
    "decision: voted": ayse("/decisions/{vote}/", press("kabul", "radio"), submit("Oy verin"), see("Oyunuzu verdiniz")),
    "decision: no voice chosen": ayse("/decisions/{vote}/", submit("Oy verin"), faults=("422",)),
    "decide": State("/meetings/{open_meeting}/items/{item}/decide/", (submit("Karara bağlayın ya da oylamaya sunun"),), "elif", ("422",)),
    "promise": ayse("/decisions/{decision}/promise/", submit("Kaydet"), faults=("422",)),
    "ogc": state("/ogc/"),
    "ogc: what it conforms to": state("/ogc/conformance"),
    "ogc: collections": state("/ogc/collections"),
    "ogc: collection": state("/ogc/collections/issues"),
    "ogc: features": state("/ogc/collections/issues/items?limit=5"),
    "ogc: feature": state("/ogc/collections/issues/items/{issue}"),
    "promises": state("/promises/"),
    "promises: none": state("/promises/?duty=peace"),
    "action: late": ayse("/promises/{late}/"),
    "action: done": state("/promises/{done}/"),
    "duties": state("/promises/duties/"),
    "follow a meeting": state("/follow/"),
    "follow a meeting: wrong code": state("/follow/", fill("Toplantının kodu", "YOK"), submit("İzleyin"), faults=("422",)),
    "following": state("/follow/{code}/", unfold("Not önerin")),
    "screen": State("/meetings/{open_meeting}/screen/", (unfold("Haritaya not"),), "elif"),
    "meeting: open": State("/meetings/{open_meeting}/", (), "elif"),
    "minutes": ayse("/meetings/{minutes}/minutes/"),
    "minutes: written": ayse("/meetings/{held_meeting}/minutes/write/"),
    "minutes: corrected by nothing": ayse("/meetings/{minutes}/minutes/", submit("Ekle"), faults=("422",)),
    "snapshot": state("/meetings/{held_meeting}/snapshots/{snapshot}/"),
    "group: found": State("/groups/new/", (submit("Kaydet"),), "elif", ("422",)),
    # the desk
    "desk": desk(""),
    "desk: flagged": desk("?tab=flagged"),
    "desk: held": desk("?tab=held"),
    "desk: keys": desk("", lambda page: page.keyboard.press("?")),
    "desk: a step taken": desk("", lambda page: page.keyboard.press("h"), see("Geri al")),
    "desk: a report": desk("{issue}/"),
    "desk: a step refused": desk("{issue}/", submit("Kişisel veriyi çıkar"), faults=("422",)),
    "desk of places": desk("places/"),
    "desk: a place": desk("places/{place}/"),
    "desk: a step of a place refused": desk("places/{place}/", submit("Soru sor"), faults=("422",)),
    "desk: a photo": desk("{issue}/", unfold("Bu fotoğrafı")),
    "desk: answers": desk("{lamp}/"),
    "desk: comments": desk("comments/"),
    "desk: a comment decided": desk("comments/", lambda page: page.keyboard.press("p"), see("için yorum:")),
    "desk: a comment refused": desk("comments/", unfold("Kişisel veriyi çıkar"),
                                    lambda page: page.locator("textarea").first.fill(""),
                                    send_what_is_unfolded, faults=("422",)),
    "desk: a comment decided on meanwhile": desk("comments/", unfold("Kişisel veriyi çıkar"), decide_on_comments,
                                                 send_what_is_unfolded, see("başka biri"), faults=("409",)),
    "operations": State("/operations/", (), "defne"),
    # what is not there
    "not found": state("/ejderha/", faults=("404",)),
    "not for this account": State("/moderation/", (), "ayse", ("403",)),
    "busy": state("/faults/busy/", faults=("503", "404")),
    "broken": state("/faults/broken/", faults=("500", "404")),
}  # fmt: skip

# what is no page of its own: the answers to a form, which a state above shows, and files
NO_PAGES = {
    "accounts/others/end/",
    "maps/catalogue.jsonld", "maps/dump/SHA256SUMS", "maps/dump/<str:name>",
    "open311/v2/discovery.<str:suffix>", "open311/v2/services.<str:suffix>", "open311/v2/services/<slug:code>.<str:suffix>",
    "open311/v2/requests.<str:suffix>", "open311/v2/requests/<int:number>.<str:suffix>",
    "open311/v2/tokens/<path:token>.<str:suffix>", "open311/v2/servicerequestupdates.<str:suffix>",
    "ogc/api", "ogc/collections/<slug:name>/queryables", "ogc/collections/<slug:name>/tiles",
    "ogc/collections/<slug:name>/tiles/<slug:grid>",
    "ogc/collections/<slug:name>/tiles/<slug:grid>/<str:z>/<str:row>/<str:col>",
    "ogc/tileMatrixSets", "ogc/tileMatrixSets/<slug:grid>",
    "views/<uuid:id>/forget/", "groups/<slug:slug>/calendar.ics", "meetings/calendar.ics",
    "meetings/<uuid:id>/cancel/", "meetings/<uuid:id>/stage/<slug:action>/", "meetings/<uuid:id>/items/",
    "meetings/<uuid:id>/minutes/correct/", "meetings/<uuid:id>/minutes.<str:suffix>",
    "follow/<slug:code>/state.json", "follow/<slug:code>/notes/", "meetings/<uuid:id>/screen/move/", "meetings/<uuid:id>/notes/",
    "meetings/<uuid:id>/notes/<int:note>/<slug:action>/", "meetings/<uuid:id>/snapshots/<int:snapshot>.geojson",
    "decisions/<uuid:id>/vote/", "decisions/<uuid:id>/close/", "promises/feed.atom", "promises/<int:pk>/tell/",
    "promises/<int:pk>/verdict/",
    "meetings/<uuid:id>/items/<int:item>/", "meetings/<uuid:id>/agenda/<slug:action>/<int:key>/",
    "meetings/<uuid:id>/snapshots/<int:snapshot>.json",
    "groups/<slug:slug>/leave/", "groups/<slug:slug>/views/", "groups/<slug:slug>/views/<int:id>/forget/", "groups/<slug:slug>/members/<int:id>/<slug:action>/",
    "issues/<int:number>/support/", "issues/follow/<slug:key>/stop/",
    "issues/own/<uuid:id>/<slug:action>/", "accounts/me/reports/<uuid:id>/",
    "moderation/<int:number>/<slug:action>/", "moderation/steps/<int:step>/undo/",
    "moderation/comments/<int:id>/<slug:action>/", "i18n/setlang/",
    "moderation/places/<int:number>/<slug:action>/", "fairness/keep/",
    "compare/report.<str:suffix>",
    "neighbourhoods/report.<str:suffix>", "neighbourhoods/<slug:slug>/report.<str:suffix>",
    "places/register.geojson", "places/<int:number>/sheet.pdf", "places/sheets/<slug:slug>.pdf",
    "places/photos/<uuid:id>.jpg", "places/photos/<uuid:id>-small.jpg",
    "moderation/places/photos/<uuid:id>.jpg", "moderation/places/photos/<uuid:id>-small.jpg",
    "issues/feed.atom", "issues/<int:number>/feed.atom", "places/<int:number>/feed.atom", "accounts/me/ortak-harita.zip",
    "issues/photos/<uuid:id>.jpg", "issues/photos/<uuid:id>-small.jpg",
    "moderation/photos/<uuid:id>.jpg", "moderation/photos/<uuid:id>-small.jpg",
    "accounts/me/photos/<uuid:id>.jpg",
    "tiles/basemap.json", "tiles/basemap/<slug:key>/<str:z>/<str:x>/<str:y>.mvt",
    "tiles/<slug:name>.json", "tiles/<slug:name>/<str:z>/<str:x>/<str:y>.mvt",
    "layers/<slug:name>.geojson", "maps/export/estimate/", "maps/export/heatmap.<str:suffix>",
    "maps/export/<slug:name>.columns.csv", "i18n/texts.js", "healthz", "metrics",
    "accounts/login/code/", "accounts/2fa/give/",  # they open after a step alone
    "manifest.webmanifest", "service-worker.js", "offline/neighbourhoods.geojson",
}  # fmt: skip
