"""Who may do what: every address by every method, as each of the cast.

A new address joins DOORS with who comes in and how; a test holds the table against the addresses there are.
"""

import re
from io import BytesIO
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from uuid_utils.compat import uuid7

from accounts.actions import open_account
from accounts.models import User
from intake.photo_files import cleaned
from issues import moderation
from issues.follow.alerts import subscribe
from issues.follow.wishes import Wish
from issues.mine.actions import claim
from issues.open311.requests import token_of
from maps.models import Dump
from places.photos import add_photo
from planning.loading import load_planners
from tests.basemap import draw
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, photograph, pin, remark
from tests.logins import log_in_staff
from tests.maps.kept_views import kept_view
from tests.maps.test_takedown import addresses
from tests.pictures import encoded
from tests.places.kept import keep, see
from tests.places.test_nomination import nominated
from tests.planning.figures import scenario
from tests.workinggroups.meetings import called, decided, group_view, minuted, promised, put
from tests.workinggroups.people import greens
from workinggroups.groups.actions import ask_to_join
from workinggroups.snapshots.freeze import freeze_meeting

METHODS = ["get", "head", "options", "post", "put", "patch", "delete"]
READ = {"get", "head"}
FORM = READ | {"post"}
ACT = {"post"}

IN, LOG_IN, SECOND_FACTOR, FORBIDDEN, HIDDEN, NO_METHOD = (
    "comes in", "is led to log in", "is led to the second factor", "is refused", "finds nothing", "no such method",
)  # fmt: skip

CAST = {
    "nobody": "a resident without an account",
    "ayse": "a resident with an e-mail address, who reported the issue at hand",
    "mehmet": "another resident",
    "can": "a resident whose account was disabled while logged in",
    "deniz": "a planner: of the staff, and no moderator",
    "elif": "a moderator",
    "elif early": "a moderator before the second factor",
    "zeynep": "an administrator",
}


ANYBODY: dict[str, str] = {}
ACCOUNT = dict.fromkeys(("nobody", "can"), LOG_IN)
HERS = ACCOUNT | dict.fromkeys(("mehmet", "deniz", "elif", "elif early", "zeynep"), HIDDEN)
ANY_STAFF = ACCOUNT | dict.fromkeys(("ayse", "mehmet"), FORBIDDEN)
STAFF = ANY_STAFF | {"elif early": SECOND_FACTOR}
AGAIN = STAFF | dict.fromkeys(("deniz", "elif", "zeynep"), SECOND_FACTOR)
MODERATORS = STAFF | {"deniz": FORBIDDEN}
PLANNERS = STAFF | {"elif": FORBIDDEN}
NOT_WITHOUT_A_TOKEN = dict.fromkeys(("nobody", "ayse", "mehmet", "can", *HERS), HIDDEN)
HERS_OR_MODERATED = ACCOUNT | dict.fromkeys(("mehmet", "deniz", "elif early"), HIDDEN)
ADMINISTRATORS = MODERATORS | {"elif": FORBIDDEN}
SECRETARY = ACCOUNT | dict.fromkeys(("mehmet", "deniz", "elif", "elif early", "zeynep"), FORBIDDEN)

# allauth's own: whoever is logged in is led on, by any method
LEAD_ON = {"accounts/login/", "accounts/login/code/", "accounts/2fa/give/", "accounts/2fa/again/"}

# by address: who is kept out and how, and the methods there are
DOORS = {
    # the map and the numbers
    "": (ANYBODY, READ),
    "offline/": (ANYBODY, READ),
    "offline/map/": (ANYBODY, READ),
    "offline/neighbourhoods.geojson": (ANYBODY, READ),
    "manifest.webmanifest": (ANYBODY, READ),
    "service-worker.js": (ANYBODY, READ),
    "tiles/<slug:name>.json": (ANYBODY, READ),
    "tiles/basemap.json": (ANYBODY, READ),
    "tiles/basemap/<slug:key>/<str:z>/<str:x>/<str:y>.mvt": (ANYBODY, READ),
    "tiles/<slug:name>/<str:z>/<str:x>/<str:y>.mvt": (ANYBODY, READ),
    "layers/<slug:name>.geojson": (ANYBODY, READ),
    "open311/v2/discovery.<str:suffix>": (ANYBODY, READ),
    "open311/v2/services.<str:suffix>": (ANYBODY, READ),
    "open311/v2/services/<slug:code>.<str:suffix>": (ANYBODY, READ),
    "open311/v2/requests.<str:suffix>": (ANYBODY, READ),  # who posts needs a key
    "open311/v2/requests/<int:number>.<str:suffix>": (ANYBODY, READ),
    "open311/v2/tokens/<path:token>.<str:suffix>": (ANYBODY, READ),
    "open311/v2/servicerequestupdates.<str:suffix>": (ANYBODY, READ),  # who posts needs a key
    "ogc/": (ANYBODY, READ),
    "ogc/api": (ANYBODY, READ),
    "ogc/conformance": (ANYBODY, READ),
    "ogc/collections": (ANYBODY, READ),
    "ogc/collections/<slug:name>": (ANYBODY, READ),
    "ogc/collections/<slug:name>/queryables": (ANYBODY, READ),
    "ogc/collections/<slug:name>/items": (ANYBODY, READ),
    "ogc/collections/<slug:name>/items/<path:key>": (ANYBODY, READ),
    "ogc/collections/<slug:name>/tiles": (ANYBODY, READ),
    "ogc/collections/<slug:name>/tiles/<slug:grid>": (ANYBODY, READ),
    "ogc/collections/<slug:name>/tiles/<slug:grid>/<str:z>/<str:row>/<str:col>": (ANYBODY, READ),
    "ogc/tileMatrixSets": (ANYBODY, READ),
    "ogc/tileMatrixSets/<slug:grid>": (ANYBODY, READ),
    "maps/heatmap/": (ANYBODY, READ),
    "maps/catalogue.jsonld": (ANYBODY, READ),
    "maps/dump/": (ANYBODY, {"get"}),
    "maps/dump/SHA256SUMS": (ANYBODY, {"get"}),
    "maps/dump/<str:name>": (ANYBODY, {"get"}),
    "maps/export/": (ANYBODY, {"get"}),
    "maps/export/estimate/": (ANYBODY, READ),
    "maps/export/heatmap.<str:suffix>": (ANYBODY, {"get"}),
    "maps/export/<slug:name>.columns.csv": (ANYBODY, {"get"}),
    "maps/export/<slug:name>.<str:suffix>": (ANYBODY, {"get"}),
    "neighbourhoods/": (ANYBODY, READ),
    "neighbourhoods/<slug:slug>/": (ANYBODY, READ),
    "neighbourhoods/report.<str:suffix>": (ANYBODY, READ),
    "neighbourhoods/<slug:slug>/report.<str:suffix>": (ANYBODY, READ),
    "indicators/": (ANYBODY, READ),
    "indicators/<slug:slug>/": (ANYBODY, READ),
    "heard/": (ANYBODY, READ),
    "compare/report.<str:suffix>": (ANYBODY, READ),
    "hotspots/": (ANYBODY, READ),
    "siting/": (ANYBODY, READ),
    "compare/": (ANYBODY, READ),
    "workload/": (ANYBODY, READ),
    "times/": (ANYBODY, READ),
    "fairness/": (ANYBODY, READ),
    "fairness/scenarios/": (ANYBODY, READ),
    "fairness/scenarios/<uuid:id>/": (ANYBODY, READ),
    # places
    "places/": (ANYBODY, READ),
    "places/register.geojson": (ANYBODY, READ),
    "places/<int:number>/": (ANYBODY, READ),
    "places/<int:number>/feed.atom": (ANYBODY, READ),
    "places/<int:number>/sheet.pdf": (ANYBODY, READ),
    "places/sheets/<slug:slug>.pdf": (ANYBODY, READ),
    "places/<int:number>/condition/": (ANYBODY, FORM),
    "places/<int:number>/flag/": (ANYBODY, FORM),
    "places/new/": (ANYBODY, FORM),
    "places/nominations/": (ANYBODY, READ),
    "places/own/<uuid:id>/": (ANYBODY, FORM),
    "places/own/<uuid:id>/take-back/": (ANYBODY, FORM),
    "places/seen/<uuid:id>/": (ANYBODY, READ),
    "places/seen/<uuid:id>/take-back/": (ANYBODY, FORM),
    "places/photos/<uuid:id>.jpg": (ANYBODY, READ),
    "places/photos/<uuid:id>-small.jpg": (ANYBODY, READ),
    # reports
    "issues/": (ANYBODY, READ),
    "issues/feed.atom": (ANYBODY, READ),
    "issues/<int:number>/feed.atom": (ANYBODY, READ),
    "issues/around/": (ANYBODY, READ),
    "issues/new/": (ANYBODY, FORM),
    "issues/<int:number>/": (ANYBODY, READ),
    "issues/<int:number>/comments/": (ANYBODY, FORM),
    "issues/<int:number>/flag/": (ANYBODY, FORM),
    "issues/<int:number>/support/": (ANYBODY, ACT),
    "issues/comments/<int:id>/flag/": (ANYBODY, FORM),
    "issues/comments/own/<uuid:sent_id>/": (ANYBODY, FORM),
    "issues/photos/<uuid:id>.jpg": (ANYBODY, READ),
    "issues/photos/<uuid:id>-small.jpg": (ANYBODY, READ),
    "issues/follow/": (ANYBODY, FORM),
    "rules/": (ANYBODY, READ),
    "privacy/": (ANYBODY, READ),
    # whoever has a secret address: of a report, of an e-mail
    "issues/sent/<uuid:id>/": (ANYBODY, READ),
    "issues/own/": (ANYBODY, READ),
    "issues/own/<uuid:id>/": (ANYBODY, READ),
    "issues/own/<uuid:id>/<slug:action>/": (ANYBODY, ACT),
    "issues/follow/<slug:key>/": (ANYBODY, FORM),
    "issues/follow/<slug:key>/stop/": (ANYBODY, ACT),
    # the API
    "api/v1/schema/": (ANYBODY, READ),
    "api/v1/categories/": (ANYBODY, READ),
    "api/v1/search/": (ANYBODY, READ),
    "api/v1/issues/": (ANYBODY, FORM),
    "api/v1/issues/nearby/": (ANYBODY, READ),
    "api/v1/issues/<int:number>/": (ANYBODY, READ),
    "api/v1/issues/<int:number>/support/": (ANYBODY, {"put", "delete"}),
    "api/v1/issues/by-id/<uuid:issue>/photos/<uuid:photo>/": (ANYBODY, {"put"}),
    "api/v1/statistics/indicators/": (ANYBODY, READ),
    "api/v1/statistics/indicators/<slug:slug>/": (ANYBODY, READ),
    "api/v1/statistics/fairness/": (ANYBODY, READ),
    "api/v1/statistics/siting/": (ANYBODY, READ),
    "api/v1/statistics/waiting/": (ANYBODY, READ),
    "api/v1/statistics/groups/": (ANYBODY, READ),
    "api/v1/statistics/heard/": (ANYBODY, READ),
    "api/v1/statistics/hotspots/": (ANYBODY, READ),
    "api/v1/statistics/compare/": (ANYBODY, READ),
    "api/v1/statistics/workload/": (ANYBODY, READ),
    "api/v1/neighbourhoods/": (ANYBODY, READ),
    "api/v1/neighbourhoods/statistics/": (ANYBODY, READ),
    "api/v1/.*": (dict.fromkeys(CAST, HIDDEN), set(METHODS)),
    # logging in
    "accounts/login/": (ANYBODY, FORM),
    "accounts/login/code/": (ACCOUNT, FORM),  # only after a code was asked for
    "accounts/logout/": (ANYBODY, FORM),
    "accounts/others/end/": (ACCOUNT, FORM),
    "accounts/inactive/": (ANYBODY, READ),
    "accounts/2fa/": (STAFF, READ),
    "accounts/2fa/give/": (ACCOUNT, FORM),  # leads on whoever is not about to log in
    "accounts/2fa/again/": (ANY_STAFF, FORM),
    "accounts/2fa/app/": (AGAIN, FORM),
    "accounts/2fa/app/remove/": (AGAIN, FORM),
    "accounts/2fa/codes/": (
        STAFF | dict.fromkeys(("deniz", "elif", "zeynep"), HIDDEN),
        READ,
    ),  # none yet
    "accounts/2fa/codes/new/": (AGAIN, FORM),
    # what is one's own
    "accounts/me/": (ACCOUNT, READ),
    "accounts/me/ortak-harita.zip": (ACCOUNT, READ),
    "accounts/me/erase/": (ACCOUNT, FORM),
    "accounts/me/photos/<uuid:id>.jpg": (HERS, READ),
    "accounts/me/reports/<int:number>/erase/": (HERS, FORM),
    "accounts/me/reports/<uuid:id>/": (ACCOUNT, FORM),  # with the report's secret id
    # the desk
    "operations/": (ADMINISTRATORS, READ),
    "fairness/keep/": (PLANNERS, ACT),
    "indicators/upload/": (PLANNERS, FORM),
    "moderation/": (MODERATORS, READ),
    "moderation/<int:number>/": (MODERATORS, READ),
    "moderation/<int:number>/<slug:action>/": (MODERATORS, ACT),
    "moderation/steps/<int:step>/undo/": (MODERATORS, ACT),
    "moderation/comments/": (MODERATORS, READ),
    "moderation/comments/<int:id>/<slug:action>/": (MODERATORS, ACT),
    "moderation/photos/<uuid:id>.jpg": (MODERATORS, READ),
    "moderation/photos/<uuid:id>-small.jpg": (MODERATORS, READ),
    "moderation/places/": (MODERATORS, READ),
    "moderation/places/<int:number>/": (MODERATORS, READ),
    "moderation/places/<int:number>/<slug:action>/": (MODERATORS, ACT),
    "moderation/places/photos/<uuid:id>.jpg": (MODERATORS, READ),
    "moderation/places/photos/<uuid:id>-small.jpg": (MODERATORS, READ),
    # views of the map that people keep
    "views/": (ACCOUNT, READ),
    "views/new/": (ACCOUNT, FORM),
    "views/show/": (ANYBODY, READ),
    "views/<uuid:id>/": (ANYBODY, READ),
    "views/<uuid:id>/embed/": (ANYBODY, READ),
    "views/<uuid:id>/forget/": (HERS_OR_MODERATED, ACT),
    # working groups: Ayşe is the secretary of the one at hand
    "groups/": (ANYBODY, READ),
    "groups/new/": (STAFF | {"deniz": FORBIDDEN, "elif": FORBIDDEN}, FORM),
    "groups/<slug:slug>/": (ANYBODY, READ),
    "groups/<slug:slug>/edit/": (SECRETARY, FORM),
    "groups/<slug:slug>/join/": (ACCOUNT, FORM),
    "groups/<slug:slug>/leave/": (HERS, ACT),
    "groups/<slug:slug>/views/": (SECRETARY, ACT),
    "groups/<slug:slug>/views/<int:id>/forget/": (SECRETARY, ACT),
    "groups/<slug:slug>/calendar.ics": (ANYBODY, READ),
    "groups/<slug:slug>/meetings/new/": (SECRETARY, FORM),
    "groups/<slug:slug>/members/": (SECRETARY, FORM),
    "groups/<slug:slug>/members/<int:id>/<slug:action>/": (SECRETARY, ACT),
    # meetings: Ayşe prepares, and nobody of the cast leads
    "meetings/": (ANYBODY, READ),
    "meetings/calendar.ics": (ANYBODY, READ),
    "meetings/<uuid:id>/": (ANYBODY, READ),
    "meetings/<uuid:id>/edit/": (SECRETARY, FORM),
    "meetings/<uuid:id>/cancel/": (SECRETARY, ACT),
    "meetings/<uuid:id>/stage/<slug:action>/": (SECRETARY | {"ayse": FORBIDDEN}, ACT),
    "meetings/<uuid:id>/items/": (SECRETARY, ACT),
    "meetings/<uuid:id>/items/<int:item>/": (SECRETARY, ACT),
    "meetings/<uuid:id>/items/<int:item>/decide/": (SECRETARY | {"ayse": FORBIDDEN}, FORM),
    "meetings/<uuid:id>/agenda/<slug:action>/<int:key>/": (SECRETARY, ACT),
    "meetings/<uuid:id>/snapshots/<int:snapshot>/": (ANYBODY, READ),
    "meetings/<uuid:id>/snapshots/<int:snapshot>.json": (ANYBODY, READ),
    # decisions and what follows from them
    "decisions/": (ANYBODY, READ),
    "decisions/<uuid:id>/": (ANYBODY, READ),
    "decisions/<uuid:id>/vote/": (SECRETARY | {"mehmet": FORBIDDEN}, ACT),
    "decisions/<uuid:id>/close/": (SECRETARY | {"ayse": FORBIDDEN}, ACT),
    "decisions/<uuid:id>/promise/": (SECRETARY, FORM),
    "promises/": (ANYBODY, READ),
    "promises/feed.atom": (ANYBODY, READ),
    "promises/duties/": (ANYBODY, READ),
    "promises/<int:pk>/": (ANYBODY, READ),
    "promises/<int:pk>/tell/": (SECRETARY, ACT),
    "promises/<int:pk>/verdict/": (ANYBODY, ACT),
    # meeting mode: nobody of the cast leads, and whoever knows the code follows
    "follow/": (ANYBODY, READ),
    "follow/<slug:code>/": (ANYBODY, READ),
    "follow/<slug:code>/state.json": (ANYBODY, READ),
    "follow/<slug:code>/notes/": (ANYBODY, ACT),
    "meetings/<uuid:id>/minutes/": (ANYBODY, READ),
    "meetings/<uuid:id>/minutes/write/": (SECRETARY, FORM),
    "meetings/<uuid:id>/minutes/correct/": (SECRETARY, ACT),
    "meetings/<uuid:id>/minutes.<str:suffix>": (ANYBODY, READ),
    "meetings/<uuid:id>/screen/": (SECRETARY | {"ayse": FORBIDDEN}, READ),
    "meetings/<uuid:id>/screen/move/": (SECRETARY | {"ayse": FORBIDDEN}, ACT),
    "meetings/<uuid:id>/notes/": (SECRETARY | {"ayse": FORBIDDEN}, FORM),
    "meetings/<uuid:id>/notes/<int:note>/<slug:action>/": (SECRETARY | {"ayse": FORBIDDEN}, ACT),
    "meetings/<uuid:id>/snapshots/<int:snapshot>.geojson": (ANYBODY, READ),
    # the machine's own
    "i18n/setlang/": (ANYBODY, set(METHODS)),  # changes nothing but by post
    "i18n/texts.js": (ANYBODY, READ),
    "healthz": (ANYBODY, READ),
    "metrics": (NOT_WITHOUT_A_TOKEN, READ),
}


@pytest.fixture
def world(town, elif_, zeynep, settings):
    """The cast, each in a browser, and the things that the addresses name."""
    settings.EMAIL_HOST = "127.0.0.1"  # so that following is offered
    with connection.cursor() as cursor:  # a worker that is well
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    people = {
        "ayse": open_account(email="ayse@example.org"),
        "mehmet": open_account(email="mehmet@example.org"),
        "can": open_account(email="can@example.org"),
        "deniz": User.objects.create_user("deniz", email="deniz@example.org", is_staff=True),
        "elif": elif_,
        "elif early": elif_,
        "zeynep": zeynep,
    }
    people["deniz"].groups.add(load_planners())
    cookies = {"nobody": {}}
    for name, user in people.items():
        client = Client()
        if user.is_staff and name != "elif early":
            log_in_staff(client, user)
        else:
            client.force_login(user)
        cookies[name] = {key: morsel.value for key, morsel in client.cookies.items()}
    User.objects.filter(pk=people["can"].pk).update(is_active=False)
    return cookies, things_of(people)


def things_of(people: dict[str, User]) -> dict[str, object]:
    """What stands in the place of an address's parts, by the part or by the address's end."""
    issue = pin(FOUNTAIN, "cop")
    claim(issue=issue, by=people["ayse"])
    photo = photograph(issue)
    step = moderation.hold(issue=issue, by=people["elif"])
    moderation.publish(issue=issue, by=people["elif"])
    comment = remark(issue)
    wish = subscribe(email="x@example.org", wish=Wish(issue=issue), pace="daily", language="tr")
    place = keep()
    kept_photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    group = greens()
    asking = ask_to_join(group=group, user=people["mehmet"], name="Mehmet", why="")
    meeting = called(group)
    item = put(meeting, "Haritalar", "/?layer=heritage")
    [snapshot] = freeze_meeting(meeting=meeting)
    action = promised(decided(group))
    return {
        "services/<slug:code>.<str:suffix>": "services/cop.json",
        "tokens/<path:token>.<str:suffix>": f"tokens/{token_of(issue.number)}.json",
        "requests/<int:number>.<str:suffix>": f"requests/{issue.number}.json",
        **{
            f"{call}.<str:suffix>": f"{call}.json"
            for call in ("discovery", "services", "requests", "servicerequestupdates")
        },
        "decisions/<uuid:id>": f"decisions/{action.decision_id}",
        "<slug:code>": action.decision.item.meeting.code,
        "<int:note>": 1,
        "<int:pk>": action.pk,
        "meetings/<uuid:id>/minutes": f"meetings/{minuted(group).meeting_id}/minutes",
        "minutes.<str:suffix>": "minutes.html",
        "meetings/<uuid:id>": f"meetings/{meeting.pk}",
        "<slug:action>/<int:key>": f"up/{item.pk}",
        "<int:item>": item.pk,
        "<int:snapshot>": snapshot.pk,
        "views/<uuid:id>": f"views/{kept_view(people['ayse']).pk}",
        "groups/<slug:slug>": f"groups/{group.slug}",
        "views/<int:id>/forget": f"views/{group_view(group).pk}/forget",
        "members/<int:id>/<slug:action>": f"members/{asking.pk}/accept",
        "own/<uuid:id>/<slug:action>": f"own/{issue.pk}/withdraw",
        "places/<int:number>/<slug:action>": f"places/{place.number}/show",
        "places/<int:number>": f"places/{place.number}",
        "places/own/<uuid:id>": f"places/own/{nominated().pk}",
        "places/seen/<uuid:id>": f"places/seen/{see(place, 'good').pk}",
        "scenarios/<uuid:id>": f"scenarios/{scenario().pk}",
        "indicators/<slug:slug>": "indicators/miras-durumu",
        "places/photos/<uuid:id>": f"places/photos/{kept_photo.pk}",
        "<int:number>": issue.number,
        "photos/<uuid:id>": f"photos/{photo.pk}",
        "<uuid:photo>": photo.pk,
        "<uuid:issue>": issue.pk,
        "<uuid:id>": issue.pk,
        "<int:step>": step.pk,
        "<int:id>": comment.pk,
        "<uuid:sent_id>": comment.sent_id,
        "<slug:action>": "publish",
        "basemap/<slug:key>": f"basemap/{draw().key}",
        "<slug:key>": wish.key,
        "neighbourhoods/<slug:slug>": "neighbourhoods/baglar",
        "<slug:slug>.pdf": "baglar.pdf",
        "heatmap.<str:suffix>": "heatmap.html",
        "report.<str:suffix>": "report.html",
        "<slug:name>.<str:suffix>": "issues.csv",
        "dump/<str:name>": f"dump/{dumped()}",
        "<slug:name>": "issues",
        "<str:z>/<str:x>/<str:y>": "14/9517/6143",
        "<slug:grid>": "WebMercatorQuad",
        "<str:z>/<str:row>/<str:col>": "14/6143/9517",
        "<path:key>": issue.number,
        "api/v1/.*": "api/v1/ejderha",
    }


def dumped() -> str:
    """A dump of one file. Returns the file's name."""
    facts = {"name": "issues.parquet", "bytes": 1, "media_type": "text/plain", "sha256": "0"}
    dump = Dump.objects.create(files=[facts])
    dump.folder.mkdir(parents=True)
    (dump.folder / "issues.parquet").write_bytes(b"1")
    return "issues.parquet"


def reached(route: str, things: dict[str, object]) -> str:
    """An address of a route, with what is at hand in the place of its parts."""
    for part, thing in things.items():
        route = route.replace(part, str(thing))
    assert not re.search(r"[<>()]", route), route
    return f"/{route}"


def outcome(answer) -> str:
    """What became of somebody."""
    b"".join(answer)  # a file is closed at its end
    assert answer.status_code < 500
    by_status = {403: FORBIDDEN, 404: HIDDEN, 405: NO_METHOD}
    if answer.status_code in by_status:
        return by_status[answer.status_code]
    where = answer.get("Location", "") if answer.status_code in {301, 302} else ""
    if where.startswith(("/accounts/login/", "/admin/login/")):
        return LOG_IN
    return SECOND_FACTOR if where.startswith("/accounts/2fa/") else IN


OURS = {a for a in addresses(get_resolver().url_patterns) if not a.startswith("admin/")}
ADMIN = sorted({a for a in addresses(get_resolver().url_patterns) if a.startswith("admin/")})


def tried(world, name: str, method: str, address: str) -> str:
    """What becomes of one of the cast who tries; what they change is undone."""
    cookies, _things = world
    with rolled_back():
        client = Client()
        client.cookies.load(cookies[name])
        return outcome(getattr(client, method)(address))


@pytest.mark.parametrize("room", sorted({route.partition("/")[0] for route in DOORS}))
def test_each_of_the_cast_may_do_what_the_table_says(world, room):
    wrong = {}
    for route in DOORS:
        if route.partition("/")[0] == room:
            wrong |= wrong_at(world, route)
    assert not wrong


def wrong_at(world, route: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    """What became of whom by which method at an address, and what the table says, where they differ."""
    kept_out, methods = DOORS[route]
    address = reached(route, world[1])
    wrong = {}
    for name, method in product(CAST, METHODS):
        found = tried(world, name, method, address)
        if method in methods:
            expected = kept_out.get(name, IN)
        else:  # anything but being let in
            leads_on = route in LEAD_ON or method == "options"
            expected = found if found != IN or leads_on else NO_METHOD
        if found != expected:
            wrong[route, name, method] = (found, expected)
    return wrong


def test_the_table_has_every_address():
    listed = set(DOORS)
    assert listed == OURS, (
        "say in DOORS of tests/test_cast.py who may open the address, and by which methods:"
        f" {OURS - listed}; there are no longer: {listed - OURS}"
    )


@pytest.mark.parametrize("name", ["nobody", "ayse", "mehmet", "can", "elif early"])
def test_nobody_but_staff_with_a_second_factor_comes_into_the_admin(world, name):
    open_to_all = ("admin/login/", "admin/jsi18n/", "admin/logout/")
    parts = {"<path:object_id>": 1, "<path:content_type_id>": 1, "<int:content_type_id>": 1,
             "<str:object_id>": 1, "<uuid:id>": world[1]["<uuid:issue>"], "(?P<url>.*)$": "x"}  # fmt: skip
    for route in ADMIN:
        named = re.sub(r"\^\(\?P<app_label>.*\)/\$", "issues/", route)
        for method in METHODS:
            found = tried(world, name, method, reached(named, parts))
            assert found != IN or route.startswith(open_to_all), (route, method)
