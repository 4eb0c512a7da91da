"""How many queries each page asks: a page that asks more than here fails, so that it is looked at.

What of it grows with the rows is held by a test beside each list.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.loading import load_planners
from planning.patterns.actions import count_patterns
from tests.basemap import draw
from tests.district import BRIDGE, FOUNTAIN, SCHOOL, photograph, pin, remark, resolve
from tests.logins import log_in_staff
from tests.maps.kept_views import kept_view
from tests.places.kept import keep_four
from tests.planning.figures import give_figures_of_three_years, scenario
from tests.planning.night import count_the_night
from tests.planning.test_groups import answered_in_three_half_years
from tests.planning.test_patterns import gather
from tests.workinggroups.meetings import called, decided, minuted, promised, put
from tests.workinggroups.people import whole_group
from workinggroups.snapshots.freeze import freeze_meeting

MOST = {
    "/": 8,
    "/issues/": 6,
    "/issues/?mahalle=baglar": 8,
    "/issues/?circle=29.105,40.995,500": 7,
    "/issues/feed.atom": 3,
    "/issues/{number}/": 9,
    "/issues/{number}/comments/": 3,
    "/issues/comments/own/{remark}/": 3,
    "/issues/{number}/feed.atom": 3,
    "/issues/new/": 2,
    "/issues/new/?category=sokak-lambasi": 6,
    "/issues/around/": 1,
    "/issues/follow/?issue={number}": 3,
    "/issues/own/{id}/": 12,
    "/issues/sent/{id}/": 6,
    "/neighbourhoods/": 8,
    "/neighbourhoods/baglar/": 12,
    "/indicators/": 6,
    "/indicators/butce/": 11,
    "/indicators/bildirim-temizlik/": 13,
    "/indicators/upload/": 8,
    "/indicators/kisi-basina-yesil/": 14,
    "/indicators/miras-durumu/": 11,
    "/fairness/?resource=butce&weight-yoksunluk=1&budget=5000000&rule=need": 10,
    "/fairness/scenarios/": 2,
    "/siting/": 4,
    "/siting/?like=cesme&candidates=40.995,29.105": 10,
    "/heard/": 12,
    "/hotspots/": 7,
    "/compare/?a-mahalle=dere&b-circle=29.105,40.995,500": 14,
    "/compare/report.html?b-mahalle=dere": 14,
    "/workload/?mahalle=dere&category=temizlik": 11,
    "/neighbourhoods/report.html": 29,
    "/neighbourhoods/baglar/report.html": 33,
    "/api/v1/statistics/indicators/": 5,
    "/api/v1/statistics/indicators/butce/": 6,
    "/api/v1/statistics/fairness/?weight-yoksunluk=1": 9,
    "/api/v1/statistics/waiting/?mahalle=dere": 6,
    "/api/v1/statistics/groups/": 9,
    "/api/v1/statistics/heard/": 3,
    "/api/v1/statistics/hotspots/": 4,
    "/api/v1/statistics/compare/?a-mahalle=dere": 9,
    "/api/v1/statistics/workload/?mahalle=dere": 7,
    "/layers/hotspots.geojson": 3,
    "/times/?mahalle=dere&category=temizlik": 10,
    "/places/": 8,
    "/places/?mahalle=baglar&q=ihlamur": 9,
    "/places/register.geojson": 1,
    "/places/{place}/": 12,
    "/places/{place}/feed.atom": 4,
    "/places/{place}/sheet.pdf": 12,
    "/places/sheets/baglar.pdf": 8,
    "/places/nominations/": 3,
    "/places/new/": 5,
    "/places/{place}/condition/": 2,
    "/places/{place}/flag/": 2,
    "/moderation/places/": 7,
    "/moderation/places/{place}/": 22,
    "/maps/export/": 12,
    "/maps/dump/": 2,
    "/tiles/issues/14/9517/6143.mvt": 1,
    "/tiles/issues.json": 2,
    "/tiles/basemap.json": 1,
    "/tiles/basemap/{basemap}/14/9517/6143.mvt": 2,
    "/layers/issues.geojson": 3,
    "/open311/v2/services.json": 5,
    "/open311/v2/requests.json?extensions=true": 6,
    "/open311/v2/servicerequestupdates.xml": 1,
    "/ogc/": 0,
    "/ogc/collections": 3,
    "/ogc/collections/issues/items": 2,
    "/ogc/collections/issues/items?filter=category='cop'&bbox=29,40,30,41": 2,
    "/ogc/collections/issues/items/{number}": 1,
    "/ogc/collections/heritage/items": 2,
    "/ogc/collections/hexagons/items": 2,
    "/layers/density.geojson": 3,
    "/layers/hexagons.geojson": 3,
    "/layers/neighbourhoods.geojson": 3,
    "/api/v1/issues/": 4,
    "/api/v1/issues/{number}/": 3,
    "/api/v1/categories/": 5,
    "/api/v1/neighbourhoods/statistics/": 2,
    "/offline/map/": 8,
    "/layers/heritage.geojson": 3,
    "/layers/green.geojson": 3,
    "/layers/condition.geojson": 3,
    "/layers/indicators.geojson?indicator=butce": 10,
    "/layers/allocation.geojson": 4,
    "/views/show/?layer=hexagons": 5,
    "/views/{view}/": 6,
    "/views/{view}/embed/": 6,
    "/groups/": 3,
    "/groups/yesil-alanlar/": 6,
    "/decisions/": 4,
    "/decisions/{decision}/": 7,
    "/promises/": 6,
    "/promises/{action}/": 8,
    "/promises/duties/": 5,
    "/promises/feed.atom": 2,
    "/meetings/{minutes}/minutes/": 14,
    "/meetings/{minutes}/minutes.html": 15,
    "/follow/{code}/": 8,
    "/meetings/{meeting}/snapshots/{snapshot}.geojson": 2,
    "/meetings/": 4,
    "/meetings/{meeting}/": 8,
    "/meetings/{meeting}/snapshots/{snapshot}/": 5,
    "/rules/": 1,
    "/privacy/": 2,
    "/moderation/": 16,
    "/moderation/{number}/": 18,
    "/moderation/comments/": 9,
    "/accounts/me/": 11,
}
FOR_STAFF = ("/moderation/", "/accounts/", "/indicators/upload/")
WITH_COUNTS = ("heard/", "times/", "waiting/", "workload/", "hotspots", "report.html")
WITH_FIGURES = ("indicators", "fairness/", "report.html")


def enter(client, elif_):
    """Elif comes in, who moderates and plans."""
    elif_.groups.add(load_planners())
    log_in_staff(client, elif_)


def prepare(address):
    """Give the town what the address tells of."""
    if any(part in address for part in WITH_FIGURES):
        give_figures_of_three_years()
    if any(part in address for part in WITH_COUNTS):
        gather()
        count_the_night()
    if "hotspots" in address:
        count_patterns(now=timezone.now())
    if "allocation" in address:
        scenario()
    if "heard/" in address or "groups/" in address:
        answered_in_three_half_years()


@pytest.mark.parametrize("address", MOST)
def test_a_page_asks_no_more_than_it_needs(town, client, settings, elif_, address):
    settings.EMAIL_HOST = "127.0.0.1"  # so that what comes by e-mail is offered
    issue = pin(FOUNTAIN)
    photograph(issue)
    said = remark(issue)
    pin(SCHOOL, "agac")
    resolve(pin(BRIDGE, "cop"))
    if address.startswith(FOR_STAFF):
        enter(client, elif_)
    place, *_others = keep_four()
    meeting = called(whole_group())
    put(meeting, "Haritalar", "/", f"/issues/{issue.number}/")
    action = promised(decided(meeting.group, issues=[issue.number]))
    [snapshot] = freeze_meeting(meeting=meeting)
    prepare(address)
    view = kept_view(elif_).pk
    known = {
        "view": view,
        "minutes": minuted(meeting.group).meeting_id,
        "code": action.decision.item.meeting.code,
        "decision": action.decision_id,
        "action": action.pk,
        "meeting": meeting.pk,
        "snapshot": snapshot.pk,
        "number": issue.number,
        "id": issue.pk,
        "remark": said.sent_id,
        "place": place.number,
        "basemap": draw().key,
    }
    asked_for = address.format(**known)
    b"".join(client.get(asked_for))  # what a process asks once
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(asked_for)
        b"".join(answer)
    assert answer.status_code == 200
    asked = "\n".join(query["sql"] for query in queries)
    assert len(queries) <= MOST[address], asked
