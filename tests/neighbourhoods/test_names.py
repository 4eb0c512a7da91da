"""The search finds a name however it is typed, the nearer of names alike first, and never fails."""

import csv
import re
import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon

from accounts.limits import LIMITS
from gisdata.basemap.streets import street_names
from gisdata.place_name import PlaceName
from gisdata.sample.basemap import sample_basemap
from gisdata.sample.district import neighbourhoods
from gisdata.sample.names import sample_parks
from neighbourhoods.models import NamedPlace
from neighbourhoods.names.actions import clear_sample_names, load_names
from neighbourhoods.names.question import Question, read_question
from neighbourhoods.names.search import MOST, Wanted, _begin_so, _resemble, best, search
from tests.accounts.test_limits import used
from tests.district import BRIDGE, FIELD, FOUNTAIN, HILL, MARKET, SCHOOL

SEARCH = "/api/v1/search/"
STREETS = {
    "Ihlamur Sokak": SCHOOL,
    "Şehit Ömer Caddesi": FOUNTAIN,
    "Menekşe Sokağı": BRIDGE,
    "Dere Boyu Cad.": BRIDGE,
    "1234. Sokak": FIELD,
    "Işıklar Bulvarı": MARKET,
}
LETTERS = "abcçdefgğhıijklmnoöprsştuüvyz"


@pytest.fixture
def named(town):
    """The town with its streets."""
    load(STREETS)
    return town


def load(names, kind="street", source="drawn"):
    load_names(names=[PlaceName(n, *place) for n, place in names.items()], kind=kind, source=source)


def names(text, **how):
    return [one.name for one in search(read_question(text), **how)]


def asked(api, **query):
    answer = api.get(SEARCH, query)
    assert answer.status_code == 200, answer.json()
    return answer.json()


def without_accents(text):
    plain = unicodedata.normalize("NFD", text.replace("ı", "i").replace("İ", "I"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def upper(text):
    return text.replace("i", "İ").replace("ı", "I").upper()


@pytest.mark.parametrize("name", STREETS)
@pytest.mark.parametrize("typed", [str, upper, without_accents, str.lower, str.upper])
def test_every_name_is_found_first_by_itself_in_capitals_and_without_accents(named, name, typed):
    assert names(typed(name))[0] == name


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_name_is_found_in_spite_of_one_slip(named, data):
    name = data.draw(st.sampled_from([n for n in STREETS if n[0] != "1"] + ["Çınar", "Ovacık"]))
    word = name.split()[0]
    assume(len(word) >= 4)
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from(LETTERS))
    slips = [
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
    ]
    if len(word) >= 5:
        slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    slipped = data.draw(st.sampled_from(slips))
    assume(len(slipped) >= 4)
    assert name in names(name.replace(word, slipped))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ihlamur sk.", "Ihlamur Sokak"),
        ("ıhlamur sok no 5", "Ihlamur Sokak"),
        ("menekşe sokak", "Menekşe Sokağı"),
        ("dere boyu caddesi", "Dere Boyu Cad."),
        ("dereboyu cad", "Dere Boyu Cad."),
        ("ömer cad. 12/3", "Şehit Ömer Caddesi"),
        ("isiklar blv", "Işıklar Bulvarı"),
        ("1234 sk", "1234. Sokak"),
        ("Dere Mah. Menekşe Sok. No:4 Daire 2", "Menekşe Sokağı"),
        ("menekşe soka", "Menekşe Sokağı"),
        ("mene", "Menekşe Sokağı"),
        ("ovacık mahallesi", "Ovacık"),
    ],
)
def test_abbreviations_door_numbers_and_half_typed_words_lead_to_the_name(named, typed, name):
    assert names(typed)[0] == name


def test_the_street_is_told_from_the_avenue_of_the_same_name(town):
    load({"Dere Sokak": FOUNTAIN, "Dere Caddesi": BRIDGE})
    assert names("dere cad")[:2] == ["Dere Caddesi", "Dere"]
    assert names("dere sok")[0] == "Dere Sokak"
    assert names("dere mah")[0] == names("dere")[0] == "Dere"


@pytest.mark.parametrize(("near", "mahalle"), [(FOUNTAIN, "Bağlar"), (MARKET, "Iğdır")])
def test_of_streets_with_one_name_the_nearer_comes_first(town, api, near, mahalle):
    names_of = [PlaceName("Okul Sokak", *place) for place in (FOUNTAIN, MARKET)]
    load_names(names=names_of, kind="street", source="drawn")
    first, second = asked(api, q="okul sokak", near=f"{near[0]},{near[1]}")["features"]
    assert first["properties"]["neighbourhood"] == mahalle != second["properties"]["neighbourhood"]


def test_a_mahalle_before_the_street_leads_to_the_one_in_it(town):
    two = [PlaceName("Okul Sokak", *place) for place in (FOUNTAIN, MARKET)]
    load_names(names=two, kind="street", source="drawn")
    [only] = search(read_question("IĞDIR MAH. OKUL SK."))
    assert only.neighbourhood == "Iğdır"
    assert len(names("Ejderha Mah. Okul Sk.")) == 2


def test_the_answer_is_geojson_with_kind_mahalle_note_and_source(named, api):
    assert asked(api, q="ihlamur sok no 7") == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": list(SCHOOL)},
                "properties": {
                    "name": "Ihlamur Sokak",
                    "kind": "street",
                    "kind_name": "street",
                    "neighbourhood": "Çınar",
                },
            }
        ],
        "note": "Door numbers are not known here; this is the street.",
        "attribution": ["drawn"],
    }
    [mahalle] = asked(api, q="Iğdır")["features"]
    assert mahalle["properties"]["kind"] == "neighbourhood"


def test_a_place_outside_of_all_mahalle_is_found_and_says_so(town, api):
    load({"Tepe Kahvesi": HILL}, kind="place")
    [found] = asked(api, q="tepe kahvesi")["features"]
    assert found["properties"]["neighbourhood"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"q": "a" * 121}, "q"),
        ({"q": "dere", "near": "burası"}, "near"),
        ({"q": "dere", "near": "nan,inf"}, "near"),
        ({"q": "dere", "near": "40.98,29.1"}, "near"),
        ({"q": "dere", "near": "29.1"}, "near"),
        ({"q": "dere", "outside": "belki"}, "outside"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_words(named, api, query, field):
    answer = api.get(SEARCH, query)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
    | st.text("no 1mah.%_'\\", max_size=20)
)
def test_whatever_is_typed_is_answered(named, text):
    assert len(search(read_question(text.replace("\x00", "")))) <= MOST


def test_a_percent_sign_or_an_underscore_finds_nothing(named):
    assert names("%") == names("__") == names("' OR 1=1") == []


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Atatürk Mah. Dere Sk. No:12", Question("dere sk", "ataturk", "12")),
        ("Barbaros Bul. 12", Question("barbaros bul", "", "12")),
        ("Dere Sokak 12A", Question("dere sokak", "", "12a")),
        ("1 Mayıs Cad.", Question("1 mayis cad")),
        ("no 5", Question("no 5")),
        ("mahalle", Question("mahalle")),
    ],
)
def test_a_question_is_taken_apart(typed, question):
    assert read_question(typed) == question


@pytest.mark.parametrize("written_out", ["sokak", "caddesi", "bulvari"])
def test_a_door_number_is_known_behind_every_word_that_the_database_writes_out(db, written_out):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('name_fold'::regproc)")
        [definition] = cursor.fetchone()
    [written_short] = re.findall(rf"WHEN ([^)]*\)+) THEN '{written_out}'", definition)
    words = re.findall(r"'(\w+)'", written_short)
    assert len(words) >= 3
    for word in [*words, written_out]:
        assert read_question(f"Lale {word} 7").house == "7", word


def test_loading_again_takes_the_place_of_what_the_same_source_gave(town):
    load({"Eski Sokak": FOUNTAIN})
    load({"Durak": FOUNTAIN}, kind="stop")
    load({"Başka Sokak": FOUNTAIN}, source="another")
    load({"Yeni Sokak": FOUNTAIN})
    known = set(NamedPlace.objects.values_list("name", flat=True))
    assert known == {"Yeni Sokak", "Durak", "Başka Sokak"}


def test_the_sample_has_streets_and_a_park_in_each_mahalle_and_takes_only_its_own_along(town):
    assert len(sample_parks()) == 17
    streets = street_names(sample_basemap())
    for mahalle in neighbourhoods():
        shape = Polygon(mahalle.ring)
        assert sum(shape.covers(Point(s.longitude, s.latitude)) for s in streets) > 5
    load(STREETS)
    load_names(names=streets, kind="street", source="sample", is_sample=True)
    clear_sample_names()
    assert NamedPlace.objects.count() == len(STREETS)


@pytest.mark.parametrize("text", ["okul", "okul sokka", "zzzzzz"])
def test_it_asks_the_same_however_many_names_there_are(town, api, text):
    load({"Okul Sokak": FOUNTAIN})
    asked(api, q=text)
    with CaptureQueriesContext(connection) as one:
        asked(api, q=text)
    load({f"Okul {n} Sokak": FOUNTAIN for n in range(20)})
    with CaptureQueriesContext(connection) as many:
        asked(api, q=text)
    assert len(one) == len(many) <= 15


@pytest.mark.parametrize(("text", "looked"), [("qx", 0), ("qxw", 0), ("q x", 0), ("qxwv", 3)])
def test_every_name_is_looked_at_only_for_what_a_slip_can_make_of_it(named, api, text, looked):
    with CaptureQueriesContext(connection) as queries:
        assert asked(api, q=text)["features"] == []
    assert sum("levenshtein" in query["sql"] for query in queries) == looked


def test_a_network_looks_for_nonsense_so_often_an_hour_and_for_names_for_ever(named, client):
    used(LIMITS["search"].most - 1, "search")
    tr = {"HTTP_ACCEPT_LANGUAGE": "tr"}
    assert client.get(SEARCH, {"q": "qxwvqxwv"}, **tr).json()["features"] == []
    refused = client.get(SEARCH, {"q": "qxwvqxwv"}, **tr)
    assert refused.status_code == 429
    assert re.fullmatch(
        r"Sizden ya da ağınızdan çok fazla istek geldi. Lütfen \d+ dakika sonra yeniden deneyiniz.",
        refused.json()["detail"],
    )
    assert 0 < int(refused["Retry-After"]) <= 3601
    for text in ("menekşe", "menekşa", "qx"):
        assert client.get(SEARCH, {"q": text}, **tr).status_code == 200


def test_among_many_names_the_trigram_index_finds(town):
    load({f"{a}{b}{c} Sokak": FOUNTAIN for a in LETTERS for b in LETTERS for c in "aeıou"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('namedplace_key')")
        cursor.execute("ANALYZE neighbourhoods_namedplace")
    for sieve, typed in ((_begin_so, "abc"), (_begin_so, "qx"), (_resemble, "menekse")):
        named = best(NamedPlace.objects.all(), sieve, Wanted(typed, typed), near=None)
        plan = named.explain()
        assert "namedplace_key" in plan, plan


def test_real_stops_and_parks_are_found_by_their_names(town, shared_data):
    for file, column, kind in (
        ("atasehir_iett_stops.csv", "ADI", "stop"),
        ("atasehir_parks.csv", "NAME", "park"),
    ):
        lines = csv.DictReader((shared_data / file).read_text().splitlines())
        load({line[column]: FOUNTAIN for line in lines}, kind=kind)
    missed = [
        name
        for name in NamedPlace.objects.values_list("name", flat=True)
        if name not in names(name) or name not in names(without_accents(name).lower())
    ]
    assert not missed
