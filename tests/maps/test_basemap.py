"""The base map's tiles: what they hold at which zoom, kept for good, and which base map the pages draw."""

import pytest
from django.db import connection

from maps.basemap.tiles import basemap_tile
from maps.requests import Query
from neighbourhoods.models import Basemap
from tests.basemap import draw
from tests.district import FOUNTAIN
from tests.maps.tiles import decoded, tile_over

BY_ZOOM = [
    (8, {"streets": {"primary"}, "street_labels": {"primary"}}),
    (11, {"streets": {"primary"}, "land": {"park"}, "water_polygons": {"water"}}),
    (12, {"streets": {"primary", "residential"}}),
    (13, {"water_lines": {"stream"}, "water_lines_labels": {"stream"}}),
    (14, {"streets": {"primary", "residential", "footway"}, "buildings": {None}}),
]


def tile(client, basemap, zoom):
    address = tile_over(zoom, *FOUNTAIN)
    return client.get(f"/tiles/basemap/{basemap.key}/{zoom}/{address.x}/{address.y}.mvt")


def kinds(layers):
    return {
        name: {feature["properties"].get("kind") for feature in layer["features"]}
        for name, layer in layers.items()
    }


@pytest.mark.parametrize(("zoom", "shown"), BY_ZOOM)
def test_a_tile_holds_what_its_zoom_shows(town, client, zoom, shown):
    seen = kinds(decoded(tile(client, draw(), zoom)))
    assert {layer: seen[layer] for layer in shown} == shown


def test_nothing_is_shown_before_its_zoom(town, client):
    basemap = draw()
    assert set(kinds(decoded(tile(client, basemap, 8)))) == {
        "streets",
        "street_labels",
    }
    assert "buildings" not in decoded(tile(client, basemap, 13))
    assert decoded(tile(client, basemap, 7)) == {}


def test_a_name_stands_in_the_layers_of_names_alone_and_only_where_there_is_one(town, client):
    layers = decoded(tile(client, draw(), 14))
    named = {
        name: {feature["properties"].get("name") for feature in layer["features"]}
        for name, layer in layers.items()
    }
    assert {name: seen for name, seen in named.items() if seen != {None}} == {
        "street_labels": {"Çınar Caddesi", "Işık Sokak"},
        "water_lines_labels": {"Dere"},
        "land_labels": {"Kardelen Parkı"},
    }
    assert kinds(decoded(tile(client, Basemap.objects.get(), 13)))["water_polygons_labels"] == {
        "water"
    }
    assert len(layers["street_labels"]["features"]) < len(layers["streets"]["features"])


def test_the_name_of_an_area_stands_in_one_tile_alone(town, client):
    basemap, here = draw(), tile_over(15, *FOUNTAIN)
    tiles = [
        client.get(f"/tiles/basemap/{basemap.key}/15/{here.x + east}/{here.y + south}.mvt")
        for east in (-1, 0, 1)
        for south in (-1, 0, 1)
    ]
    told = [decoded(one) for one in tiles if one.content]
    parks = [len(layers["land"]["features"]) for layers in told if "land" in layers]
    labels = [len(layers["land_labels"]["features"]) for layers in told if "land_labels" in layers]
    assert (len(parks) > 1, labels) == (True, [1])


def test_a_tile_is_kept_for_good_and_a_replaced_base_map_is_gone(town, client):
    old = draw()
    assert "immutable" in tile(client, old, 14)["Cache-Control"]
    new = draw()
    gone = tile(client, old, 14)
    assert gone.status_code == 404
    assert "immutable" not in gone["Cache-Control"]
    assert tile(client, new, 14).status_code == 200


def test_its_tilejson_names_the_very_base_map_and_whom_it_is_owed_to(town, client):
    basemap = draw()
    told = client.get("/tiles/basemap.json").json()
    assert told["tiles"] == [f"http://testserver/tiles/basemap/{basemap.key}/{{z}}/{{x}}/{{y}}.mvt"]
    assert told["attribution"] == "© OpenStreetMap katkıda bulunanlar, ODbL 1.0"
    layers = decoded(tile(client, basemap, 14))
    assert set(layers) <= {layer["id"] for layer in told["vector_layers"]}


def test_without_one_there_is_none(town, client):
    assert client.get("/tiles/basemap.json").status_code == 404
    assert "data-basemap" not in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["99/0/0", "14/x/0", "2/9/9"])
def test_a_tile_that_cannot_be_is_not_found(town, client, address):
    assert client.get(f"/tiles/basemap/{draw().key}/{address}.mvt").status_code == 404


def test_the_pages_with_a_map_name_it_and_its_source(town, client):
    draw(address="https://www.openstreetmap.org/copyright")
    for page in ("/", "/places/new/"):
        told = client.get(page).content.decode()
        assert 'data-basemap="/tiles/basemap.json"' in told
        assert '<a href="https://www.openstreetmap.org/copyright">' in told
    assert "© OpenStreetMap katkıda bulunanlar, ODbL 1.0" in told


def test_a_base_map_from_outside_goes_before_ours_and_the_privacy_notice_says_so(
    town, client, settings
):
    assert "tiles.example.org" not in client.get("/privacy/").content.decode()
    draw()
    settings.BASEMAP_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    settings.BASEMAP_ATTRIBUTION = "© Örnek Harita"
    told = client.get("/").content.decode()
    assert 'data-basemap="https://tiles.example.org/{z}/{x}/{y}.png"' in told
    assert "© Örnek Harita" in told
    assert "tiles.example.org" in client.get("/privacy/").content.decode()


def test_there_is_one_at_a_time(town):
    draw()
    new = draw()
    assert Basemap.objects.current() == new
    assert Basemap.objects.count() == 1


def test_a_tile_from_afar_reads_what_is_seen_from_afar_alone(town):
    basemap = draw()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO neighbourhoods_basemapfeature (basemap_id, layer, kind, name, first_zoom, shape)
            SELECT %s, 'buildings', 'building', '', 14,
                   ST_Transform(ST_Buffer(ST_SetSRID(ST_Point(29.1 + n * 1e-6, 40.99), 4326), 1e-5), 3857)
            FROM generate_series(1, 20000) AS n
            """,
            [basemap.pk],
        )
        cursor.execute("ANALYZE neighbourhoods_basemapfeature")
    asked = basemap_tile(basemap.pk, tile_over(9, *FOUNTAIN))
    plan = Query("EXPLAIN " + asked.text, asked.parameters).rows()
    assert any("basemap_far" in line for (line,) in plan), plan
