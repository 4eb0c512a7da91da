import pytest
from django.contrib.gis.geos import MultiPolygon, Point
from django.db import DatabaseError, IntegrityError, connection, transaction

from gisdata.crs import WGS84
from neighbourhoods.actions import NamedBoundary, activate_boundary_set, load_boundaries
from neighbourhoods.models import BoundarySet, Figure, Neighbourhood, Piece
from tests import district
from tests.district import CORNER, FIELD, FOUNTAIN, HILL, SCHOOL


def load(name="Another"):
    return load_boundaries(name=name, source="", boundaries=district.town())


@transaction.atomic
def commit_as_active(boundary_set):
    BoundarySet.objects.filter(pk=boundary_set.pk).update(status="active")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does


def test_a_loaded_set_is_not_the_current_one(town):
    load()
    assert BoundarySet.objects.current() == town
    assert Neighbourhood.objects.current().count() == 5


def test_activating_retires_the_set_before_and_keeps_it(town):
    another = load()
    activate_boundary_set(boundary_set=another)
    town.refresh_from_db()
    assert BoundarySet.objects.current() == another
    assert (town.status, another.status) == ("retired", "active")
    assert town.retired_at is not None
    assert another.activated_at is not None
    assert town.neighbourhoods.count() == 5


def test_the_database_keeps_one_set_active_even_from_plain_sql(town):
    another = load()
    with pytest.raises(IntegrityError):
        commit_as_active(another)


def test_pieces_are_those_of_the_active_set(town):
    another = load()
    activate_boundary_set(boundary_set=another)
    assert set(Piece.objects.values_list("neighbourhood__boundary_set", flat=True)) == {another.pk}


def test_a_boundary_of_many_corners_is_cut_into_small_pieces(db):
    round_town = Point(29.1, 40.99, srid=WGS84).buffer(0.01, quadsegs=100)
    boundary_set = load_boundaries(
        name="Round", source="", boundaries=district.town(c101=MultiPolygon(round_town))
    )
    activate_boundary_set(boundary_set=boundary_set)
    pieces = Piece.objects.filter(code="101")
    assert len(pieces) > 3
    assert all(len(p.shape[0]) <= 65 for p in pieces)


@pytest.mark.parametrize(
    "change",
    [
        lambda n: n.delete(),
        lambda n: Neighbourhood.objects.filter(pk=n.pk).update(boundary=district.square(29, 41)),
        lambda n: Neighbourhood.objects.create(
            boundary_set=n.boundary_set, code="9", name="9", slug="9", boundary=n.boundary
        ),
    ],
    ids=["delete", "redraw", "add"],
)
@pytest.mark.parametrize("life", ["active", "retired"])
def test_the_mahalle_of_a_set_that_is_or_was_active_cannot_be_changed(town, change, life):
    if life == "retired":
        activate_boundary_set(boundary_set=load())
    with pytest.raises(DatabaseError, match="load a new set"), transaction.atomic():
        change(town.neighbourhoods.first())


def test_a_mahalle_cannot_be_moved_out_of_an_active_set(town):
    other = load()
    with pytest.raises(DatabaseError, match="load a new set"), transaction.atomic():
        town.neighbourhoods.update(boundary_set=other)


def test_a_set_cannot_begin_its_life_as_active(town):
    with pytest.raises(DatabaseError, match="begins as loaded"), transaction.atomic():
        BoundarySet.objects.create(name="Impatient", status="retired")


def test_loading_a_set_leaves_the_pieces_alone(town):
    before = set(Piece.objects.values_list("pk", flat=True))
    load()
    assert set(Piece.objects.values_list("pk", flat=True)) == before


def test_equal_names_are_told_apart_by_their_codes_in_the_slug(db):
    twins = [NamedBoundary(c, "Yeni", district.square(29, 41)) for c in ("7", "8")]
    loaded = load_boundaries(name="Twins", source="", boundaries=twins)
    assert set(loaded.neighbourhoods.values_list("slug", flat=True)) == {"yeni-7", "yeni-8"}
    names = {"7": "Yeni", "8": "Yeni", "9": "Yeni 7", "10": "???"}
    more = [NamedBoundary(c, name, district.square(29, 41)) for c, name in names.items()]
    slugs = load_boundaries(name="More", source="", boundaries=more).neighbourhoods.values_list(
        "slug"
    )
    assert len(set(slugs)) == 4


def test_a_set_leaves_an_event_when_it_changes_and_the_event_stays(town):
    activate_boundary_set(boundary_set=load())
    event = BoundarySet.pgh_event_model.objects.filter(pgh_obj=town, status="active").get()
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        event.delete()


@pytest.mark.parametrize(
    ("where", "name"),
    [(SCHOOL, "Çınar"), (FOUNTAIN, "Bağlar"), (FIELD, "Ovacık"), (CORNER, "Çınar"), (HILL, None)],
)
def test_who_covers_a_point(town, where, name):
    found = Neighbourhood.objects.covering(Point(*where, srid=WGS84)).first()
    assert (found.name if found else None) == name


def test_mahalle_come_in_turkish_order_with_their_newest_population(town):
    Figure.objects.create(code="101", kind="population", year=2020, value=1, source="old")
    Figure.objects.create(code="101", kind="benches", year=2024, value=7, source="other")
    rows = Neighbourhood.objects.current().with_population()
    assert [(n.name, n.population, n.population_year) for n in rows] == [
        ("Bağlar", 1000, 2023),
        ("Çınar", 2000, 2023),
        ("Dere", 4000, 2023),
        ("Iğdır", 500, 2023),
        ("Ovacık", None, None),
    ]


def test_a_mahalle_is_found_by_folded_name(town):
    assert Neighbourhood.objects.current().get(name_folded="igdir").name == "Iğdır"
