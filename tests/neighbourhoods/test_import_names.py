"""Names come from files as they are exported elsewhere; a bad one changes nothing."""

import geopandas as gpd
import pytest
from django.core.management import CommandError, call_command
from shapely import LineString, Point, box

from neighbourhoods.models import NamedPlace
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL
from tests.neighbourhoods.test_names import names


def write(tmp_path, text, name="names.csv"):
    path = tmp_path / name
    path.write_text(text)
    return path


def load(path, *options, kind="stop", source="drawn"):
    call_command("import_names", path, "--source", source, "--kind", kind, *options)


GOOD = f"name,longitude,latitude\nOkul,{SCHOOL[0]},{SCHOOL[1]}\nPazar,{MARKET[0]},{MARKET[1]}\n"


def test_a_dry_run_tells_and_loads_nothing(town, tmp_path, capsys):
    load(write(tmp_path, GOOD + ",29.1,40.98\nTepe,29.125,40.995\n"))
    said = capsys.readouterr().out
    assert "4 features, 1 without a name left out, 3 names, 1 of them in no mahalle." in said
    assert "outside: Tepe" in said
    assert "Dry run" in said
    assert not NamedPlace.objects.exists()


def test_done_twice_it_is_still_one_and_another_source_stays(town, tmp_path, capsys):
    path = write(tmp_path, GOOD)
    load(path, "--commit", source="another")
    assert "2 names loaded." in capsys.readouterr().out
    for _ in range(2):
        load(path, "--commit")
    assert NamedPlace.objects.count() == 4
    load(write(tmp_path, "name,longitude,latitude\nOkul,29.115,40.995\n"), "--commit")
    assert NamedPlace.objects.filter(source="drawn").count() == 1


def test_a_file_of_turkey_s_spreadsheets_is_read(town, tmp_path):
    path = write(tmp_path, "\ufeffADI;LONGITUDE;LATITUDE\nÇEŞME  BAŞI;29,105;40,995\n")
    load(path, "--commit", "--name-column", "ADI")
    found = NamedPlace.objects.get()
    assert found.name == "ÇEŞME BAŞI"
    assert found.location.coords == pytest.approx(FOUNTAIN)


def test_pieces_of_a_street_are_one_and_the_same_name_far_away_is_another(town, tmp_path):
    near = [
        LineString([(29.101, 40.995), (29.105, 40.995)]),
        LineString([(29.105, 40.995), (29.109, 40.995)]),
    ]
    far = LineString([(29.111, 40.985), (29.119, 40.985)])
    park = box(29.12, 40.98, 29.122, 40.982)
    frame = gpd.GeoDataFrame(
        {"name": ["Okul Sokak", "Okul Sokak", "Okul Sokak", None, "Park"]},
        geometry=[*near, far, far, park],
        crs=4326,
    )
    path = tmp_path / "streets.geojson"
    frame.to_file(path)
    load(path, "--commit", kind="street")
    okul = NamedPlace.objects.filter(name="Okul Sokak")
    places = sorted(street.location.coords for street in okul)
    assert places[0] == pytest.approx((29.105, 40.995), abs=1e-4)
    assert places[1] == pytest.approx((29.115, 40.985), abs=1e-4)
    assert len(places) == 2
    assert names("okul sk.") == ["Okul Sokak", "Okul Sokak"]


def test_metres_are_read_too(town, tmp_path):
    metres = gpd.GeoSeries([Point(*BRIDGE)], crs=4326).to_crs(5254)
    path = tmp_path / "stops.gpkg"
    gpd.GeoDataFrame({"name": ["Köprü"]}, geometry=metres).to_file(path)
    load(path, "--commit")
    assert NamedPlace.objects.get().location.coords == pytest.approx(BRIDGE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ad,longitude,latitude\nx,29,41\n", "no name"),
        ("name,x,y\nx,29,41\n", "no longitude, latitude"),
        ("name,longitude,latitude\n", "no lines"),
        ("name,longitude,latitude\nx,doğu,41\n", "line 2: “doğu” in longitude"),
        ("name,longitude,latitude\nx,nan,41\n", "no number of degrees"),
        ("name,longitude,latitude\nx,29\n", "no number of degrees"),
        ("name,longitude,latitude\nx,41,29\n", "look swapped"),
        ("name,longitude,latitude\nx,2.3,48.8\n", "not all in Türkiye"),
        ("name,longitude,latitude\n ,29,41\n", "no feature has a name"),
        (f"name,longitude,latitude\n{'x' * 201},29,41\n", "the wrong column"),
    ],
)
def test_a_bad_file_is_refused_whole_with_what_is_wrong(town, tmp_path, text, said):
    load(write(tmp_path, GOOD), "--commit")
    with pytest.raises(CommandError, match=said):
        load(write(tmp_path, text), "--commit")
    assert NamedPlace.objects.count() == 2


def test_a_geojson_without_the_column_says_which_there_are(town, tmp_path):
    path = tmp_path / "streets.geojson"
    gpd.GeoDataFrame({"ad": ["x"]}, geometry=[Point(*SCHOOL)], crs=4326).to_file(path)
    with pytest.raises(
        CommandError, match=r"The file has: ad\. Name the right one with --name-column"
    ):
        load(path)


@pytest.mark.parametrize(
    ("file", "column", "features"),
    [("atasehir_iett_stops.csv", "ADI", 440), ("atasehir_parks.csv", "NAME", 127)],
)
def test_the_real_stops_and_parks_load(town, shared_data, capsys, file, column, features):
    load(shared_data / file, "--commit", "--name-column", column, source="İBB")
    assert f"{features} features" in capsys.readouterr().out
    assert NamedPlace.objects.count() > features / 2
