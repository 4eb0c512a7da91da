"""What is taken down is gone from every public channel at the next request.

Whoever adds a channel or a layer adds it here; tests below hold the lists against the addresses and layers there are.
"""

import json
from collections import ChainMap
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import get_resolver
from django.utils import timezone
from pyarrow.parquet import read_table

from accounts.webhooks.told import told_of
from issues.actions import change_visibility
from issues.comments.actions import publish, take_down
from issues.follow.alerts import subscribe, write_confirmation
from issues.follow.wishes import Wish
from issues.forwarding.actions import queue_report
from issues.forwarding.tasks import send_on
from issues.models import Issue, PlacedIssue, StatusChange, Visibility
from issues.open311.requests import token_of
from maps.dump.making import make_dump
from maps.layers import LAYERS
from maps.models import Dump
from places.models import Place
from planning.heard.actions import count_readiness
from planning.patterns.actions import count_patterns
from planning.times.actions import count_durations
from planning.workload.actions import count_months
from tests.district import FOUNTAIN, photograph, pin, remark
from tests.hall import open_hall, taking
from tests.maps.tiles import decoded, tile_over
from tests.pdf import text_of
from tests.places.kept import keep
from tests.planning.figures import give_budget_and_deprivation
from tests.planning.test_patterns import gather
from tests.questions import ask

SECRET = "Gizli kalması gereken cümle"
ANSWER, PRIVATE = "Herkesin okuduğu yanıt", "Yalnız sekreterliğin okuduğu yanıt"
CATEGORY = "miras-hasari"
JPEG = "JFIF"
REMARK = "Komşunun yazdığı gizli cümle"


def by_address(address):
    def look(client, issue, _folder):
        answer = client.get(address.format(number=issue.number))
        assert {"no-cache", "no-store"} & set(answer["Cache-Control"].split(", "))
        return b"".join(answer).decode()

    return look


def by_photo(address):
    def look(client, issue, _folder):
        answer = client.get(address.format(id=issue.photos.get().pk))
        assert answer["Cache-Control"] == "no-cache"
        return b"".join(answer).decode("latin-1")

    return look


def by_comment(address):
    def look(client, issue, _folder):
        return client.get(address.format(id=issue.comments.get().pk)).content.decode()

    return look


def by_support(address, way):
    def look(client, issue, _folder):
        answer = getattr(client, way)(address.format(number=issue.number), follow=True)
        return answer.content.decode()

    return look


def by_place(address, read=lambda answer: b"".join(answer).decode()):
    """A page of the place that the issue is about."""

    def look(client, issue, _folder):
        place = Place.objects.first() or keep()
        PlacedIssue.objects.get_or_create(issue=issue, place=place)
        return read(client.get(address.format(number=place.number)))

    return look


def by_need(address):
    """A page that shares something by need, of which reports are a part."""

    def look(client, _issue, _folder):
        give_budget_and_deprivation()
        return client.get(address).content.decode()

    return look


def by_the_night(address, count):
    """What the worker counts at night is of public reports alone."""

    def look(client, _issue, _folder):
        count(until=timezone.now())
        return client.get(address).content.decode()

    return look


def count_both(until):
    count_durations(until=until)
    count_months(until=until)


def by_hot_spots(client, issue, _folder):
    """Where reports gather, in all that tells of it: sixty of a year around the issue, which is of it, too."""
    if Issue.objects.count() < 100:
        gather()
    Issue.objects.filter(pk=issue.pk).update(reported_at=timezone.now() - timedelta(days=45))
    count_patterns(now=timezone.now())
    api, layer, page = (
        b"".join(client.get(address)).decode()
        for address in ("/api/v1/statistics/hotspots/", "/layers/hotspots.geojson", "/hotspots/")
    )
    seen = {HOT in api, HOT in layer, ">61<" in page}
    assert len(seen) == 1, "one of them tells what another does not"
    return api + layer + page


def by_number(client, issue, _folder):
    return client.get(f"/api/v1/search/?q={issue.number:02}").content.decode()


def by_e_mail_link(client, issue, _folder):
    """What the link in an e-mail leads to, and the e-mail that asks for the confirmation again."""
    follower = subscribe(
        email="ayse@example.org", wish=Wish(issue=issue), pace="daily", language="tr"
    )
    write_confirmation(follower)
    page = client.get(f"/issues/follow/{follower.key}/").content.decode()
    assert follower.email not in page
    return page + mail.outbox[-1].body


ANSWERED = "Bunu herkes okur"


def by_token(client, issue, _folder):
    answer = client.get(f"/open311/v2/tokens/{token_of(issue.number)}.json")
    return answer.content.decode()


def by_answer(address):
    """As those see it who read what was answered to reports."""

    def look(client, issue, folder):
        if not StatusChange.objects.filter(issue=issue).exists():
            StatusChange.objects.create(
                issue=issue, from_status="new", to_status="acknowledged", note=ANSWERED
            )
        return by_address(address)(client, issue, folder)

    return look


def by_webhook(event):
    """As another system is told of it."""
    return lambda _client, issue, _folder: json.dumps(
        told_of(event, str(issue.number)), ensure_ascii=False
    )


def by_dump(client, issue, _folder):
    """As those see it who copy the files that were made while it was public."""
    is_public = Issue.objects.filter(pk=issue.pk, visibility=Visibility.PUBLIC).exists()
    if is_public and Dump.objects.current() is None:
        make_dump()
    answer = client.get("/maps/dump/issues.parquet")
    whole = b"".join(answer)
    return str(read_table(BytesIO(whole)).to_pylist() if answer.status_code == 200 else whole)


def by_forward(_client, issue, _folder):
    """As a municipality gets it that takes such reports from now on."""
    with open_hall() as hall:
        place = taking(hall.url, categories=[issue.category.slug])
        queue_report(issue=issue)
        send_on(forward=str(place.forwards.get().pk))
        return json.dumps([form for _what, form, _headers in hall.taken], ensure_ascii=False)


def by_ogc(address):
    """As a program sees it, without the spaces that the database puts between."""
    seen = by_address(address)
    return lambda *world: seen(*world).replace('" : ', '":').replace(" : ", ":")


def by_tile(layer, template="/tiles/{layer}/14/{x}/{y}.mvt"):
    tile = tile_over(14, *FOUNTAIN)

    def look(client, _issue, _folder):
        answer = client.get(template.format(layer=layer, x=tile.x, y=tile.y))
        told = [f["properties"] for each in decoded(answer).values() for f in each["features"]]
        return answer.content.decode("latin-1") + json.dumps(told, separators=(",", ":"))

    return look


def by_heatmap_command(_client, _issue, folder):
    try:
        call_command("heatmap", out=folder / "heat.html")
    except CommandError as refused:  # it has nothing to draw
        return str(refused)
    return (folder / "heat.html").read_text()


def by_export_command(suffix):
    def look(_client, _issue, folder):
        call_command("export", "issues", out=folder / f"issues.{suffix}")
        return (folder / f"issues.{suffix}").read_bytes().decode("latin-1")

    return look


COUNTED, HOT = '"count":1', '"reports":61'

# what of the issue is seen in each layer, as text; None where a layer shows nothing of reports
SEEN: dict[str, str | None] = {
    "heritage": None,
    "green": None,
    "condition": None,
    "hotspots": None,
    "indicators": None,  # of its many below
    "allocation": None,
    "issues": CATEGORY,
    "density": COUNTED,
    "hexagons": COUNTED,
    "neighbourhoods": COUNTED,
}
WHATEVER_IS_REPORTED = {"neighbourhoods"}  # the layers that have the same rows


TILE, GRID = "tiles/<slug:grid>/<str:z>/<str:row>/<str:col>", "tiles/WebMercatorQuad/14/{y}/{x}"


def channels_of(layer, trace):
    """The channels that every layer has, each with what is seen in it."""
    file, told = f"/maps/export/{layer}.geojson", f"/maps/export/estimate/?what={layer}"
    channels = {
        "tiles/<slug:name>/<str:z>/<str:x>/<str:y>.mvt": (by_tile(layer), trace),
        "layers/<slug:name>.geojson": (by_address(f"/layers/{layer}.geojson"), trace),
        "ogc/collections/<slug:name>/items": (by_ogc(f"/ogc/collections/{layer}/items"), trace),
        f"ogc/collections/<slug:name>/{TILE}": (
            by_tile(layer, f"/ogc/collections/{{layer}}/{GRID}"),
            trace,
        ),
        "maps/export/<slug:name>.<str:suffix>": (by_address(file), trace),
    }
    if layer not in WHATEVER_IS_REPORTED:
        channels["maps/export/estimate/"] = (by_address(told), '"rows":1')
    return {f"{channel}?{layer}": seen for channel, seen in channels.items()}


OF_LAYERS = [channels_of(layer, trace) for layer, trace in SEEN.items() if trace]

# channel, and what of the issue is seen in it
CHANNELS = {
    "issues/": (by_address("/issues/"), SECRET),
    "issues/<int:number>/": (by_address("/issues/{number}/"), SECRET),
    "issues/feed.atom": (by_address("/issues/feed.atom"), SECRET),
    "issues/feed.atom?area": (
        by_address("/issues/feed.atom?area=29.1,40.98;29.1,41;29.12,41;29.12,40.98"),
        SECRET,
    ),
    "issues/?circle": (by_address("/issues/?circle=29.105,40.995,500"), SECRET),
    "issues/<int:number>/feed.atom": (by_address("/issues/{number}/feed.atom"), SECRET),
    "issues/<int:number>/?answers": (by_address("/issues/{number}/"), ANSWER),
    "issues/<int:number>/?photos": (by_address("/issues/{number}/"), "/issues/photos/"),
    "issues/photos/<uuid:id>.jpg": (by_photo("/issues/photos/{id}.jpg"), JPEG),
    "issues/photos/<uuid:id>-small.jpg": (by_photo("/issues/photos/{id}-small.jpg"), JPEG),
    "issues/<int:number>/flag/": (by_address("/issues/{number}/flag/"), SECRET),
    "issues/<int:number>/?comments": (by_address("/issues/{number}/"), REMARK),
    "issues/<int:number>/feed.atom?comments": (by_address("/issues/{number}/feed.atom"), REMARK),
    "issues/<int:number>/comments/": (by_address("/issues/{number}/comments/"), REMARK),
    "issues/comments/<int:id>/flag/": (by_comment("/issues/comments/{id}/flag/"), REMARK),
    "api/v1/issues/": (by_address("/api/v1/issues/"), SECRET),
    "api/v1/issues/?answers": (by_address("/api/v1/issues/"), ANSWER),
    "api/v1/issues/<int:number>/?answers": (by_address("/api/v1/issues/{number}/"), ANSWER),
    "api/v1/issues/?photos": (by_address("/api/v1/issues/"), "/issues/photos/"),
    "api/v1/issues/<int:number>/?photos": (
        by_address("/api/v1/issues/{number}/"),
        "/issues/photos/",
    ),
    "api/v1/issues/<int:number>/": (by_address("/api/v1/issues/{number}/"), SECRET),
    "api/v1/issues/nearby/": (
        by_address(
            f"/api/v1/issues/nearby/?longitude={FOUNTAIN[0]}&latitude={FOUNTAIN[1]}&category=miras"
        ),
        SECRET,
    ),
    "issues/<int:number>/support/": (by_support("/issues/{number}/support/", "post"), SECRET),
    "api/v1/issues/<int:number>/support/": (
        by_support("/api/v1/issues/{number}/support/", "put"),
        '"support":1',
    ),
    "api/v1/neighbourhoods/statistics/": (
        by_address("/api/v1/neighbourhoods/statistics/?neighbourhood=baglar"),
        '"total":1',
    ),
    "api/v1/neighbourhoods/statistics/?bbox": (
        by_address("/api/v1/neighbourhoods/statistics/?bbox=29,40,30,42"),
        '"total":1',
    ),
    "neighbourhoods/": (by_address("/neighbourhoods/"), 'data-total="1"'),
    "neighbourhoods/<slug:slug>/": (by_address("/neighbourhoods/baglar/"), SECRET),
    "indicators/<slug:slug>/": (by_address("/indicators/bildirim-miras/"), ">1,0<"),
    "api/v1/statistics/indicators/<slug:slug>/": (
        by_address("/api/v1/statistics/indicators/bildirim-miras/"),
        '"102":1.0',
    ),
    "api/v1/statistics/fairness/": (
        by_need("/api/v1/statistics/fairness/?weight-bildirim-miras=1"),
        '"index":1.0',
    ),
    "api/v1/statistics/waiting/": (
        by_the_night("/api/v1/statistics/waiting/", count_durations),
        '"total":1',
    ),
    "api/v1/statistics/hotspots/": (by_hot_spots, HOT),  # and its page and layer
    "layers/<slug:name>.geojson?indicators": (
        by_address("/layers/indicators.geojson?indicator=bildirim-miras"),
        '"value":1.0',
    ),
    "ogc/collections/<slug:name>/items/<path:key>": (
        by_ogc("/ogc/collections/issues/items/{number}"),
        SECRET,
    ),
    "open311/v2/requests.<str:suffix>": (by_address("/open311/v2/requests.json"), SECRET),
    "open311/v2/requests.<str:suffix>?extensions": (
        by_address("/open311/v2/requests.xml?extensions=true"),
        ANSWER,
    ),
    "open311/v2/requests/<int:number>.<str:suffix>": (
        by_address("/open311/v2/requests/{number}.xml"),
        SECRET,
    ),
    "open311/v2/tokens/<path:token>.<str:suffix>": (
        by_token,
        '"service_request_id": "',
    ),
    "open311/v2/servicerequestupdates.<str:suffix>": (
        by_answer("/open311/v2/servicerequestupdates.json"),
        ANSWERED,
    ),
    "compare/": (by_address("/compare/?a-mahalle=baglar"), 'data-total="1"'),
    "compare/report.<str:suffix>": (
        by_address("/compare/report.html?a-mahalle=baglar"),
        'data-total="1"',
    ),
    "api/v1/statistics/compare/": (
        by_address("/api/v1/statistics/compare/?a-mahalle=baglar"),
        '"total":1',
    ),
    "workload/": (by_the_night("/workload/", count_both), 'data-waiting="1"'),
    "api/v1/statistics/workload/": (
        by_the_night("/api/v1/statistics/workload/", count_both),
        '"waiting":1',
    ),
    "api/v1/statistics/heard/": (
        by_the_night("/api/v1/statistics/heard/", count_readiness),
        '"reports":1',
    ),
    "neighbourhoods/report.<str:suffix>": (
        by_address("/neighbourhoods/report.html"),
        "Mirasa zarar",
    ),
    "neighbourhoods/<slug:slug>/report.<str:suffix>": (
        by_address("/neighbourhoods/baglar/report.html"),
        "Mirasa zarar",
    ),
    "heard/": (by_the_night("/heard/", count_readiness), 'data-total="1"'),
    "times/": (by_the_night("/times/", count_durations), 'data-total="1"'),
    "fairness/": (by_need("/fairness/?weight-bildirim-miras=1"), ">1,00<"),
    "api/v1/search/": (by_number, "Mirasa zarar #"),
    "issues/follow/<slug:key>/": (by_e_mail_link, "Mirasa zarar #"),
    "places/<int:number>/": (by_place("/places/{number}/"), "Mirasa zarar #"),
    "places/<int:number>/feed.atom": (by_place("/places/{number}/feed.atom"), "Mirasa zarar #"),
    "places/<int:number>/sheet.pdf": (
        by_place("/places/{number}/sheet.pdf", text_of),
        "1 bildirim",
    ),
    "layers/<slug:name>.geojson?heritage": (by_place("/layers/heritage.geojson"), '"reports":1'),
    "maps/heatmap/": (by_address("/maps/heatmap/"), "[40.995"),
    "maps/heatmap/?circle": (by_address("/maps/heatmap/?circle=29.105,40.995,500"), "[40.995"),
    "manage.py procrastinate worker?issue.created": (by_webhook("issue.created"), SECRET),
    "manage.py procrastinate worker?issue.status_changed": (
        by_webhook("issue.status_changed"),
        SECRET,
    ),
    "manage.py procrastinate worker?forward": (by_forward, SECRET),
    "maps/dump/<str:name>": (by_dump, SECRET),
    "manage.py heatmap": (by_heatmap_command, "[40.995"),
    "manage.py export?gpkg": (by_export_command("gpkg"), CATEGORY),
    "manage.py export?fgb": (by_export_command("fgb"), CATEGORY),
    "manage.py export?parquet": (by_export_command("parquet"), CATEGORY),
    "maps/export/": (by_address("/maps/export/"), "    1 satır"),
    "maps/export/heatmap.<str:suffix>": (by_address("/maps/export/heatmap.html"), "[40.995"),
    "maps/export/<slug:name>.<str:suffix>": (by_address("/maps/export/issues.csv"), SECRET),
    **ChainMap(*OF_LAYERS),
}

# addresses that show nothing of single issues or counts
OTHERS = {
    "", "tiles/<slug:name>.json", "tiles/basemap.json",
    "open311/v2/discovery.<str:suffix>", "open311/v2/services.<str:suffix>", "open311/v2/services/<slug:code>.<str:suffix>",
    "ogc/", "ogc/api", "ogc/conformance", "ogc/collections", "ogc/collections/<slug:name>",
    "ogc/collections/<slug:name>/queryables", "ogc/collections/<slug:name>/tiles",
    "ogc/collections/<slug:name>/tiles/<slug:grid>", "ogc/tileMatrixSets", "ogc/tileMatrixSets/<slug:grid>",
    "tiles/basemap/<slug:key>/<str:z>/<str:x>/<str:y>.mvt",  # of nothing that people said
    "issues/new/", "api/v1/schema/", "api/v1/categories/",
    "api/v1/neighbourhoods/", "i18n/setlang/", "i18n/texts.js", "healthz", "metrics", "rules/", "privacy/",
    "maps/export/<slug:name>.columns.csv", "maps/catalogue.jsonld", "maps/dump/", "maps/dump/SHA256SUMS",
    "issues/follow/", "issues/follow/<slug:key>/stop/",
    "accounts/login/", "accounts/login/code/", "accounts/logout/", "accounts/inactive/", "accounts/others/end/",
    "accounts/me/", "accounts/me/ortak-harita.zip", "accounts/me/erase/",
    "accounts/me/photos/<uuid:id>.jpg", "accounts/me/reports/<int:number>/erase/",
    "accounts/me/reports/<uuid:id>/",  # one's own: tests/issues/test_mine.py
    "issues/around/", "issues/comments/own/<uuid:sent_id>/",
    "groups/<slug:slug>/views/", "groups/<slug:slug>/views/<int:id>/forget/", "groups/<slug:slug>/calendar.ics", "groups/<slug:slug>/meetings/new/", "meetings/", "meetings/calendar.ics",
    "meetings/<uuid:id>/", "meetings/<uuid:id>/edit/", "meetings/<uuid:id>/cancel/", "meetings/<uuid:id>/stage/<slug:action>/",
    "meetings/<uuid:id>/items/", "meetings/<uuid:id>/items/<int:item>/", "meetings/<uuid:id>/agenda/<slug:action>/<int:key>/",
    "meetings/<uuid:id>/items/<int:item>/decide/", "decisions/", "decisions/<uuid:id>/", "decisions/<uuid:id>/vote/",
    "decisions/<uuid:id>/close/", "decisions/<uuid:id>/promise/", "promises/", "promises/feed.atom", "promises/duties/",
    "promises/<int:pk>/", "promises/<int:pk>/tell/", "promises/<int:pk>/verdict/",
    "follow/", "follow/<slug:code>/", "follow/<slug:code>/state.json", "follow/<slug:code>/notes/",
    "meetings/<uuid:id>/minutes/", "meetings/<uuid:id>/minutes/write/", "meetings/<uuid:id>/minutes/correct/",
    "meetings/<uuid:id>/minutes.<str:suffix>", "meetings/<uuid:id>/screen/", "meetings/<uuid:id>/screen/move/", "meetings/<uuid:id>/notes/",
    "meetings/<uuid:id>/notes/<int:note>/<slug:action>/", "meetings/<uuid:id>/snapshots/<int:snapshot>.geojson",
    # what a report leaves on an agenda and in a frozen view: tests/workinggroups
    "meetings/<uuid:id>/snapshots/<int:snapshot>/", "meetings/<uuid:id>/snapshots/<int:snapshot>.json",
    "views/", "views/new/", "views/show/", "views/<uuid:id>/", "views/<uuid:id>/embed/", "views/<uuid:id>/forget/",  # maps that ask above
    "groups/", "groups/new/", "groups/<slug:slug>/", "groups/<slug:slug>/edit/", "groups/<slug:slug>/join/",
    "groups/<slug:slug>/leave/", "groups/<slug:slug>/members/", "groups/<slug:slug>/members/<int:id>/<slug:action>/",
    "places/", "places/register.geojson", "places/<int:number>/condition/", "places/<int:number>/flag/", "places/new/",
    "places/nominations/", "places/own/<uuid:id>/", "places/photos/<uuid:id>.jpg",
    "places/own/<uuid:id>/take-back/", "places/seen/<uuid:id>/", "places/seen/<uuid:id>/take-back/",
    "hotspots/",  # with its API above
    "siting/", "api/v1/statistics/siting/",  # of places: tests/planning/test_siting.py
    "api/v1/statistics/groups/",  # sums that no report is told by: tests/issues/test_groups.py
    "indicators/", "indicators/upload/", "api/v1/statistics/indicators/", "fairness/keep/", "fairness/scenarios/", "fairness/scenarios/<uuid:id>/",
    "places/sheets/<slug:slug>.pdf", "places/photos/<uuid:id>-small.jpg",  # tests/places/test_takedown.py
    "manifest.webmanifest", "service-worker.js", "offline/", "offline/map/",
    "offline/neighbourhoods.geojson",
    "api/v1/.*", "issues/sent/<uuid:id>/",  # the reporter's own, known to who made the id
    "issues/own/", "issues/own/<uuid:id>/", "issues/own/<uuid:id>/<slug:action>/",  # and these
    "api/v1/issues/by-id/<uuid:issue>/photos/<uuid:photo>/",  # in alone, by the same
}  # fmt: skip


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_is_not_public_is_gone_from(town, client, tmp_path, channel):
    look, trace = CHANNELS[channel]
    issue = answered()
    photograph(issue)
    for to in (Visibility.REMOVED, Visibility.HELD):
        seen = look(client, issue, tmp_path)
        assert trace in seen
        assert not [secret for secret in (PRIVATE, *keys_of(issue)) if secret in seen]
        change_visibility(issue=issue, to=to)
        assert trace not in look(client, issue, tmp_path)
        change_visibility(issue=issue, to=Visibility.PUBLIC)


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_its_reporter_takes_back_is_gone_from(town, client, tmp_path, channel):
    look, trace = CHANNELS[channel]
    issue = pin(FOUNTAIN, CATEGORY, description=SECRET)
    photograph(issue)
    remark(issue, REMARK)
    client.post(f"/issues/own/{issue.pk}/withdraw/", {"confirm": "on"})
    assert trace not in look(client, issue, tmp_path)


@pytest.mark.parametrize(
    "channel", [name for name, (_look, trace) in CHANNELS.items() if trace == REMARK]
)
def test_a_comment_alone_that_is_taken_down_is_gone_from(town, client, zeynep, tmp_path, channel):
    look, trace = CHANNELS[channel]
    issue = pin(FOUNTAIN, CATEGORY)
    comment = remark(issue, REMARK)
    assert trace in look(client, issue, tmp_path)
    take_down(comment=comment, by=zeynep)
    assert trace not in look(client, issue, tmp_path)
    publish(comment=comment, by=zeynep)
    assert trace in look(client, issue, tmp_path)


def keys_of(issue):
    """The issue's id as it might stand in a text or a file: whoever has it may edit the report."""
    return [str(issue.pk), issue.pk.hex, issue.pk.bytes.decode("latin-1")]


def answered():
    """A report with an answer that everybody may read and one that only the secretariat may."""
    ask("text", CATEGORY, code="acik")
    ask("text", CATEGORY, code="gizli", is_public=False)
    answers = {"acik": ANSWER, "gizli": PRIVATE}
    issue = pin(FOUNTAIN, CATEGORY, description=SECRET, answers=answers)
    remark(issue, REMARK)
    return issue


def test_of_every_layer_it_is_known_what_of_a_report_it_shows():
    assert set(SEEN) == set(LAYERS), (
        "say in SEEN of tests/maps/test_takedown.py what of a report the layer shows:"
        f" {set(SEEN) ^ set(LAYERS)}"
    )


def test_every_address_is_a_channel_of_this_test_or_known_to_be_none():
    known = {channel.partition("?")[0] for channel in CHANNELS} | OTHERS
    inside = (
        "admin/",
        "moderation/",
        "accounts/2fa/",
        "operations/",
    )  # nobody comes in without the right: tests/issues/test_desk.py
    found = {a for a in addresses(get_resolver().url_patterns) if not a.startswith(inside)}
    listed = {channel for channel in known if not channel.startswith("manage.py")}
    assert found == listed, (
        "say in CHANNELS of tests/maps/test_takedown.py what of a report is seen at the address,"
        f" or in OTHERS that nothing is: {found - listed}; there are no longer: {listed - found}"
    )


def addresses(patterns, before=""):
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here
