"""Tiles: exact counts at every zoom under any filter, fresh after a takedown, clear when asked wrongly."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from issues.actions import change_visibility
from issues.bulk import ImportedIssue, import_issues
from issues.cells import FINEST, cells_query
from issues.filters import IssueFilter
from issues.models import Category, PublicIssue, Source, Status, Visibility
from issues.parameters import IssueFilterSerializer
from maps.layers import LAYERS
from tests.conftest import rolled_back
from tests.district import BRIDGE, FOUNTAIN, FRAME, SCHOOL, pin
from tests.issues.test_counts import CATEGORIES, PLACES, Town
from tests.maps.layers import hot_spot
from tests.maps.tiles import (
    counted,
    decoded,
    features,
    reported_tiles,
    tile_over,
    tiles_over,
)
from tests.places.kept import keep_four, see
from tests.planning.figures import scenario

ZOOMS = range(9, 19)


def near(place, i, j, step=0.0002):
    return (place[0] + step * i, place[1] + step * j)


def imported(where, category="cop", *, ago=0, status="new"):
    """A report as it comes from elsewhere; a closed one was closed at once."""
    then = timezone.now() - timedelta(days=ago)
    category = Category.objects.get(slug=category).pk
    closed = then if status == "resolved" else None
    return ImportedIssue(uuid7(), *where, category, "Çöp birikmiş.", status, then, closed)


@pytest.fixture
def busy_town(town):
    """A hundred reports of three kinds over half a year, some of them resolved, one taken down."""
    spread = [
        imported(
            near(FOUNTAIN, i, j), ("cop", "agac", "rogar")[(i + j) % 3],
            ago=(i * 10 + j) * 2, status="new" if j else "resolved",
        )
        for i, j in product(range(10), range(10))
    ]  # fmt: skip
    import_issues(issues=spread + [imported(SCHOOL) for _ in range(70)], source=Source.WEB)
    change_visibility(issue=pin(FOUNTAIN), to=Visibility.REMOVED)


def day(ago):
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


FILTERS = {
    "nothing": {},
    "a category": {"category": "cop"},
    "a group of categories": {"category": "temizlik"},
    "a status": {"status": "resolved"},
    "a mahalle": {"mahalle": "baglar"},
    "a mahalle and a category": {"mahalle": "baglar", "category": "agac,rogar"},
    "ragged days": lambda: {"from": day(100), "to": day(17)},
    "days of one month": lambda: {"from": day(9), "to": day(3)},
    "since a day": lambda: {"from": day(45)},
    "until a day": lambda: {"to": day(45)},
    "days and a category": lambda: {"from": day(120), "to": day(20), "category": "cop"},
    "days and statuses": lambda: {"from": day(120), "status": "new,in_progress"},
    "everything at once": lambda: {
        "from": day(150), "to": day(5), "status": "new", "category": "cop,agac", "mahalle": "baglar",
    },
    "days of long ago": {"from": "2001-01-01", "to": "2001-12-31"},
}  # fmt: skip


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS)
def test_the_counts_of_all_tiles_of_a_zoom_sum_to_the_reports_under_a_filter(
    busy_town, client, asked
):
    asked = asked() if callable(asked) else asked
    found = PublicIssue.objects.matching(IssueFilterSerializer(data=asked).issue_filter()).count()
    everywhere = not asked  # where nothing is without a filter, nothing is under one
    told = {
        z: counted(client, z, tiles=None if everywhere else reported_tiles(z), **asked)
        for z in ZOOMS
    }
    assert told == dict.fromkeys(ZOOMS, found)


ASKED = st.fixed_dictionaries(
    {},
    optional={
        "category": CATEGORIES,
        "status": st.sampled_from(Status.values),
        "mahalle": st.sampled_from(["baglar", "cinar"]),
        "from": st.integers(0, 70).map(day),
        "to": st.integers(0, 70).map(day),
    },
).filter(lambda asked: asked.get("from", "0") <= asked.get("to", "9"))
SPREAD = st.lists(st.tuples(PLACES, CATEGORIES, st.integers(0, 70)), max_size=12)


@tried(max_examples=40)
@given(SPREAD, ASKED, st.sampled_from(ZOOMS))
def test_whatever_is_reported_and_asked_the_counts_are_exact(town, client, reports, asked, z):
    with rolled_back(), override_settings(ACCEPT_OUTSIDE=True):
        for where, category, ago in reports:
            Town().report(where, category, ago)
        found = PublicIssue.objects.matching(IssueFilterSerializer(data=asked).issue_filter())
        assert counted(client, z, **asked) == found.count()


@pytest.mark.parametrize("z", [9, 14, 17])
def test_cells_of_density_are_each_in_the_tile_of_their_place(busy_town, client, z):
    for place in (FOUNTAIN, SCHOOL):
        tile = tile_over(z, *place)
        found = features(client, "density", tile)
        assert all(0 <= n < 4096 for f in found for n in f["geometry"]["coordinates"])
        low, high = tile.morton_range(FINEST)
        there = PublicIssue.objects.filter(morton__gte=low, morton__lt=high)
        assert sum(f["properties"]["count"] for f in found) == there.count() >= 20


def test_few_reports_are_single_pins_with_what_a_popup_needs(town, client):
    issue = pin(FOUNTAIN, "cop")
    for z in ZOOMS:
        [feature] = features(client, "issues", tile_over(z, *FOUNTAIN))
        assert feature["properties"] == {
            "category": "cop", "status": "new", "count": 1,
            "reported_day": timezone.localdate().isoformat(),
        }  # fmt: skip
        assert feature["id"] == issue.number


def test_many_reports_are_clusters_and_a_lonely_one_among_them_stays_a_pin(busy_town, client):
    lonely = pin(BRIDGE, "cop")
    found = features(client, "issues", tile_over(12, *FOUNTAIN))
    counts = sorted(f["properties"]["count"] for f in found)
    assert sum(counts) == 171
    assert counts[-1] > 60
    assert [f["id"] for f in found if f["properties"]["count"] == 1] == [lonely.number]


def test_a_feature_stands_inside_its_tile_where_its_reports_are(busy_town, client):
    for z in ZOOMS:
        for tile in tiles_over(z):
            for feature in features(client, "issues", tile):
                assert all(0 <= n < 4096 for n in feature["geometry"]["coordinates"])
    [spot] = features(client, "issues", tile_over(17, *SCHOOL))
    x, y = spot["geometry"]["coordinates"]
    tile = tile_over(17, *SCHOOL)
    assert tile_over(17 + 4, *SCHOOL).x - tile.x * 16 == pytest.approx(x / 256, abs=2)
    assert tile_over(17 + 4, *SCHOOL).y - tile.y * 16 == pytest.approx(y / 256, abs=2)


def test_a_pin_that_is_taken_down_is_gone_from_the_very_next_tile(town, client):
    issue = pin(FOUNTAIN)
    tile = tile_over(14, *FOUNTAIN)
    address = f"/tiles/issues/{tile.z}/{tile.x}/{tile.y}.mvt"
    before = client.get(address)
    assert "max-age" not in before["Cache-Control"]
    assert "no-cache" in before["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 304
    change_visibility(issue=issue, to=Visibility.REMOVED)
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert decoded(after) == {}


def test_tiles_are_compressed_for_who_can_read_that(busy_town, client):
    tile = tile_over(13, *FOUNTAIN)
    address = f"/tiles/neighbourhoods/{tile.z}/{tile.x}/{tile.y}.mvt"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert decoded(answer) == decoded(client.get(address))


@pytest.mark.parametrize("layer", ["issues", "density", "hexagons", "neighbourhoods"])
def test_a_tile_costs_the_same_queries_however_many_pins(town, client, layer):
    tile = tile_over(13, *FOUNTAIN)
    pin(FOUNTAIN)
    with CaptureQueriesContext(connection) as few:
        features(client, layer, tile)
    for i in range(80):
        pin(near(FOUNTAIN, i % 10, i // 10))
    with CaptureQueriesContext(connection) as many:
        features(client, layer, tile)
    assert len(few) == len(many) <= 2


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/tiles/dragons/1/0/0.mvt", 404, "issues"),
        ("/tiles/issues/1/2/0.mvt", 404, "2^z"),
        ("/tiles/issues/1/0/-1.mvt", 404, "whole numbers"),
        ("/tiles/issues/23/0/0.mvt", 404, "22"),
        ("/tiles/issues/one/0/0.mvt", 404, "whole numbers"),
        ("/tiles/issues/\u0661/0/0.mvt", 404, "whole numbers"),
        ("/tiles/issues/1/0/0.mvt?category=ejderha", 400, "ejderha"),
        ("/tiles/issues/1/0/0.mvt?status=solved", 400, "solved"),
        ("/tiles/issues/1/0/0.mvt?mahalle=atlantis", 400, "atlantis"),
        ("/tiles/issues/1/0/0.mvt?from=yesterday", 400, "YYYY"),
        ("/tiles/issues/1/0/0.mvt?from=2026-02-02&to=2026-02-01", 400, "before the first"),
        ("/tiles/issues/1/0/0.mvt?catgory=cop", 400, "category"),
        ("/tiles/hexagons/1/0/0.mvt?compare_from=2026-02-02", 400, "both days"),
        ("/tiles/hexagons/1/0/0.mvt?compare_from=9999-12-02&compare_to=9999-12-31", 400, "future"),
        ("/tiles/issues/1/0/0.mvt?compare_from=2026-02-02&compare_to=2026-02-03", 400, "no such"),
        ("/tiles/dragons.json", 404, "issues"),
        ("/layers/dragons.geojson", 404, "issues"),
        ("/layers/issues.geojson?status=solved", 400, "solved"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_answered_with_a_sentence(town, client, address, status, said):
    answer = client.get(address, headers={"Accept-Language": "en", "Accept": "*/*"})
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert said in answer.content.decode()


def test_tilejson_describes_the_tiles_under_its_own_filters(town, client):
    answer = client.get("/tiles/issues.json?status=new&mahalle=cinar").json()
    assert answer["tilejson"] == "3.0.0"
    assert answer["tiles"] == [
        "http://testserver/tiles/issues/{z}/{x}/{y}.mvt?status=new&mahalle=cinar"
    ]
    assert answer["bounds"] == pytest.approx(FRAME)
    [layer] = answer["vector_layers"]
    assert layer["id"] == "issues"
    assert "category" in layer["fields"]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_tile_tells_what_its_tilejson_declares(town, client, layer):
    pin(FOUNTAIN)
    pin(SCHOOL)
    for place in keep_four():
        see(place, "good")
    hot_spot()
    scenario()
    [declared] = client.get(f"/tiles/{layer}.json").json()["vector_layers"]
    compared = {"compare_from": day(9), "compare_to": day(3)} if LAYERS[layer].compares else {}
    told = {
        name
        for tile in tiles_over(14)
        for feature in features(client, layer, tile, **compared)
        for name in feature["properties"]
    }
    assert told == set(declared["fields"])


def test_a_client_that_accepts_only_tiles_is_served(town, client):
    answer = client.get("/tiles/issues/1/1/0.mvt", headers={"Accept": "application/x-protobuf"})
    assert answer.status_code == 200


def test_a_tile_far_away_is_empty(busy_town, client):
    assert features(client, "issues", tile_over(9, -70, -30)) == []
    assert counted(client, 3) == 170


@pytest.fixture
def tidy_town(transactional_town):
    """Two thousand reports of as many places, and the table as the database keeps it overnight."""
    spread = product(range(40), range(50))
    import_issues(
        issues=[imported(near(FOUNTAIN, i, j, 0.0001), ago=i + j) for i, j in spread],
        source=Source.WEB,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) issues_issue")


@pytest.mark.parametrize("asked", [{}, {"statuses": ["new"]}, {"first_day": date(2026, 3, 10)}])
def test_pins_are_counted_from_an_index_alone(tidy_town, asked):
    tile = tile_over(17, *FOUNTAIN)
    query, parameters = cells_query(IssueFilter(**asked), 22, tile.morton_range(FINEST))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query}", parameters)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using issue_" in plan, plan
