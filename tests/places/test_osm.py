"""Places of OpenStreetMap: which tags make a place, and every way by which its data comes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command

from gisdata.osm import read_overpass
from gisdata.places.tags import type_of
from places.loading import load_types
from places.models import Place, PublicSource, SourcedPlace
from tests.places.kept import shares
from tests.places.pbf import pbf

PHONE = "+90 532 123 45 67"
FOUNTAIN = {"historic": "fountain", "name": "Ihlamurlu Çeşme", "alt_name": "Küçük Çeşme"}
PARK = {
    "leisure": "park",
    "name": "Kardelen Parkı",
    "contact:phone": PHONE,
    "opening_hours": "24/7",
}
STREAM = {"waterway": "stream", "name": "Kurbağalı Dere"}
SQUARE = [(29.104, 40.994), (29.106, 40.994), (29.106, 40.996), (29.104, 40.996), (29.104, 40.994)]
INNER = [(29.1045, 40.9945), (29.105, 40.9945), (29.105, 40.995), (29.1045, 40.9945)]


def points(corners):
    return [{"lon": x, "lat": y} for x, y in corners]


ELEMENTS = [
    {"type": "node", "id": 1, "lon": 29.105, "lat": 40.995, "tags": FOUNTAIN},
    {"type": "node", "id": 2, "lon": 29.105, "lat": 40.995, "tags": {"natural": "tree"}},
    {"type": "node", "id": 3, "lon": 29.105, "lat": 40.995, "tags": {"shop": "bakery", "name": "Fırın"}},
    {"type": "way", "id": 4, "tags": PARK, "geometry": points(SQUARE)},
    {"type": "way", "id": 5, "tags": STREAM, "geometry": points([(29.102, 40.995), (29.102, 40.985)])},
    {
        "type": "relation", "id": 6,
        "tags": {"type": "multipolygon", "natural": "wood", "name": "Meşelik"},
        "members": [
            {"type": "way", "ref": 7, "role": "outer", "geometry": points(SQUARE[:3])},
            {"type": "way", "ref": 8, "role": "outer", "geometry": points(SQUARE[2:])},
            {"type": "way", "ref": 9, "role": "inner", "geometry": points(INNER)},
        ],
    },
]  # fmt: skip
ANSWER = json.dumps({"version": 0.6, "elements": ELEMENTS})
TYPES = {
    "Ihlamurlu Çeşme": "cesme", "Kardelen Parkı": "park", "Kurbağalı Dere": "dere", "Meşelik": "koru",
}  # fmt: skip


@pytest.fixture
def told(town, capsys):
    load_types()

    def run(file, **options):
        call_command("import_places", file, osm=True, commit=True, **options)
        return capsys.readouterr().out

    return run


def types():
    return dict(Place.objects.values_list("name", "type__slug"))


def test_what_the_table_of_tags_knows_comes_and_what_has_no_name_is_counted(told, tmp_path):
    (tmp_path / "overpass.json").write_text(ANSWER)
    said = told(tmp_path / "overpass.json")
    assert types() == TYPES
    assert "left out: 1 without a name" in said
    fountain, park = (Place.objects.get(name=n) for n in ("Ihlamurlu Çeşme", "Kardelen Parkı"))
    assert (fountain.other_names, park.hours) == ("Küçük Çeşme", "24/7")
    assert PHONE not in str(list(Place.objects.values()))
    assert set(shares(Place.objects.get(name="Kurbağalı Dere"))) == {"Bağlar", "Dere"}
    wood = Place.objects.get(name="Meşelik")
    assert wood.shape.num_interior_rings == 1
    assert {(s.licence, s.name) for s in PublicSource.objects.all()} == {
        ("ODbL 1.0", "© OpenStreetMap katkıda bulunanlar")
    }


XML = """<osm version="0.6"><node id="1" lon="29.105" lat="40.995"><tag k="historic" v="fountain"/>
<tag k="name" v="Ihlamurlu Çeşme"/><tag k="alt_name" v="Küçük Çeşme"/></node></osm>"""


def test_xml_is_read_by_gdal(told, tmp_path):
    (tmp_path / "district.osm").write_text(XML)
    told(tmp_path / "district.osm")
    assert types() == {"Ihlamurlu Çeşme": "cesme"}


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"historic": "tree"}, "anit-agac"),
        ({"natural": "tree"}, "agac"),
        ({"historic": "memorial"}, "anit"),
        ({"historic": "wreck"}, "baska-miras"),
        ({"heritage": "2"}, "baska-miras"),
        ({"heritage": "no"}, ""),
        ({"landuse": "forest"}, "orman"),
        ({"landuse": "grass"}, "cayir"),
        ({"landuse": "cemetery"}, "mezarlik"),
        ({"building": "mosque"}, "cami"),
        ({"amenity": "place_of_worship", "religion": "christian"}, "kilise"),
        ({"amenity": "place_of_worship", "religion": "jewish"}, "ibadet-yeri"),
        ({"amenity": "drinking_water"}, "cesme"),
    ],
)
def test_the_table_of_tags(tags, kind):
    assert type_of(tags) == kind


def test_the_pieces_of_a_stream_are_one_place_and_one_of_its_name_elsewhere_is_another(
    told, tmp_path
):
    def piece(identity, *corners, **tags):
        return {"type": "way", "id": identity, "tags": STREAM | tags, "geometry": points(corners)}

    elements = [
        piece(12, (29.102, 40.99), (29.102, 40.985)),
        piece(5, (29.102, 40.995), (29.102, 40.99), alt_name="Küçük Dere"),
        piece(30, (29.118, 40.995), (29.118, 40.99)),
        piece(41, (29.102, 40.985), (29.102, 40.982), name="Ayrı Dere"),
    ]
    file = tmp_path / "overpass.json"
    for expected in ("3 new", "0 new, 0 changed, 3 as before"):
        file.write_text(json.dumps({"version": 0.6, "elements": elements}))
        assert expected in told(file)
    identities = set(SourcedPlace.objects.values_list("identity", flat=True))
    assert identities == {"way/30", "way/41", "way/5"}
    assert {place.shape.geom_type for place in Place.objects.all()} == {"LineString"}
    assert Place.objects.get(other_names="Küçük Dere").shape.num_points == 3


def test_a_name_that_is_a_telephone_number_is_left_out(told, tmp_path):
    thing = ELEMENTS[0] | {"tags": FOUNTAIN | {"name": f"Çeşme {PHONE}"}}
    (tmp_path / "o.json").write_text(json.dumps({"version": 0.6, "elements": [thing]}))
    assert "left out: 1 with a telephone number" in told(tmp_path / "o.json")
    assert not Place.objects.exists()


def test_a_second_reading_of_the_same_changes_nothing(told, tmp_path):
    (tmp_path / "overpass.json").write_text(ANSWER)
    told(tmp_path / "overpass.json")
    assert "0 new, 0 changed, 4 as before" in told(tmp_path / "overpass.json")


def test_it_is_read_from_an_address_that_answers_so(told):
    class Overpass(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(ANSWER.encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Overpass)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    told(f"http://127.0.0.1:{server.server_port}/api/interpreter?data=x")
    thread.join()
    server.server_close()
    assert types() == TYPES


def test_pbf_is_read_by_gdal(told, tmp_path):
    nodes = {n: (x, y, {}) for n, (x, y) in enumerate(SQUARE[:4], start=11)}
    file = tmp_path / "district.osm.pbf"
    file.write_bytes(
        pbf({1: (29.105, 40.995, FOUNTAIN)} | nodes, {4: ([11, 12, 13, 14, 11], PARK)})
    )
    told(file)
    assert types() == {name: TYPES[name] for name in ("Ihlamurlu Çeşme", "Kardelen Parkı")}
    (tmp_path / "overpass.json").write_text(ANSWER)
    assert "2 new, 0 changed, 2 as before" in told(tmp_path / "overpass.json")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html>", "not what Overpass answers"),
        ('{"elements": [], "remark": "runtime error: timed out"}', "did not finish: runtime error"),
        ('{"elements": [{"type": "way", "id": 4, "tags": {"leisure": "park"}}]}', "out geom"),
    ],
)
def test_an_answer_that_is_none_is_refused_in_a_sentence(told, tmp_path, content, said):
    (tmp_path / "overpass.json").write_text(content)
    with pytest.raises(CommandError, match=said):
        told(tmp_path / "overpass.json")
    assert not Place.objects.exists()


def test_a_file_that_is_no_pbf_is_refused_in_a_sentence(told, tmp_path):
    (tmp_path / "no.pbf").write_bytes(b"no")
    with pytest.raises(CommandError, match="cannot be read"):
        told(tmp_path / "no.pbf")


WALLED = {"landuse": "cemetery", "barrier": "wall"}


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        (WALLED, "Polygon"), ({"barrier": "wall"}, "LineString"), ({"highway": "residential"}, "LineString"),
        ({"highway": "pedestrian", "area": "yes"}, "Polygon"), ({"waterway": "riverbank"}, "Polygon"),
        ({"waterway": "canal"}, "LineString"), ({"historic": "castle"}, "Polygon"),
    ],
)  # fmt: skip
def test_what_closes_is_an_area_unless_its_tags_are_of_lines_alone(tags, kind):
    way = {"type": "way", "id": 1, "tags": tags, "geometry": points(SQUARE)}
    (thing,) = read_overpass(json.dumps({"elements": [way]}).encode(), "here")
    assert thing.shape.geom_type == kind


def test_a_telephone_number_in_a_value_stays_outside(told, tmp_path):
    park = {
        "type": "way",
        "id": 4,
        "tags": PARK | {"opening_hours": f"09:00-18:00, {PHONE}"},
        "geometry": points(SQUARE),
    }
    (tmp_path / "overpass.json").write_text(json.dumps({"elements": [park]}))
    told(tmp_path / "overpass.json")
    assert Place.objects.get().hours == ""
