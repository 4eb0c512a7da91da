"""OGC API – Features and Tiles at /ogc/: the standard's own sentences, and clients that people have."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.gis.geos import GEOSGeometry, Point
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import validate
from owslib.ogcapi.features import Features

from maps.layers import LAYERS
from maps.ogc import items
from maps.ogc.crs import CRS84, SYSTEMS
from tests.district import BRIDGE, FIELD, FOUNTAIN, MARKET, SCHOOL, pin, resolve
from tests.maps.layers import hot_spot
from tests.places.kept import keep, see
from tests.planning.figures import scenario

ITEMS = "/ogc/collections/issues/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def pins(town):
    """Five pins with one letter each, a day apart.

    a  Bağlar  bozuk-yol  10 March           d  Iğdır   agac   13 March
    b  Bağlar  cop        11 March           e  Ovacık  rogar  14 March
    c  Dere    bozuk-yol  12 March, resolved
    """
    places = {"a": FOUNTAIN, "b": FOUNTAIN, "c": BRIDGE, "d": MARKET, "e": FIELD}
    topics = {"a": "bozuk-yol", "b": "cop", "c": "bozuk-yol", "d": "agac", "e": "rogar"}
    found = {
        letter: pin(place, topics[letter], description=f"{letter} O'Brien’in %_ yolu",
                    reported_at=NOON + timedelta(days=day))
        for day, (letter, place) in enumerate(places.items())
    }  # fmt: skip
    resolve(found["c"])
    return found


@pytest.fixture
def full(pins):
    """Something in each layer."""
    see(keep(), "good")
    keep("Kardelen Parkı", "park")
    hot_spot()
    scenario()


def letters(client, pins, **asked):
    """Which pins are found, as letters in the order of their numbers."""
    answer = client.get(ITEMS, {"limit": 100, **asked})
    assert answer.status_code == 200, answer.content.decode()
    by_number = {issue.number: letter for letter, issue in pins.items()}
    told = answer.json()
    assert told["numberMatched"] == told["numberReturned"] == len(told["features"])
    return "".join(by_number[feature["id"]] for feature in told["features"])


def refused(client, address, **asked):
    """The sentence of a refusal in the standard's form."""
    answer = client.get(address, asked)
    assert answer.status_code == 400, answer.content.decode()[:300]
    told = answer.json()
    assert set(told) == {"code", "description"}
    return told["description"]


def links(told):
    """Addresses by their relation; each link says what is behind it."""
    assert all(link["type"] and link["title"] for link in told["links"])
    return {link["rel"].rpartition("/")[2]: link["href"] for link in told["links"]}


def path(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_one_address_leads_to_everything(full, client):
    landing = links(client.get("/ogc/").json())
    for rel in ("self", "alternate", "service-desc", "conformance", "data", "tiling-schemes"):
        assert client.get(path(landing[rel])).status_code == 200, rel
    named = client.get(path(landing["data"])).json()["collections"]
    assert [one["id"] for one in named] == list(LAYERS)
    for one in named:
        assert client.get(path(links(one)["self"])).json() == one
        for rel in ("items", "queryables", "tilesets-vector"):
            answer = client.get(path(links(one)[rel]))
            assert answer.status_code == 200, (one["id"], rel)


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_is_a_collection_whose_features_are_known_by_their_id(full, client, name):
    told = client.get(f"/ogc/collections/{name}/items").json()
    first = told["features"][0]
    assert list(first["properties"]) == [field.name for field in LAYERS[name].fields]
    answer = client.get(f"/ogc/collections/{name}/items/{first['id']}")
    alone = answer.json()
    assert answer["Content-Type"] == "application/geo+json"
    assert {key: alone[key] for key in first} == first
    assert links(alone)["collection"].endswith(f"/ogc/collections/{name}?f=json")
    ids = [feature["id"] for feature in told["features"]]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    "address", ["collections/dragons", "collections/issues/items/999999", "collections/issues/items/x",
                "collections/hexagons/items/9/9", "tileMatrixSets/Moon", "collections/issues/tiles/Moon",
                "collections/issues/tiles/WebMercatorQuad/99/0/0"],
)  # fmt: skip
def test_what_is_not_there_is_a_404_with_a_sentence(town, client, address):
    answer = client.get(f"/ogc/{address}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "NotFound"
    assert answer.json()["description"]


@pytest.mark.parametrize(
    "address",
    ["", "api", "conformance", "collections", "collections/issues", "collections/issues/queryables",
     "collections/issues/items", "collections/issues/tiles", "collections/issues/tiles/WebMercatorQuad",
     "collections/issues/tiles/WebMercatorQuad/0/0/0", "tileMatrixSets", "tileMatrixSets/WebMercatorQuad"],
)  # fmt: skip
def test_an_unknown_parameter_is_refused_everywhere(town, client, address):
    assert "dragon" in refused(client, f"/ogc/{address}", dragon="1")


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("limit", "abc"), ("limit", "0"), ("limit", "-1"), ("limit", "1.5"), ("limit", ""), ("offset", "-1"),
        ("offset", "100001"), ("after", "x"), ("bbox", "1,2,3"), ("bbox", "a,b,c,d"), ("bbox", "29,41,30,40"),
        ("bbox", "29,40,300,41"), ("bbox", "nan,40,30,41"), ("bbox", "1e99,40,30,41"), ("bbox", ""),
        ("bbox-crs", "EPSG:4326"), ("crs", "x"), ("filter-crs", "x"), ("filter-lang", "cql2-json"), ("f", "xml"),
        ("datetime", "yesterday"), ("datetime", ".."), ("datetime", "2026-02-30"), ("datetime", "2026-03-12/2026-03-10"),
        ("datetime", "a/b/c"), ("datetime", "9999-12-31"), ("datetime", "../9999-12-31"), ("datetime", "2026-03-10T12:00:00"), ("category", "ejderha"), ("status", "x"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused_by_name(town, client, parameter, value):
    assert refused(client, ITEMS, **{parameter: value}).startswith(parameter)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-03-11T12:00:00Z", "b"), ("2026-03-11", "b"),
        ("2026-03-11/2026-03-12", "bc"), ("../2026-03-11", "ab"), ("/2026-03-11", "ab"), ("2026-03-13/..", "de"),
        ("2026-03-13/", "de"), ("2026-03-11T12:00:00Z/2026-03-12T11:59:59Z", "b"), ("../..", "abcde"), ("2020-01-01/2020-12-31", ""),
    ],
)  # fmt: skip
def test_a_time_is_a_moment_or_an_interval_open_or_closed(pins, client, value, found):
    assert letters(client, pins, datetime=value) == found


def test_a_time_may_stand_in_another_zone(pins, client):
    assert letters(client, pins, datetime="2026-03-11T15:00:00+03:00") == "b"


def test_a_filter_of_the_layer_may_be_said_twice_or_with_commas(pins, client):
    assert letters(client, pins, category="cop,agac") == "bd"
    assert letters(client, pins, category=["cop", "agac"]) == "bd"


def test_more_than_can_be_counted_singly_is_not_told(pins, client, monkeypatch):
    monkeypatch.setattr(items, "MOST_COUNTED", 3)
    assert client.get(ITEMS, {"filter": "number > 0"}).json().get("numberMatched") is None
    assert client.get(ITEMS, {"filter": "status = 'resolved'"}).json()["numberMatched"] == 1
    assert client.get(ITEMS).json()["numberMatched"] == 5


def test_from_a_filtered_page_each_feature_is_reached(full, client):
    page = client.get(f"{ITEMS}?category=cop&f=html").content.decode()
    [address] = re.findall(r'href="(/ogc/collections/issues/items/[^"]+)"', page)
    assert client.get(address).status_code == 200
    indicated = client.get("/ogc/collections/indicators/items/102?indicator=butce").json()
    assert "indicator=butce" in links(indicated)["self"]


def test_what_has_no_page_refuses_to_be_one(town, client):
    assert refused(client, "/ogc/collections/issues/queryables", f="html")


def test_a_program_reads_its_own_language_and_a_page_is_turkish(town, client):
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    assert client.get("/ogc/collections/issues", **english).json()["title"] == "Reports"
    page = client.get("/ogc/collections/issues", HTTP_ACCEPT="text/html", **english)
    assert "Bildirimler" in page.content.decode()


def test_features_without_a_time_fulfil_any(full, client):
    told = client.get("/ogc/collections/heritage/items?datetime=1999-01-01").json()
    assert told["numberReturned"] == 1


@pytest.mark.parametrize("crs", SYSTEMS.values(), ids=lambda crs: crs.uri.rpartition("/")[2])
def test_a_box_finds_the_same_in_every_system(pins, client, crs):
    corners = []
    for place in ((29.1, 40.98), (29.1099, 41.0)):
        corner = Point(*place, srid=4326)
        corner.transform(crs.srid)
        corners += (corner.y, corner.x) if crs.north_first else (corner.x, corner.y)
    box = ",".join(map(repr, corners))
    assert letters(client, pins, bbox=box, **{"bbox-crs": crs.uri}) == "abc"
    with_heights = ",".join(map(repr, [*corners[:2], 0, *corners[2:], 9]))
    assert letters(client, pins, bbox=with_heights, **{"bbox-crs": crs.uri}) == "abc"


def test_a_box_over_the_antimeridian_is_two(pins, client):
    assert letters(client, pins, bbox="29.1,40,-170,42") == "abcde"
    assert letters(client, pins, bbox="170,40,29.1099,42") == "abc"
    assert letters(client, pins, bbox="170,40,-170,42") == ""


@pytest.mark.parametrize("crs", SYSTEMS.values(), ids=lambda crs: crs.uri.rpartition("/")[2])
@pytest.mark.parametrize("layer", ["issues", "neighbourhoods"])
def test_coordinates_are_in_the_order_of_their_authority(pins, client, layer, crs):
    asked = {"crs": crs.uri, "limit": 1}
    answer = client.get(f"/ogc/collections/{layer}/items", asked)
    assert answer["Content-Crs"] == f"<{crs.uri}>"
    [plain] = client.get(f"/ogc/collections/{layer}/items?limit=1").json()["features"]
    [found] = answer.json()["features"]
    expected = GEOSGeometry(json.dumps(plain["geometry"]), srid=4326)
    expected.transform(crs.srid)
    first = expected.coords if layer == "issues" else expected.coords[0][0][0]
    shown = found["geometry"]["coordinates"]
    shown = shown if layer == "issues" else shown[0][0][0]
    expected_order = first[::-1] if crs.north_first else first
    assert shown == pytest.approx(expected_order, abs=0.02 if crs.srid != 4326 else 1e-6)


@given(limit=st.integers(1, 7))
def test_pages_follow_one_another_without_a_gap_or_a_double(pins, client, limit):
    address, seen = f"{ITEMS}?limit={limit}", []
    while address:
        told = client.get(address).json()
        assert told["numberReturned"] <= limit
        seen += [feature["id"] for feature in told["features"]]
        address = path(links(told)["next"]) if "next" in links(told) else None
    assert seen == sorted(issue.number for issue in pins.values())


def test_a_page_goes_on_after_what_came_or_went_meanwhile(pins, client):
    first = client.get(f"{ITEMS}?limit=2").json()
    pin(SCHOOL, "agac")
    second = client.get(path(links(first)["next"])).json()
    numbers = [f["id"] for f in first["features"] + second["features"]]
    assert numbers == [pins[letter].number for letter in "abcd"]


def test_more_than_the_most_is_cut_to_it_and_an_offset_passes_over(pins, client):
    assert letters(client, pins, limit="9" * 30) == "abcde"
    told = client.get(f"{ITEMS}?offset=3&limit=1").json()
    assert [f["id"] for f in told["features"]] == [pins["d"].number]
    assert told["numberMatched"] == 5
    assert "offset" not in links(told)["next"]


FILTERS = [
    ("category = 'cop'", "b"),
    ("'cop' = category", "b"),
    ("category <> 'cop' AND status = 'new'", "ade"),
    ("category IN ('cop', 'agac')", "bd"),
    ("category NOT IN ('cop', 'agac')", "ace"),
    ("NOT (category = 'cop' OR category = 'agac')", "ace"),
    ("neighbourhood LIKE 'Ba%'", "ab"),
    ("CASEI(category) LIKE CASEI('COP')", "b"),
    ("closed_at IS NULL", "abde"),
    ("closed_at IS NOT NULL", "c"),
    ("reported_at >= TIMESTAMP('2026-03-13T00:00:00Z')", "de"),
    ("reported_at BETWEEN TIMESTAMP('2026-03-11T00:00:00Z') AND TIMESTAMP('2026-03-13T00:00:00Z')", "bc"),
    ("TIMESTAMP('2026-03-13T00:00:00Z') <= reported_at", "de"),
    ("description LIKE 'a O''Brien%'", "a"),
    ("description = '''; DROP TABLE issues_issue; --'", ""),
    ("category = '%(cql0)s' OR category = '{rows}'", ""),
    ("S_INTERSECTS(geometry, BBOX(29.1, 40.98, 29.1099, 41))", "abc"),
    ("S_INTERSECTS(BBOX(29.1, 40.98, 29.1099, 41), geometry)", "abc"),
    ("S_WITHIN(geometry, POLYGON((29.1 40.98, 29.1099 40.98, 29.1099 41, 29.1 41, 29.1 40.98))) AND status = 'new'", "ab"),
    ("S_DISJOINT(geometry, BBOX(29.1, 40.98, 29.1099, 41))", "de"),
    ("number > 0", "abcde"),
    ("number + 0 > 0", None), ("category = 5", None), ("number = 'x'", None), ("dragon = 1", None), ("category =", None),
    ("category", None), ("S_INTERSECTS(geometry, category)", None), ("S_INTERSECTS(category, BBOX(1,2,3,4))", None),
    ("S_INTERSECTS(geometry, BBOX(1,2,300,4))", None), ("S_INTERSECTS(geometry, POLYGON((1 2, 3 4)))", None),
    ("reported_at > DATE('2026-03-13')", None), ("reported_at > TIMESTAMP('2026-13-40T00:00:00Z')", None), ("number = 1e999", None),
    ("number LIKE '1'", None), ("T_AFTER(reported_at, TIMESTAMP('2026-03-13T00:00:00Z'))", None), ("sleep(9) = 1", None),
    ("number IN (1, 'x')", None), ("CASEI(number) = 'x'", None), ("1 = 1", None), ("category = status", None),
    ("S_INTERSECTS(geometry)", None), ("S_INTERSECTS(geometry, BBOX(1,2,3,4), 5)", None), ("like(category)", None),
    ("between(number,1)", None), ("isNull()", None), ("S_INTERSECTS(geometry, BBOX('a',2,3,4))", None),
    ("reported_at = TIMESTAMP(1)", None), ("CASEI() = 'x'", None), ("CASEI(category) = CASEI()", None), ("or()", None),
    ("and()", None), ("in(category)", None), ("category LIKE 'c\\'", None),
    ("S_TOUCHES(geometry, POLYGON((29.1 40.98, 29.11 41, 29.11 40.98, 29.1 41, 29.1 40.98)))", None),
    ("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(29.1 41), POINT(29 41)))", None),
    ("reported_at > TIMESTAMP('9999-12-31T23:59:59Z')", None), ("reported_at > TIMESTAMP('2026-01-01T00:00:00+20:00')", "abcde"),
    ("category = '" + ")" * 640 + "' OR " + "not(" * 640 + "number=1" + ")" * 640, None),
    ("CASEI(neighbourhood) = CASEI('BAĞLAR')", "ab"), ("CASEI(neighbourhood) = CASEI('IĞDIR')", "d"),
    ("neighbourhood_id = 1", None), ("id = 'x'", None), ("category = 'a\x00'", None),
    ("(" * 3000 + "number=1" + ")" * 3000, None), ("number = " + "-" * 3000 + "1", None), ("NOT " * 900 + "number = 1", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"), FILTERS, ids=[text[:60].replace("\x00", "0") for text, _found in FILTERS]
)
def test_a_filter_finds_these_or_is_refused_with_a_sentence(pins, client, text, found):
    if found is None:
        assert refused(client, ITEMS, filter=text).startswith("filter")
    else:
        assert letters(client, pins, filter=text, **{"filter-lang": "cql2-text"}) == found


def test_a_filter_s_shapes_may_be_in_turkey_s_own_system(pins, client):
    corner, other = (Point(*place, srid=4326) for place in ((29.1, 40.98), (29.1099, 41.0)))
    for point in (corner, other):
        point.transform(5254)
    box = f"BBOX({corner.y}, {corner.x}, {other.y}, {other.x})"
    ring = [(corner.y, corner.x), (other.y, corner.x), (other.y, other.x), (corner.y, other.x)]
    polygon = ", ".join(f"{north} {east}" for north, east in [*ring, ring[0]])
    for shape in (box, f"POLYGON(({polygon}))"):
        asked = {"filter": f"S_INTERSECTS(geometry, {shape})", "filter-crs": f"{EPSG}5254"}
        assert letters(client, pins, **asked) == "abc"


def test_a_filter_knows_booleans_and_days(full, client):
    def ids(layer, text):
        answer = client.get(f"/ogc/collections/{layer}/items", {"filter": text})
        assert answer.status_code == 200, answer.content
        return [feature["id"] for feature in answer.json()["features"]]

    [place] = ids("heritage", "has_fee IS NULL")
    assert ids("heritage", "has_fee = TRUE OR NOT has_fee") == []
    assert ids("condition", "state_seen_on > DATE('2020-01-01')") == [place]


@given(
    name=st.sampled_from(
        ["limit", "offset", "after", "bbox", "datetime", "crs", "filter", "status", "f"]
    ),
    value=st.text(max_size=30) | st.from_regex(r"[-0-9.,/:TZ()'=a-z ]{0,40}", fullmatch=True),
)
def test_whatever_is_garbled_is_answered_and_never_breaks(pins, client, name, value):
    assert client.get(ITEMS, {name: value}).status_code in {200, 400}


def test_what_can_be_asked_is_said_as_a_schema(town, client):
    told = client.get("/ogc/collections/issues/queryables")
    assert told["Content-Type"] == "application/schema+json"
    schema = told.json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["geometry"]["format"] == "geometry-point"
    assert schema["properties"]["reported_at"]["format"] == "date-time"
    assert set(schema["properties"]) == {"geometry", *(f.name for f in LAYERS["issues"].fields)}


def test_a_tile_is_row_before_column_and_the_same_as_the_web_map_s(pins, client):
    ours = client.get("/tiles/issues/14/9516/6143.mvt").content
    assert ours
    assert client.get("/ogc/collections/issues/tiles/WebMercatorQuad/14/6143/9516").content == ours
    template = next(
        link
        for link in client.get("/ogc/collections/issues/tiles/WebMercatorQuad").json()["links"]
        if link.get("templated")
    )
    assert template["href"].endswith("/{tileMatrix}/{tileRow}/{tileCol}")
    grid = client.get("/ogc/tileMatrixSets/WebMercatorQuad").json()
    assert grid["tileMatrices"][0]["scaleDenominator"] == pytest.approx(559082264.028717)


def test_a_browser_gets_pages_and_everything_else_gets_json(full, client):
    browser = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8"}
    for address in (
        "/ogc/",
        "/ogc/collections",
        "/ogc/conformance",
        "/ogc/collections/hexagons",
        ITEMS,
    ):
        assert client.get(address, **browser)["Content-Type"].startswith("text/html")
        assert "json" in client.get(address, HTTP_ACCEPT="*/*")["Content-Type"]
        assert "json" in client.get(address, {"f": "json"}, **browser)["Content-Type"]
        assert "Accept" in client.get(address)["Vary"]
    for rather_not in ("application/geo+json,text/html;q=0.1", "text/html;q=0,*/*"):
        assert "json" in client.get(ITEMS, HTTP_ACCEPT=rather_not)["Content-Type"]
    page = client.get("/ogc/collections/hexagons/items", **browser).content.decode()
    assert "Altıgenler" in page


def test_the_api_s_description_is_valid_and_names_every_address(town, client):
    described = client.get("/ogc/api").json()
    validate(described)
    for address in described["paths"]:
        if "{" not in address:
            assert client.get(f"/ogc{address}").status_code == 200, address


def test_owslib_lists_and_reads_a_filtered_layer(transactional_town, live_server):
    for topic in ("cop", "agac", "cop"):
        pin(FOUNTAIN, topic)
    service = Features(f"{live_server.url}/ogc/")
    assert service.collections()["collections"][0]["id"] == "issues"
    assert service.conformance()["conformsTo"]
    found = service.collection_items("issues", filter="category = 'cop'", limit=5)
    assert found["numberMatched"] == len(found["features"]) == 2
    assert {f["properties"]["category"] for f in found["features"]} == {"cop"}
    assert "category" in service.collection_queryables("issues")["properties"]


READ = """
import json, sys, pyogrio
source = sys.argv[1]
names = [str(name) for name, _kind in pyogrio.list_layers(source)]
whole = pyogrio.read_dataframe(source, layer="issues", PAGE_SIZE=5)
some = pyogrio.read_dataframe(source, layer="issues", where="category = 'agac' AND number > 0")
metric = pyogrio.read_dataframe(source, layer="issues", CRS="EPSG:5254").sort_values("number")
first = metric.geometry.iloc[0]
print(json.dumps([names, len(whole), list(some["category"]), [first.x, first.y]]))
"""


def test_gdal_reads_counts_filters_and_places_in_turkey_s_own_system(
    transactional_town, live_server
):
    places = [(29.1 + n / 1000, 40.99) for n in range(12)]
    for n, place in enumerate(places):
        pin(place, "cop" if n % 3 else "agac")
    # in a process of its own: GDAL waits in C for an answer that a thread of this one gives
    ran = subprocess.run(
        [sys.executable, "-c", READ, f"OAPIF:{live_server.url}/ogc"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    names, count, topics, first = json.loads(ran.stdout)
    assert names == list(LAYERS)
    assert (count, topics) == (12, ["agac"] * 4)
    expected = Point(*places[0], srid=4326)
    expected.transform(5254)
    assert first == pytest.approx([expected.x, expected.y], abs=0.02)


def test_the_usual_system_is_named_with_every_answer(pins, client):
    assert client.get(ITEMS)["Content-Crs"] == f"<{CRS84.uri}>"
    assert client.get(f"{ITEMS}/{pins['a'].number}")["Content-Crs"] == f"<{CRS84.uri}>"
