import json
from zipfile import ZipFile

import geopandas as gpd
import pytest
from shapely import Point, Polygon, box, force_3d

from gisdata.coverage import examine
from gisdata.readers import KINDS, UnreadableError, read_areas
from tests.district import SQUARES

BOXES = [box(west, south, west + 0.01, south + 0.01) for _name, west, south in SQUARES.values()]


@pytest.fixture
def town_frame():
    names = [name for name, _west, _south in SQUARES.values()]
    return gpd.GeoDataFrame(
        {"code": [int(c) for c in SQUARES], "name": names}, geometry=BOXES, crs=4326
    )


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {".zip"}))
@pytest.mark.parametrize("srid", [4326, 5254, 32635, 3857])
def test_the_town_reads_the_same_from_every_kind_and_crs(tmp_path, town_frame, kind, srid):
    path = tmp_path / f"town{kind}"
    town_frame.to_crs(srid).to_file(path)
    areas = read_areas(path)
    assert [(a.code, a.name) for a in areas] == [(c, n) for c, (n, _w, _s) in SQUARES.items()]
    expected = town_frame.to_crs(5254).area
    assert [a.boundary.area for a in areas] == pytest.approx(list(expected), rel=1e-4)


def test_a_zipped_shapefile_is_read_as_it_is(tmp_path, town_frame):
    town_frame.to_file(tmp_path / "town.shp")
    with ZipFile(tmp_path / "town.zip", "w") as archive:
        for part in tmp_path.glob("town.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    assert len(read_areas(tmp_path / "town.zip")) == 5


def test_of_a_file_with_several_layers_one_is_named(tmp_path, town_frame):
    path = tmp_path / "town.gpkg"
    town_frame.dissolve().to_file(path, layer="ilce")
    town_frame.to_file(path, layer="mahalle")
    assert "the layers ilce, mahalle. Name one with --layer" in refusal(path)
    assert "Name one with --layer" in refusal(path, layer="sokak")
    assert len(read_areas(path, layer="mahalle")) == 5


def written(tmp_path, frame, **options):
    path = tmp_path / "areas.geojson"
    frame.to_file(path, **options)
    return path


def refusal(path, **options) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_areas(path, **options)
    return str(caught.value)


def test_metres_that_call_themselves_degrees_are_explained(tmp_path, town_frame):
    metres = town_frame.to_crs(5254).set_crs(4326, allow_override=True)
    metres.to_file(tmp_path / "town.gpkg")
    assert "these are metres or feet" in refusal(tmp_path / "town.gpkg")


def test_swapped_axes_are_recognised(tmp_path, town_frame):
    swapped = town_frame.set_geometry(
        [box(south, west, south + 0.01, west + 0.01) for _n, west, south in SQUARES.values()]
    ).set_crs(4326)
    assert "look swapped" in refusal(written(tmp_path, swapped))


def test_a_place_outside_turkiye_is_refused(tmp_path, town_frame):
    away = town_frame.set_geometry(town_frame.translate(-30)).set_crs(4326, allow_override=True)
    assert "not all in Türkiye" in refusal(written(tmp_path, away))


def test_a_reference_that_is_not_on_the_list_is_refused(tmp_path, town_frame):
    town_frame.to_crs(27700).to_file(tmp_path / "town.gpkg")
    assert "EPSG:27700 is not one of ours" in refusal(tmp_path / "town.gpkg")


def test_a_file_without_a_reference_asks_for_one_and_takes_it(tmp_path, town_frame):
    town_frame.to_file(tmp_path / "town.shp")
    (tmp_path / "town.prj").unlink()
    assert "--srid" in refusal(tmp_path / "town.shp")
    assert len(read_areas(tmp_path / "town.shp", srid=4326)) == 5


def test_another_srid_than_the_files_own_is_refused(tmp_path, town_frame):
    assert "Leave --srid out" in refusal(written(tmp_path, town_frame), srid=5254)


def test_a_wrong_column_is_answered_with_the_right_ones(tmp_path, town_frame):
    said = refusal(written(tmp_path, town_frame), code_column="kod")
    assert "no column 'kod'" in said
    assert "code, name" in said


def test_a_point_is_no_mahalle(tmp_path, town_frame):
    points = town_frame.set_geometry([Point(29.1, 41)] * 5).set_crs(4326)
    assert "holds Point, not a polygon" in refusal(written(tmp_path, points))


def test_a_feature_without_a_code_is_refused(tmp_path, town_frame):
    town_frame["code"] = [101, None, 103, 104, 105]
    assert "no code" in refusal(written(tmp_path, town_frame))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.geojson", None, "there is no such file"),
        ("town.dwg", "x", "not a kind we read"),
        ("town.geojson", "{", "cannot be read"),
        ("town.gpkg", "not a database", "cannot be read"),
        ("town.geojson", json.dumps({"type": "FeatureCollection", "features": []}), "no features"),
    ],
)
def test_a_file_that_is_none_gets_one_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    assert said in refusal(path)


def test_heights_are_left_out(tmp_path, town_frame):
    raised = town_frame.set_geometry(force_3d(town_frame.geometry.array, 7)).set_crs(4326)
    assert not any(a.boundary.has_z for a in read_areas(written(tmp_path, raised)))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("code", "9" * 21, "longer than 20"),
        ("name", "a" * 121, "longer than 120"),
        ("name", None, "no name"),
    ],
)
def test_a_code_or_name_that_cannot_be_one_is_refused(tmp_path, town_frame, column, value, said):
    town_frame[column] = [value, *list(town_frame[column].astype(str))[1:]]
    assert said in refusal(written(tmp_path, town_frame))


@pytest.mark.filterwarnings("default:.*")  # GDAL warns before the ring is refused
def test_an_unclosed_ring_gets_a_sentence(tmp_path):
    ring = [[29.1, 41], [29.2, 41], [29.2, 41.1]]
    feature = {"type": "Feature", "properties": {"code": "1", "name": "A"},
               "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    path = tmp_path / "open.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert "cannot be read" in refusal(path)


def test_a_long_edge_that_only_one_side_has_a_corner_on_is_no_defect(tmp_path):
    north = Polygon([(29.0, 41.0), (29.03, 41.0), (29.06, 41.0), (29.06, 41.05), (29.0, 41.05)])
    south = Polygon([(29.0, 40.95), (29.06, 40.95), (29.06, 41.0), (29.0, 41.0)])
    frame = gpd.GeoDataFrame(
        {"code": ["1", "2"], "name": ["A", "B"]}, geometry=[north, south], crs=4326
    )
    assert examine(read_areas(written(tmp_path, frame))).defects == []


def test_metres_that_lie_on_no_map_are_refused_before_anything_is_computed_with_them(tmp_path):
    far = gpd.GeoDataFrame(
        {"code": ["1"], "name": ["Uzak"]}, geometry=[box(0, 0, 1e99, 1)], crs=3857
    )
    far.to_file(tmp_path / "far.gpkg")
    assert "which is on no map" in refusal(tmp_path / "far.gpkg")
