"""Places of files: what is taken in, mended, refused and told; and what a second import does."""

import json
from math import cos, pi, sin

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from geopandas import GeoDataFrame
from shapely import LineString, Polygon, box
from shapely.geometry import mapping

from neighbourhoods.models import Neighbourhood
from places.actions import set_visibility
from places.importing import ChangedMeanwhileError, plan_import, take_in
from places.loading import load_types
from places.models import (
    DataSource,
    Place,
    PlaceStep,
    PublicPlace,
    PublicSource,
    SourcedPlace,
)
from tests.places.kept import BEYOND, GROVE, SOURCE, feature, keep, shares, take

SAID = {"source": "Örnek Belediye", "licence": "CC BY 4.0"}
BOW = Polygon([(29.101, 40.991), (29.103, 40.993), (29.103, 40.991), (29.101, 40.993)])


@pytest.fixture
def told(town, capsys, tmp_path):
    """Run the command over a file that is written here; returns what it says."""
    load_types()

    def run(content, name="places.csv", written="utf-8", **options):
        file = tmp_path / name
        file.write_text(content, encoding=written)
        call_command("import_places", file, **SAID, **options)
        return capsys.readouterr().out

    return run


def collection(*shapes, **properties):
    features = [
        {
            "type": "Feature",
            "geometry": mapping(shape) if shape is not None else None,
            "properties": {"name": "Park"} | properties,
        }
        for shape in shapes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_dry_run_says_what_would_come_and_changes_nothing(told):
    said = told("name,longitude,latitude\nKardelen Parkı,29.105,40.995\n", type="park")
    assert "1 new" in said
    assert "Dry run" in said
    assert not Place.objects.exists()


def test_what_is_taken_in_is_in_the_register_with_its_source(told):
    told("name,longitude,latitude\nKardelen Parkı,29.105,40.995\n", type="park", commit=True)
    place = PublicPlace.objects.in_register().get()
    assert (place.name, place.type.slug, place.kind) == ("Kardelen Parkı", "park", "green")
    assert place.neighbourhood.name == "Bağlar"
    source = PublicSource.objects.get(place=place)
    assert (source.name, source.licence) == ("Örnek Belediye", "CC BY 4.0")


def test_a_second_import_updates_by_the_source_s_id_and_doubles_nothing(told):
    line = "id,name,longitude,latitude\n7,{},29.105,40.995\n"
    for name in ("Park", "Kardelen Parkı", "Kardelen Parkı"):
        said = told(line.format(name), type="park", id_column="id", commit=True)
    assert "0 new, 0 changed, 1 as before" in said
    assert Place.objects.get().name == "Kardelen Parkı"


def test_what_people_changed_is_kept_and_the_conflict_is_told_each_time(told):
    line = "id,name,period,longitude,latitude\n7,{},{},29.105,40.995\n"
    told(line.format("Çeşme", "1890"), type="cesme", id_column="id", commit=True)
    Place.objects.update(name="Ihlamurlu Çeşme")
    for _ in range(2):
        said = told(line.format("Mermer Çeşme", "1891"), type="cesme", id_column="id", commit=True)
        assert "name: “Ihlamurlu Çeşme”; the source now says “Mermer Çeşme”" in said
    place = Place.objects.get()
    assert (place.name, place.period) == ("Ihlamurlu Çeşme", "1891")


REGISTERED = "id,name,register_number,period,longitude,latitude\n7,Çeşme,{},{},29.105,40.995\n"


def test_what_a_source_adds_and_withdraws_later_comes_and_goes_with_a_public_step(told):
    for number, period, protection in (
        ("", "1890", "none"),
        ("34-1", "", "registered"),
        ("", "", "none"),
    ):
        told(REGISTERED.format(number, period), type="cesme", id_column="id", commit=True)
        place = Place.objects.get()
        assert (place.register_number, place.period, place.protection) == (
            number,
            period,
            protection,
        )
    assert place.steps.filter(action="imported").count() == 3


def test_a_register_number_comes_with_its_protection_or_not_at_all(told):
    told(REGISTERED.format("", ""), type="cesme", id_column="id", commit=True)
    Place.objects.update(protection="proposed")
    said = told(REGISTERED.format("34-1", "1890"), type="cesme", id_column="id", commit=True)
    assert "register_number: “”; the source now says “34-1”" in said
    place = Place.objects.get()
    assert (place.register_number, place.protection, place.period) == ("", "proposed", "1890")


def test_what_became_too_long_stays_as_it_was(told):
    told(REGISTERED.format("", "1890"), type="cesme", id_column="id", commit=True)
    told(REGISTERED.format("", "eski " * 40), type="cesme", id_column="id", commit=True)
    assert Place.objects.get().period == "1890"


def test_a_line_without_an_id_in_the_column_of_ids_is_left_out(told):
    said = told(
        "id,name,longitude,latitude\n,Park,29.105,40.995\n",
        type="park",
        id_column="id",
        commit=True,
    )
    assert "has no id in its column" in said
    assert not Place.objects.exists()


def test_a_geopackage_is_read_as_a_geojson_is(town, tmp_path):
    load_types()
    file = tmp_path / "parks.gpkg"
    GeoDataFrame({"name": ["Kardelen Parkı"]}, geometry=[GROVE], crs=4326).to_crs(5254).to_file(
        file
    )
    call_command("import_places", file, type="park", source="Örnek", licence="CC0", commit=True)
    assert shares(Place.objects.get()) == {
        "Bağlar": pytest.approx(0.5, abs=1e-4), "Çınar": pytest.approx(0.5, abs=1e-4),
    }  # fmt: skip


def test_what_somebody_decided_while_it_was_looked_over_is_not_written_over(town, zeynep):
    place = keep(name="Eski Ad")
    changed, new = feature("Yeni Ad", identity="cesme Eski Ad"), feature("Taş Köprü", "kopru")
    plan = plan_import(source=SOURCE, features=[changed, new])
    set_visibility(place=place, to="held", by=zeynep)
    with pytest.raises(ChangedMeanwhileError, match="meanwhile"):
        take_in(plan=plan, source=SOURCE, licence="CC0")
    place.refresh_from_db()
    assert (place.name, place.visibility) == ("Eski Ad", "held")
    assert Place.objects.count() == 1


def test_an_address_of_a_source_stays_where_none_is_said(town):
    keep()
    take_in(plan=plan_import(source=SOURCE, features=[]), source=SOURCE, licence="CC BY 4.0")
    assert DataSource.objects.get().address == "https://example.org/"


def test_a_shapefile_is_read_too(town, tmp_path):
    load_types()
    GeoDataFrame({"name": ["Çınar"]}, geometry=[GROVE], crs=4326).to_file(
        tmp_path / "parks.shp", encoding="utf-8"
    )
    call_command("import_places", tmp_path / "parks.shp", type="park", commit=True, **SAID)
    assert Place.objects.get().name == "Çınar"


def test_ids_as_long_as_telephone_numbers_are_ids(told):
    said = told(
        collection(GROVE, id="5323456789"), "p.geojson", type="park", id_column="id", commit=True
    )
    assert "1 places taken in" in said


def test_several_names_on_lines_of_a_column_are_several_names(told):
    told(
        'name,other_names,longitude,latitude\nÇeşme,"Küçük\nAyazma",29.105,40.995\n',
        type="cesme",
        commit=True,
    )
    assert Place.objects.get().other_names_listed == ["Küçük", "Ayazma"]


def test_a_shape_that_rounding_leaves_nothing_of_is_told(told):
    dot = box(29.105, 40.995, 29.10500001, 40.99500001)
    assert "is too small to be drawn" in told(
        collection(dot), "p.geojson", type="park", commit=True
    )
    assert not Place.objects.exists()


def test_letters_that_were_lost_are_told(told):
    with pytest.raises(CommandError, match="letters were lost"):
        told("name,longitude,latitude\nAta\ufffdehir,29.105,40.995\n", type="park")


def test_the_number_of_a_feature_in_a_geopackage_is_an_id(town, tmp_path):
    load_types()
    file = tmp_path / "parks.gpkg"
    GeoDataFrame({"name": ["Park", "Park"]}, geometry=[GROVE, BEYOND], crs=4326).to_file(file)
    wanted = {"type": "park", "source": "Örnek", "licence": "CC0", "commit": True}
    for _ in range(2):
        call_command("import_places", file, id_column="fid", **wanted)
    assert Place.objects.count() == 2
    assert set(SourcedPlace.objects.values_list("identity", flat=True)) == {"1", "2"}


def test_what_may_be_there_already_is_told_with_its_number(town, told):
    known = keep("Ihlamurlu Çeşme")
    text = "name,longitude,latitude\nIHLAMURLU CESME,29.1052,40.995\nTaş Çeşme,29.115,40.995\n"
    said = told(text, type="cesme")
    assert (
        f"may be there already: IHLAMURLU CESME (29.10520 40.99500) as Ihlamurlu Çeşme #{known.number}"
        in said
    )
    assert said.count("may be there already") == 1


def test_what_a_source_no_longer_has_stays_and_is_told(town):
    take(feature(identity="1"), feature("Taş Köprü", "kopru", identity="2"))
    plan = take(feature(identity="1"))
    assert [row.place.name for row in plan.gone] == ["Taş Köprü"]
    assert Place.objects.count() == 2


def test_the_parks_of_the_city_agree_with_their_mahalle_and_come_once(db, shared_data, capsys):
    load_types()
    boundaries = shared_data / "atasehir_mahalle.geojson"
    call_command("import_boundaries", boundaries, commit=True, activate=True)
    parks = {
        "type": "park", "name_column": "NAME", "mahalle_column": "NEIGHBORHOOD_NAME",
        "source": "İBB", "licence": "İBB Açık Veri", "commit": True,
    }  # fmt: skip
    call_command("import_places", shared_data / "atasehir_parks.csv", **parks)
    said = capsys.readouterr().out
    assert "127 places can be read." in said
    assert "Mahalle: 124 of 127 as the source says." in said
    assert said.count("twice in the source") == 2
    assert PublicPlace.objects.in_register().count() == 125
    kept = [Place, PlaceStep, SourcedPlace, DataSource, apps.get_model("places", "PlaceEvent")]
    before = [list(model.objects.order_by("pk").values()) for model in kept]
    call_command("import_places", shared_data / "atasehir_parks.csv", **parks)
    assert "0 new, 0 changed, 125 as before" in capsys.readouterr().out
    assert [list(model.objects.order_by("pk").values()) for model in kept] == before
    with_parks = Neighbourhood.objects.filter(pk__in=PublicPlace.objects.values("neighbourhood"))
    assert with_parks.count() == 16


def test_what_is_too_long_for_a_place_is_left_out_and_told(told):
    text = "name,period,longitude,latitude\nÇeşme,{},29.105,40.995\n{},1890,29.106,40.995\n"
    said = told(text.format("eski " * 40, "Ç" * 201), type="cesme", commit=True)
    assert "left out as too long: period of Çeşme" in said
    assert "has a name or an id of more than 200 letters" in said
    assert Place.objects.get().period == ""


def test_what_has_a_register_number_is_registered(told):
    text = "name,register_number,longitude,latitude\nÇeşme,34-1,29.105,40.995\n"
    told(text, type="cesme", commit=True)
    assert Place.objects.get().protection == "registered"


def test_an_import_asks_the_same_however_many_places_there_are(town):
    def asked(source, many):
        with CaptureQueriesContext(connection) as queries:
            take(*(feature(f"Çeşme {n}", identity=str(n)) for n in range(many)), source=source)
        return len(queries)

    asked("warm", 1)
    assert asked("one", 1) == asked("forty", 40)
    assert Place.objects.count() == 42


# Geometry


def test_a_crossing_is_repaired_and_the_repair_is_shown_before_it_is_taken(told):
    said = told(collection(BOW), "places.geojson", type="park")
    assert "crosses itself; repaired" in said
    assert not Place.objects.exists()
    with pytest.raises(CommandError, match="1 shapes would be repaired as listed above"):
        told(collection(BOW), "places.geojson", type="park", commit=True)
    assert not Place.objects.exists()
    told(collection(BOW), "places.geojson", type="park", repair_shapes=True, commit=True)
    assert Place.objects.get().shape.valid


def test_what_has_no_place_is_left_out_with_a_sentence_and_the_rest_comes(told):
    said = told(
        collection(None, Polygon(), box(29.102, 40.992, 29.103, 40.993)),
        "p.geojson",
        type="park",
        commit=True,
    )
    assert said.count("left out: Park (nowhere): has no place on the map") == 2
    assert Place.objects.count() == 1


def test_a_huge_area_is_refused(told):
    said = told(collection(box(28.9, 40.8, 29.3, 41.2)), "p.geojson", type="park", commit=True)
    assert "km² large, no place of a district" in said
    assert not Place.objects.exists()


def test_a_line_across_the_country_is_refused(told):
    said = told(
        collection(LineString([(29, 40.99), (30, 40.99)])), "p.geojson", type="dere", commit=True
    )
    assert "84 km long, no place of a district" in said
    assert not Place.objects.exists()


def test_what_lies_outside_is_left_out_and_what_lies_at_the_edge_is_kept(told):
    text = "name,longitude,latitude\nUzak,29.2,41.05\nSınır,29.0998,40.985\n"
    said = told(text, type="park", commit=True)
    assert "1 lie outside the district" in said
    assert [(p.name, shares(p)) for p in Place.objects.all()] == [("Sınır", {})]


def test_a_wrong_coordinate_system_is_refused(told):
    metres = json.loads(collection(box(4600000, 500000, 4600100, 500100)))
    with pytest.raises(CommandError, match="these are metres or feet"):
        told(json.dumps(metres), "p.geojson", type="park")


def test_a_hundred_thousand_corners_are_drawn_with_fewer_and_that_is_told(told):
    ring = [
        (29.105 + 0.004 * cos(2 * pi * i / 100_000), 40.995 + 0.003 * sin(2 * pi * i / 100_000))
        for i in range(100_000)
    ]
    with pytest.raises(CommandError, match="nothing was taken in"):
        told(collection(Polygon(ring)), "p.geojson", type="park", commit=True)
    assert not Place.objects.exists()
    said = told(
        collection(Polygon(ring)), "p.geojson", type="park", repair_shapes=True, commit=True
    )
    assert "has 100,001 corners; drawn with" in said
    drawn = Place.objects.get().shape
    assert drawn.num_coords <= 10_000
    assert drawn.area == pytest.approx(Polygon(ring).area, rel=0.01)


def test_more_corners_than_can_be_kept_are_refused(told):
    ring = [
        (29.105 + (0.004 - 0.0008 * (i % 2)) * cos(2 * pi * i / 30_000),
         40.995 + (0.003 - 0.0006 * (i % 2)) * sin(2 * pi * i / 30_000))
        for i in range(30_000)
    ]  # fmt: skip
    said = told(collection(Polygon(ring)), "p.geojson", type="park", commit=True)
    assert "of which 10,000 can be kept" in said
    assert not Place.objects.exists()


# Letters and people


def test_a_file_in_another_alphabet_says_how_to_read_it(told):
    text = "name,longitude,latitude\nÇeşmeli Işık,29.105,40.995\n"
    with pytest.raises(CommandError, match="add --encoding cp1254"):
        told(text, written="cp1254", type="park")
    told(text, written="cp1254", encoding="cp1254", type="park", commit=True)
    assert Place.objects.get().name == "Çeşmeli Işık"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("ATAÞEHÝR ÇEÞMESÝ", "ATAŞEHİR ÇEŞMESİ"), ("Ã‡eÅŸmeli IÅŸÄ±k", "Çeşmeli Işık")],
)
def test_letters_that_were_misread_are_recognised_and_repaired_when_asked(told, wrong, right):
    text = f"name,longitude,latitude\n{wrong},29.105,40.995\n"
    with pytest.raises(CommandError, match=f"should be “{right}”"):
        told(text, type="park")
    told(text, type="park", repair_letters=True, commit=True)
    assert Place.objects.get().name == right


def test_a_column_with_telephone_numbers_is_never_taken_in(told):
    text = "name,longitude,latitude,bekci\nKardelen Parkı,29.105,40.995,0532 123 45 67\n"
    said = told(text, type="park", commit=True)
    assert "column bekci: holds something personal" in said
    stored = str([*Place.objects.values(), *SourcedPlace.objects.values()])
    assert "0532" not in stored
    with pytest.raises(CommandError, match="bekci holds telephone numbers"):
        told(text, type="park", name_column="bekci")


# What is asked for wrongly


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Say --type"),
        ({"type": "ejderha"}, "There is no type 'ejderha'. Known are: agac"),
        ({"type": "park", "id_column": "kod"}, "has no kod"),
        ({"type": "park", "licence": ""}, "Say --source and --licence"),
    ],
)
def test_what_is_missing_is_said(town, tmp_path, options, said):
    load_types()
    file = tmp_path / "places.csv"
    file.write_text("name,longitude,latitude\nPark,29.105,40.995\n")
    with pytest.raises(CommandError, match=said):
        call_command("import_places", file, **SAID | options)


def test_a_place_that_a_person_gave_an_own_name_is_found_by_all_of_them(town):
    place = keep()
    Place.objects.filter(pk=place.pk).update(other_names="Mermer Çeşme\nKüçük Çeşme")
    found = [
        PublicPlace.objects.called(text).count() for text in ("ıhlamur", "MERMER", "kucuk", "dut")
    ]
    assert found == [1, 1, 1, 0]
