"""Which mahalle a place belongs to, and how much of it lies in each: the database says it."""

import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from pyproj import Transformer
from shapely import Point, Polygon, from_wkb, transform, union_all

from neighbourhoods.actions import activate_boundary_set, load_boundaries
from neighbourhoods.models import Neighbourhood
from places.models import Place
from tests import district
from tests.conftest import rolled_back
from tests.district import CORNER, FOUNTAIN, HILL, square
from tests.places.kept import BEYOND, GROVE, STREAM, keep, shares

TO_METRES = Transformer.from_crs(4326, 5254, always_xy=True).transform


def test_a_point_lies_in_one_mahalle_and_on_a_corner_in_that_of_the_lowest_code(town):
    assert shares(keep()) == {"Bağlar": 1}
    assert shares(keep("Köşe Çeşmesi", shape=Point(*CORNER))) == {"Çınar": 1}
    assert shares(keep("Tepe Çeşmesi", shape=Point(*HILL))) == {}


def test_an_area_belongs_to_every_mahalle_it_reaches_into_by_its_share(town):
    told = shares(keep("Çınar Korusu", "koru", GROVE))
    assert told == {"Bağlar": pytest.approx(0.5, abs=1e-6), "Çınar": pytest.approx(0.5, abs=1e-6)}


def test_what_lies_outside_the_district_has_no_share(town):
    assert shares(keep("Sınır Parkı", "park", BEYOND)) == {"Çınar": pytest.approx(0.5, abs=1e-6)}


def test_an_area_that_only_touches_a_mahalle_has_no_share_in_it(town):
    garden = Polygon([(29.10, 40.99), (29.11, 40.99), (29.11, 41.00), (29.10, 41.00)])
    assert shares(keep("Bağ", "bostan", garden)) == {"Bağlar": pytest.approx(1)}


def test_a_stream_is_shared_by_its_length_and_along_an_edge_goes_to_the_lowest_code(town):
    halves = {"Bağlar": pytest.approx(0.5, abs=1e-4), "Dere": pytest.approx(0.5, abs=1e-4)}
    assert shares(keep("Kurbağalı Dere", "dere", STREAM)) == halves
    along = keep("Sınır Deresi", "dere", type(STREAM)([(29.102, 40.99), (29.108, 40.99)]))
    assert shares(along) == {"Bağlar": pytest.approx(1, abs=1e-3)}


def test_a_shape_that_is_drawn_anew_and_other_boundaries_change_the_shares(town):
    place = keep("Çınar Korusu", "koru", GROVE)
    place.shape = GEOSGeometry(f"SRID=4326;{Point(*FOUNTAIN).wkt}")
    place.save()
    assert shares(place) == {"Bağlar": 1}
    wider = square(29.10, 40.99, 0.004)
    moved = load_boundaries(name="Next", source="", boundaries=district.town(c102=wider))
    activate_boundary_set(boundary_set=moved)
    assert shares(place) == {}


CORNERS = st.lists(
    st.tuples(st.floats(29.095, 29.135), st.floats(40.975, 41.005)), min_size=3, max_size=9
)


@tried(max_examples=60)
@given(CORNERS)
def test_the_shares_of_any_area_sum_to_the_part_inside_the_district(town, corners):
    area = Polygon(corners).buffer(0)
    area = max(getattr(area, "geoms", [area]), key=lambda part: part.area)
    if area.is_empty or area.area < 1e-7:
        return
    drawn = [n.boundary.wkb for n in Neighbourhood.objects.current()]
    district = union_all([from_wkb(bytes(wkb)) for wkb in drawn])
    inside = square_metres(area.intersection(district)) / square_metres(area)
    with rolled_back():
        told = shares(keep("Yeşil", "park", area))
        assert sum(told.values()) == pytest.approx(inside, abs=1e-4)


def square_metres(area):
    return transform(area.segmentize(0.0005), TO_METRES, interleaved=False).area


@pytest.mark.parametrize(
    "shape",
    [
        "POLYGON ((29.1 40.99, 29.11 41, 29.11 40.99, 29.1 41, 29.1 40.99))",
        "POINT EMPTY",
        "MULTIPOINT (29.1 40.99, 29.11 40.99)",
        "POINT (200 40)",
    ],
)
def test_the_database_refuses_a_shape_that_is_none(town, shape):
    place = keep()
    with pytest.raises(IntegrityError, match="place_shape"), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(shape=GEOSGeometry(f"SRID=4326;{shape}"))
