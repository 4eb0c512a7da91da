"""The base map comes from OpenStreetMap, with the streets for the search; whole or not at all."""

import json

import pytest
from django.core.management import CommandError, call_command
from shapely import Polygon

from gisdata.basemap.from_osm import basemap_among
from gisdata.osm import OsmThing
from gisdata.sample import basemap as sample
from neighbourhoods.basemap.actions import clear_sample_basemap
from neighbourhoods.models import Basemap, BasemapFeature, NamedPlace
from tests.at_once import at_once
from tests.basemap import ELEMENTS, answer, draw
from tests.district import FRAME
from tests.places.pbf import pbf

DRAWN = {
    ("streets", "primary", "Çınar Caddesi"), ("streets", "residential", "Işık Sokak"),
    ("streets", "footway", ""), ("water_lines", "stream", "Dere"),
    ("water_polygons", "water", "Kuş Göleti"), ("buildings", "building", "Bağlar Camii"),
    ("land", "park", "Kardelen Parkı"),
}  # fmt: skip


@pytest.fixture
def told(town, capsys, tmp_path):
    def run(content=None, name="overpass.json", **options):
        file = tmp_path / name
        file.write_bytes(answer().encode() if content is None else content)
        call_command("import_osm", str(file), **options)
        return capsys.readouterr().out

    return run


def drawn():
    return set(BasemapFeature.objects.values_list("layer", "kind", "name"))


def test_a_dry_run_says_what_would_be_drawn_and_changes_nothing(told):
    said = told()
    assert "streets: 5" in said
    assert "Dry run" in said
    assert not Basemap.objects.exists()
    assert not NamedPlace.objects.exists()


def test_what_the_table_of_tags_knows_near_the_district_is_drawn(told):
    told(commit=True)
    assert drawn() == DRAWN
    basemap = Basemap.objects.get()
    assert (basemap.source, basemap.licence) == ("© OpenStreetMap katkıda bulunanlar", "ODbL 1.0")


def test_a_street_of_many_parts_is_found_once_and_one_of_its_name_elsewhere_too(told):
    told(commit=True)
    found = NamedPlace.objects.all()
    assert sorted(p.name for p in found) == ["Işık Sokak", "Işık Sokak", "Çınar Caddesi"]
    assert {p.kind for p in found} == {"street"}
    middle = found.get(name="Çınar Caddesi").location
    assert (round(middle.x, 4), round(middle.y, 4)) == (29.115, 40.995)


def test_it_takes_the_place_of_the_one_there_was(told):
    draw(source="Eski çizim")
    said = told(commit=True)
    assert "Takes the place of: Eski çizim" in said
    told(commit=True)
    assert Basemap.objects.count() == 1
    assert NamedPlace.objects.count() == 3


def test_a_pbf_is_read_near_the_district_alone(told):
    nodes = {1: (29.101, 40.995, {}), 2: (29.109, 40.995, {}), 3: (29.3, 40.9, {}), 4: (29.31, 40.9, {})}  # fmt: skip
    street = {"highway": "residential", "name": "Çeşme Sokak"}
    ways = {5: ([1, 2], street), 6: ([3, 4], street | {"name": "Uzak Sokak"})}
    told(pbf(nodes, ways), "district.osm.pbf", commit=True)
    assert drawn() == {("streets", "residential", "Çeşme Sokak")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html>", "not what Overpass answers"),
        (json.dumps({"elements": ELEMENTS[-2:]}), "holds no street within 1000 m of the district"),
        (json.dumps({"elements": []}), "holds no street"),
    ],
)
def test_what_is_no_map_of_the_district_is_refused_and_the_map_stays(told, content, said):
    draw()
    with pytest.raises(CommandError, match=said):
        told(content.encode(), commit=True)
    assert drawn() == DRAWN


def test_two_imports_at_once_leave_one_base_map(transactional_town):
    at_once(draw, draw)
    assert Basemap.objects.count() == 1
    assert drawn() == DRAWN
    assert BasemapFeature.objects.filter(name="Bağlar Camii").count() == 1


def test_without_boundaries_it_says_what_comes_first(db, tmp_path):
    with pytest.raises(CommandError, match="import_boundaries first"):
        call_command("import_osm", str(tmp_path / "overpass.json"))


def test_a_broken_outline_is_mended_and_what_is_no_area_is_left_out():
    bow = Polygon([(29.101, 40.991), (29.103, 40.993), (29.103, 40.991), (29.101, 40.993)])
    flat = Polygon([(29.101, 40.991), (29.102, 40.991), (29.103, 40.991), (29.101, 40.991)])
    things = [OsmThing(f"way/{n}", {"landuse": "forest"}, s) for n, s in enumerate((bow, flat))]
    shapes = [feature.shape for feature in basemap_among(things, FRAME)]
    assert len(shapes) == 2  # the two wings of the bow
    assert all(shape.is_valid and shape.area for shape in shapes)


def test_the_sample_s_base_map_is_drawn_by_rule_inside_its_district_and_goes_with_it(town):
    features = sample.sample_basemap()
    assert features == sample.sample_basemap()
    layers = {feature.layer for feature in features}
    assert layers == {"land", "water_polygons", "water_lines", "buildings", "streets"}
    assert all(feature.shape.is_valid for feature in features)
    draw(is_sample=True)
    clear_sample_basemap()
    assert not BasemapFeature.objects.exists()
    draw()
    clear_sample_basemap()
    assert BasemapFeature.objects.exists()
