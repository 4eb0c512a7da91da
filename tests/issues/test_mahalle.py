"""The database assigns the mahalle on every path in."""

import csv
from contextlib import suppress
from datetime import UTC, datetime
from math import sin
from threading import Event

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from hypothesis import example, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from gisdata.crs import WGS84
from issues.actions import move_issue
from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, Issue, Source
from issues.querysets import count_differences
from neighbourhoods.actions import NamedBoundary, activate_boundary_set, load_boundaries
from neighbourhoods.models import Neighbourhood
from tests import district
from tests.at_once import at_once, wait_until_locked
from tests.conftest import rolled_back
from tests.district import BRIDGE, CORNER, FOUNTAIN, HILL, MARKET, SCHOOL, mahalle_of, pin
from tests.logins import log_in_staff


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def by_action():
    return pin(SCHOOL)


def by_import():
    one = ImportedIssue(
        id=uuid7(),
        longitude=SCHOOL[0],
        latitude=SCHOOL[1],
        category_id=Category.objects.first().pk,
        description="Eski kayıt.",
        status="new",
        reported_at=datetime(2025, 1, 1, tzinfo=UTC),
        closed_at=None,
    )
    assert import_issues(issues=[one], source=Source.IMPORT) == 1
    return Issue.objects.get(pk=one.id)


def by_sql_that_claims_another_mahalle():
    identity = uuid7()
    sql(
        "INSERT INTO issues_issue (id, location, category_id, description, neighbourhood_id)"
        " VALUES (%s, ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s, 'x', %s)",
        identity,
        *SCHOOL,
        Category.objects.first().pk,
        Neighbourhood.objects.get(name="Dere").pk,
    )
    return Issue.objects.get(pk=identity)


@pytest.mark.parametrize("path", [by_action, by_import, by_sql_that_claims_another_mahalle])
def test_every_path_gets_the_mahalle_from_the_database(town, path):
    assert mahalle_of(path()) == "Çınar"
    assert not count_differences()


def test_the_admin_gets_it_too(town, client, zeynep):
    log_in_staff(client, zeynep)
    form = {
        "category": Category.objects.get(slug="cop").pk,
        "description": "Telefonla bildirildi.",
        "precision": "exact",
        "longitude": "29.105",
        "latitude": "40.985",
    }
    answer = client.post("/admin/issues/issue/add/", form)
    assert answer.status_code == 302, answer.context["errors"]
    assert mahalle_of(Issue.objects.get(source="admin")) == "Dere"


def test_a_moved_pin_changes_its_mahalle_and_the_counts(town):
    issue = pin(FOUNTAIN)
    move_issue(issue=issue, location=Point(*BRIDGE, srid=WGS84))
    assert mahalle_of(issue) == "Dere"
    assert not count_differences()


def test_an_update_that_claims_a_mahalle_is_not_believed(town):
    issue = pin(FOUNTAIN)
    Issue.objects.filter(pk=issue.pk).update(
        neighbourhood=Neighbourhood.objects.get(name="Dere").pk
    )
    assert mahalle_of(issue) == "Bağlar"


def test_the_corner_of_four_goes_to_the_lowest_code(town):
    assert mahalle_of(pin(CORNER)) == "Çınar"


@override_settings(ACCEPT_OUTSIDE=True)
def test_outside_is_null_and_counted_in_its_own_bucket(town):
    assert mahalle_of(pin(HILL)) is None
    assert not count_differences()


def test_activation_reassigns_every_pin_in_one_go(town):
    pins = {where: pin(where) for where in (SCHOOL, FOUNTAIN, BRIDGE, MARKET)}
    west_half = load_boundaries(
        name="West only",
        source="",
        boundaries=[b for b in district.town() if b.code in {"102", "103"}],
    )
    activate_boundary_set(boundary_set=west_half)
    assert [mahalle_of(p) for p in pins.values()] == [None, "Bağlar", "Dere", None]
    current = set(Neighbourhood.objects.current().values_list("pk", flat=True))
    assigned = Issue.objects.exclude(neighbourhood=None).values_list("neighbourhood", flat=True)
    assert set(assigned) == current
    assert not count_differences()


def test_a_point_of_nan_or_off_the_earth_is_refused_by_the_database(town):
    category = Category.objects.first().pk
    for x, y in (("NaN", 41), (181, 41), (29, -91), ("Infinity", 0)):
        with suppress(DatabaseError), rolled_back():
            sql(
                "INSERT INTO issues_issue (id, location, category_id, description)"
                " VALUES (%s, ST_SetSRID(ST_MakePoint(%s::float8, %s::float8), 4326), %s, 'x')",
                uuid7(),
                x,
                y,
                category,
            )
            pytest.fail(f"{x} {y} was stored")
    assert not Issue.objects.exists()


# The grid of the town's own corners and edges, and anything between and around.
edges = st.sampled_from([29.09, 29.10, 29.11, 29.12, 29.13, 29.14])
rows = st.sampled_from([40.97, 40.98, 40.99, 41.0, 41.01])
longitudes = edges | st.floats(29.09, 29.14)
latitudes = rows | st.floats(40.97, 41.01)


@settings(max_examples=150)
@given(longitudes, latitudes)
@example(*CORNER)
def test_any_point_is_in_at_most_one_mahalle_the_lowest_that_covers_it(town, longitude, latitude):
    place = Point(longitude, latitude, srid=WGS84)
    with rolled_back(), override_settings(ACCEPT_OUTSIDE=True):
        issue = pin((longitude, latitude))
        lowest = Neighbourhood.objects.covering(place).first()
        assert mahalle_of(issue) == (lowest.name if lowest else None)


def wavy_town():
    """Two mahalle of many corners, of seven decimals, that share a long slanted, wavy edge."""
    corners = [(29.115 + 0.004 * sin(i / 7) + i / 50_000, 40.98 + i / 10_000) for i in range(400)]
    edge = [(round(x, 7), round(y, 7)) for x, y in corners]
    mahalle = []
    for code, side in (("201", 29.10), ("202", 29.14)):
        ring = [(side, edge[0][1]), *edge, (side, edge[-1][1]), (side, edge[0][1])]
        boundary = MultiPolygon(Polygon(ring, srid=WGS84), srid=WGS84)
        mahalle.append(NamedBoundary(code, code, boundary))
    return mahalle


# Points along every edge and on every corner of a piece: how many does the look-up, how many would
# the pieces alone, give another mahalle than the true boundaries?
DOUBTFUL = """
WITH edges AS (SELECT (ST_DumpSegments(boundary)).geom AS edge FROM neighbourhoods_neighbourhood),
places AS (
  SELECT ST_LineInterpolatePoint(edge, k / 41.0) AS place FROM edges, generate_series(1, 40) AS k
  UNION ALL SELECT (ST_DumpPoints(shape)).geom FROM neighbourhoods_piece
),
found AS (
  SELECT neighbourhood_at(place) AS looked_up,
    (SELECT n.id FROM neighbourhoods_neighbourhood n
     WHERE ST_Covers(n.boundary, place) ORDER BY n.code LIMIT 1) AS truth,
    (SELECT p.neighbourhood_id FROM neighbourhoods_piece p
     WHERE ST_Covers(p.shape, place) ORDER BY p.code LIMIT 1) AS by_pieces
  FROM places
)
SELECT count(*) FILTER (WHERE looked_up IS DISTINCT FROM truth),
       count(*) FILTER (WHERE by_pieces IS DISTINCT FROM truth)
FROM found
"""


def test_on_an_edge_that_is_cut_into_pieces_the_true_boundaries_decide(db):
    wavy = load_boundaries(name="Wavy", source="", boundaries=wavy_town())
    activate_boundary_set(boundary_set=wavy)
    with connection.cursor() as cursor:
        cursor.execute(DOUBTFUL)
        wrong, wrong_by_pieces = cursor.fetchone()
    assert wrong == 0
    assert wrong_by_pieces > 0  # or this test tried no place that is in doubt


def test_a_status_change_and_an_activation_wait_for_each_other(transactional_town):
    issue = pin(FOUNTAIN)
    another = load_boundaries(name="Another", source="", boundaries=district.town())
    holds_the_row = Event()

    @transaction.atomic
    def change():
        Issue.objects.select_for_update().get(pk=issue.pk)
        holds_the_row.set()
        wait_until_locked()
        Issue.objects.filter(pk=issue.pk).update(description="Sonra")

    def activate():
        holds_the_row.wait(10)
        activate_boundary_set(boundary_set=another)

    at_once(change, activate)
    issue.refresh_from_db()
    assert issue.description == "Sonra"
    assert issue.neighbourhood.boundary_set == another
    assert not count_differences()


def test_428_of_the_440_real_stops_fall_into_the_stated_mahalle_and_3_outside(db, shared_data):
    call_command("load_categories")
    call_command(
        "import_boundaries", shared_data / "atasehir_mahalle.geojson", "--commit", "--activate"
    )
    with (shared_data / "atasehir_iett_stops.csv").open(encoding="utf-8-sig") as file:
        stops = list(csv.DictReader(file))
    category = Category.objects.get(slug="durak").pk
    stated = {}
    imported = []
    for stop in stops:
        issue = ImportedIssue(
            uuid7(), float(stop["longitude"]), float(stop["latitude"]), category,
            stop["ADI"], "new", datetime(2025, 1, 1, tzinfo=UTC), None,
        )  # fmt: skip
        stated[issue.id] = stop["MAHALLEID"]
        imported.append(issue)
    import_issues(issues=imported, source=Source.IMPORT)
    found = dict(Issue.objects.values_list("id", "neighbourhood__code"))
    assert len(found) == 440
    assert sum(found[pk] == code for pk, code in stated.items()) == 428
    assert sum(code is None for code in found.values()) == 3
    assert not count_differences()
