"""A layer is declared once and seen everywhere; what the layers that summarise tell is right."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from shapely import get_coordinates
from shapely.geometry import shape

from gisdata.crs import METRIC
from issues.filters import IssueFilter
from maps.layer import Field, Layer
from maps.layers import LAYERS
from maps.requests import LayerRequest, Query
from maps.rows import rows_of_view
from maps.tiles import TileAddress
from neighbourhoods.models import Neighbourhood
from tests.district import BAGLAR, BRIDGE, DERE, FOUNTAIN, MARKET, SCHOOL, pin
from tests.maps.layers import hot_spot
from tests.maps.tiles import features, tile_over
from tests.places.kept import keep, see
from tests.planning.figures import scenario

BENCHES = Layer(
    name="benches",
    title="Benches",
    description="Where one can sit down.",
    geometry="place",
    geometry_type="Point",
    fields=(
        Field("id", "integer", "number"),
        Field("name", "text", "name", "what people call it"),
        Field("seats", "integer", "seats"),
        Field("category", "text", "category"),
        Field("status", "text", "status"),
        Field("built_at", "moment", "built at"),
    ),
    filters={"mahalle": "neighbourhood_id"},
    rows=rows_of_view("layer_benches"),
    key="id",
    moment="built_at",
)
BENCH_VIEW = """
CREATE VIEW layer_benches AS
SELECT id, name, seats, 'agac' AS category, 'resolved' AS status,
  timestamptz '2026-01-02 12:30Z' AS built_at, place, neighbourhood_at(place) AS neighbourhood_id
FROM (VALUES
  (1, 'Çınar altı', 3, ST_SetSRID(ST_Point(29.115, 40.995), 4326)),
  (2, 'Köprü başı', 2, ST_SetSRID(ST_Point(29.105, 40.985), 4326))
) AS benches (id, name, seats, place)
"""


@pytest.fixture
def benches(town, monkeypatch):
    """A layer made as docs/layers.md says: one view, one declaration."""
    with connection.cursor() as cursor:
        cursor.execute(BENCH_VIEW)
    monkeypatch.setitem(LAYERS, "benches", BENCHES)


def properties(client, layer, **asked):
    """The rows of a layer by what its first field says."""
    key = LAYERS[layer].fields[0].name
    return {f["properties"][key]: f["properties"] for f in rows(client, layer, **asked)}


def rows(client, layer, **asked):
    """The features of a layer."""
    return json.loads(client.get(f"/layers/{layer}.geojson", asked).getvalue())["features"]


def test_a_layer_is_one_declaration_and_one_view(benches, client):
    described = client.get("/tiles/benches.json").json()
    assert described["vector_layers"][0]["fields"] == {
        "id": "number", "name": "what people call it", "seats": "seats",
        "category": "category", "status": "status", "built_at": "built at",
    }  # fmt: skip
    [drawn] = features(client, "benches", tile_over(15, *SCHOOL))
    assert drawn["properties"] == {
        "id": 1, "name": "Çınar altı", "seats": 3,
        "category": "agac", "status": "resolved", "built_at": "2026-01-02 12:30:00+00",
    }  # fmt: skip
    assert set(properties(client, "benches")) == {1, 2}
    assert set(properties(client, "benches", mahalle="dere")) == {2}
    refused = client.get("/tiles/benches/1/1/0.mvt?status=new", headers={"Accept-Language": "en"})
    assert refused.status_code == 400
    assert "mahalle" in refused.json()["errors"]["status"][0]


@pytest.mark.parametrize("name", LAYERS)
def test_every_documented_field_goes_out_and_no_other(town, client, name):
    pin(FOUNTAIN)
    see(keep(), "good")
    keep("Kardelen Parkı", "park")
    hot_spot()
    scenario()
    [row, *_others] = properties(client, name).values()
    assert list(row) == [field.name for field in LAYERS[name].fields]


@pytest.mark.parametrize("name", LAYERS)
def test_degrees_go_out_to_a_centimetre_in_rings_that_turn_left(town, client, name):
    pin((29.10512345678, 40.99587654321))
    for feature in rows(client, name):
        place = shape(feature["geometry"])
        degrees = get_coordinates(place)
        assert (degrees == degrees.round(7)).all()
        rings = [part.exterior for part in getattr(place, "geoms", [place]) if part.area]
        assert all(ring.is_ccw for ring in rings)


def test_a_mahalle_tells_its_reports_by_residents_and_by_area(town, client):
    for _ in range(8):
        pin(BRIDGE)
    row = properties(client, "neighbourhoods")[DERE]
    dere = Neighbourhood.objects.current().get(code=DERE).boundary
    area = dere.transform(METRIC, clone=True).area / 1e6
    assert (row["count"], row["population"], row["per_1000"]) == (8, 4000, 2.0)
    assert row["area_km2"] == pytest.approx(area, abs=0.001)
    assert row["per_km2"] == pytest.approx(8 / area, abs=0.01)
    assert row["before"] is None
    assert row["change"] is None


def test_the_difference_of_two_periods_tells_what_got_worse(town, client):
    today = timezone.localdate()
    for ago in (3, 4, 5, 40):
        pin(FOUNTAIN, reported_at=timezone.now() - timedelta(days=ago))
    for ago in (41, 42):
        pin(BRIDGE, reported_at=timezone.now() - timedelta(days=ago))
    periods = {
        "from": today - timedelta(days=10), "to": today,
        "compare_from": today - timedelta(days=45), "compare_to": today - timedelta(days=35),
    }  # fmt: skip
    mahalle = properties(client, "neighbourhoods", **periods)
    told = {code: (r["count"], r["before"], r["change"]) for code, r in mahalle.items()}
    assert told[BAGLAR] == (3, 1, 2)
    assert told[DERE] == (0, 2, -2)
    hexagons = properties(client, "hexagons", **periods).values()
    assert sorted((r["count"], r["before"], r["change"]) for r in hexagons) == [
        (0, 2, -2), (3, 1, 2),
    ]  # fmt: skip


def test_hexagons_hold_every_report_once_and_share_the_residents_by_area(town, client):
    for where in (FOUNTAIN, FOUNTAIN, BRIDGE, SCHOOL, MARKET):
        pin(where)
    hexagons = properties(client, "hexagons").values()
    assert sum(row["count"] for row in hexagons) == 5
    area = 3 * 3**0.5 / 2 * 0.25**2
    busy = next(row for row in hexagons if row["count"] == 2)
    assert busy["per_km2"] == pytest.approx(2 / area, rel=0.01)
    baglar = Neighbourhood.objects.current().get(code=BAGLAR).boundary
    residents = 1000 * area / (baglar.transform(METRIC, clone=True).area / 1e6)
    assert busy["per_1000"] == pytest.approx(1000 * 2 / residents, rel=0.01)


def test_density_counts_those_on_a_point_at_their_mean_place(town, client):
    pin(FOUNTAIN)
    pin((FOUNTAIN[0] + 0.0002, FOUNTAIN[1]))
    pin(BRIDGE, precision="neighbourhood")
    [cell] = rows(client, "density")
    assert cell["properties"]["count"] == 2
    middle = (FOUNTAIN[0] + 0.0001, FOUNTAIN[1])
    assert cell["geometry"]["coordinates"] == pytest.approx(middle, abs=2e-6)


PLACES = st.tuples(st.floats(26, 45), st.floats(36, 42))


@tried(max_examples=60)
@given(PLACES)
def test_the_hexagon_of_a_place_is_the_one_of_postgis(db, place):
    query = (
        "SELECT ST_Distance(ST_Hexagon(250, h.i, h.j), p) FROM"
        " ST_Transform(ST_SetSRID(ST_Point(%(x)s, %(y)s), 4326), 5254) AS g,"
        " ST_SetSRID(g, 0) AS p, hexagon_at(ST_X(p), ST_Y(p), 250) AS h"
    )
    assert Query(query, {"x": place[0], "y": place[1]}).value() < 1e-6


@tried(max_examples=60)
@given(PLACES, st.integers(0, 22))
def test_the_grid_of_the_database_is_that_of_the_tiles(db, place, z):
    longitude, latitude = place
    tile = tile_over(z, longitude, latitude)
    query = (
        "SELECT morton_at(p), grid_longitude(grid_x(p) + 0.5, 28), grid_latitude(grid_y(p) + 0.5, 28)"
        " FROM ST_SetSRID(ST_Point(%(x)s, %(y)s), 4326) AS p"
    )
    [(code, east, north)] = Query(query, {"x": longitude, "y": latitude}).rows()
    low, high = tile.morton_range(28)
    assert low <= code < high
    assert (east, north) == pytest.approx(place, abs=1e-6)


def test_a_tile_beyond_the_world_does_not_exist():
    assert TileAddress(0, 0, 0).exists
    assert not TileAddress(0, 1, 0).exists
    assert not TileAddress(3, 0, 8).exists


def test_the_rows_of_a_layer_have_one_order(town):
    pin(BRIDGE)
    pin(FOUNTAIN)
    layer = LAYERS["issues"]
    numbers = [row[0] for row in layer.rows(layer, LayerRequest(IssueFilter())).rows()]
    assert numbers == sorted(numbers)


def test_hot_spots_are_filtered_by_the_mahalle_of_their_middle(town, client):
    hot_spot()
    assert set(properties(client, "hotspots", mahalle="baglar")) == {"1/1"}
    assert not properties(client, "hotspots", mahalle="dere")
