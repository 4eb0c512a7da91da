"""The register as people read it: list, page, mahalle, search, and the layers of the map."""

import json

import pytest
from django.contrib.gis.geos import GEOSGeometry

from places.models import Place, PublicPlace
from places.timeline import timeline
from tests.district import BRIDGE, FOUNTAIN, SCHOOL
from tests.maps.tiles import features, tile_over
from tests.places.kept import GROVE, feature, keep, keep_four, see, take


def names(page):
    content = page.content.decode()
    return [
        n
        for n in ("Ihlamurlu Çeşme", "Çınar Korusu", "Kurbağalı Dere", "Taş Köprü")
        if f">{n}<" in content
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 4),
        ("?kind=heritage", 2),
        ("?type=dere", 1),
        ("?mahalle=dere", 2),
        ("?mahalle=cinar", 1),
        ("?q=CINAR", 1),
        ("?q=kopru&kind=green", 0),
        ("?state=good", 1),
    ],
)
def test_the_list_shows_what_a_filter_asks(town, client, asked, found):
    fountain, *_others = keep_four()
    see(fountain, "good")
    page = client.get(f"/places/{asked}")
    assert len(names(page)) == found
    assert f'data-total="{found}"' in page.content.decode()


def test_a_wrong_filter_is_told_and_the_list_is_there(town, client):
    keep()
    page = client.get("/places/?kind=ejderha")
    assert page.status_code == 400
    assert names(page) == ["Ihlamurlu Çeşme"]


def test_a_place_s_page_tells_its_mahalle_by_shares_and_its_source(town, client):
    grove = keep("Çınar Korusu", "koru", GROVE)
    page = client.get(grove.get_absolute_url()).content.decode()
    assert page.count("%50") == 2
    assert "Örnek Belediye" in page
    assert "CC BY 4.0" in page


def test_its_conditions_are_drawn_from_the_first_to_the_last(town, client):
    place = keep()
    see(place, "good", on="2026-01-01")
    assert "timeline" not in client.get(place.get_absolute_url()).content.decode()
    see(place, "lost", on="2026-01-31")
    see(place, "worn", on="2026-01-11")
    drawn = timeline(list(PublicPlace.objects.get().conditions.all()))
    assert [dot.state for dot in drawn.dots] == ["good", "worn", "lost"]
    first, middle, last = drawn.dots
    assert middle.x - first.x == pytest.approx((last.x - first.x) / 3, abs=0.1)
    assert first.y < middle.y < last.y
    assert drawn.path.startswith(f"M{first.x} {first.y}H{middle.x}V{middle.y}")
    assert 'class="timeline"' in client.get(place.get_absolute_url()).content.decode()


def test_what_is_known_of_a_place_is_told(town, client):
    facts = {
        "ownership": "public", "access": "hours", "hours": "09.00–17.00",
        "has_fee": True, "is_step_free": False, "protection": "registered", "register_number": "34-7",
    }  # fmt: skip
    place = keep()
    Place.objects.filter(pk=place.pk).update(**facts)
    page = client.get(place.get_absolute_url()).content.decode()
    for said in ("kamu malı", "09.00–17.00", "34-7", "Giriş ücreti", "Basamaksız"):
        assert said in page


def test_the_latest_condition_and_what_it_was_before_are_told(town, client):
    place = keep()
    see(place, "good", "2025-05-01")
    see(place, "at_risk", "2026-05-01")
    page = client.get(place.get_absolute_url()).content.decode()
    assert "Önce “iyi” idi, şimdi “tehlikede”." in page


def test_a_mahalle_s_page_has_its_heritage_and_its_green(town, client):
    keep_four()
    assert names(client.get("/neighbourhoods/cinar/")) == ["Çınar Korusu"]
    assert len(names(client.get("/neighbourhoods/baglar/"))) == 3


def test_a_place_is_found_by_the_search_by_any_of_its_names(town, api):
    place = keep()
    Place.objects.filter(pk=place.pk).update(other_names="Mermer Çeşme")
    for text in ("ihlamurlu", "mermer", "ıhlamurlu cesme"):
        [found] = api.get("/api/v1/search/", {"q": text}).json()["features"]
        assert found["properties"] == {
            "name": "Ihlamurlu Çeşme", "kind": "heritage", "kind_name": "heritage site",
            "neighbourhood": "Bağlar",
        }  # fmt: skip
        assert found["geometry"]["coordinates"] == list(FOUNTAIN)


def layer(client, name, **asked):
    answer = json.loads(client.get(f"/layers/{name}.geojson", asked).getvalue())
    return {f["properties"]["name"]: f for f in answer["features"]}


def test_the_layers_hold_heritage_green_and_what_is_known_of_their_condition(town, client):
    _fountain, grove, *_others = keep_four()
    see(grove, "worn")
    assert set(layer(client, "heritage")) == {"Ihlamurlu Çeşme", "Taş Köprü"}
    assert set(layer(client, "green")) == {"Çınar Korusu", "Kurbağalı Dere"}
    condition = layer(client, "condition")
    assert condition["Çınar Korusu"]["geometry"]["type"] == "Point"
    assert condition["Çınar Korusu"]["properties"]["state"] == "worn"
    assert list(condition) == ["Çınar Korusu"]
    assert set(layer(client, "green", mahalle="cinar")) == {"Çınar Korusu"}
    drawn = features(client, "green", tile_over(15, *SCHOOL))
    assert [one["properties"]["name"] for one in drawn] == ["Çınar Korusu"]


def test_what_is_no_part_of_the_register_is_in_no_layer(town, client):
    Place.objects.filter(pk=keep().pk).update(status="nominated")
    assert layer(client, "heritage") == {}


def test_a_place_in_several_parts_has_its_page(town, client):
    parts = "SRID=4326;MULTIPOLYGON (((29.101 40.991, 29.102 40.991, 29.102 40.992, 29.101 40.991)), ((29.103 40.993, 29.104 40.993, 29.104 40.994, 29.103 40.993)))"
    take(feature("İki Bahçe", "park"))
    Place.objects.update(shape=GEOSGeometry(parts))
    page = client.get(Place.objects.get().get_absolute_url()).content.decode()
    assert page.count("Z M") == 1


def test_the_map_of_the_register_shows_what_its_list_shows(town, client):
    *_others, bridge = keep_four()
    for query, names in {
        "": 4, "kind=heritage": 2, "mahalle=dere": 2, "q=çınar": 1, "type=kopru&mahalle=dere": 1,
    }.items():  # fmt: skip
        found = client.get(f"/places/register.geojson?{query}").json()["features"]
        assert len(found) == names, query
    (told,) = found
    assert told["properties"] == {
        "name": "Taş Köprü", "about": "Tarihî köprü", "kind": "heritage", "address": f"/places/{bridge.number}/",
    }  # fmt: skip
    assert told["geometry"] == {"type": "Point", "coordinates": list(BRIDGE)}
    assert client.get("/places/register.geojson?kind=ejderha").status_code == 400
