"""The writers of exports: what went in comes out again, in the hands of other people's readers."""

import csv
import io
import json
import random
import re
import shutil
import subprocess
import sys
import time
import weakref
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps.export_files import csv_file, geojson
from maps.export_files.dictionary import dictionary_csv
from maps.export_files.files import WRITERS
from maps.export_files.formats import FORMATS
from maps.export_files.geoparquet import ROW_GROUP
from maps.export_files.size import estimated_bytes
from maps.export_files.table import Column, Table

ROOT = Path(__file__).resolve().parents[2]
STREAMED = [name for name, each in FORMATS.items() if each.stream]

COLUMNS = [
    Column("number", "integer", "Sıra", "Bildirimin sırası"),
    Column("note", "text", "Açıklama", "Ne görüldü, kısaca"),
    Column("days", "number", "Süre", "Çözülene dek geçen gün", "gün"),
    Column("due", "date", "Son gün", "Sözü verilen gün"),
    Column("reported", "moment", "Bildirildi", "Bildirimin anı"),
    Column("public", "boolean", "Herkese açık", "Yayında mı"),
]
ISTANBUL = timezone(timedelta(hours=3))
NOON = datetime(2026, 5, 1, 12, 0, 0, 250_000, tzinfo=ISTANBUL)
ROWS = [
    (1, "İğne ile ışık: ŞĞÜÖÇ ıi", -2.5, date(2026, 5, 1), NOON, True),
    (-2, 'Dedi ki "çukur", sonra\nyine; çukur', 0.1, date(1999, 12, 31), NOON, False),
    (3, "=HYPERLINK(A1)", float("nan"), None, None, None),
    (None, None, float("inf"), date(2026, 5, 2), NOON, True),
]
POINTS = [shapely.Point(x, y) for x, y in ((29.0123456, 41), (29.1, -41.5), (0, 0), (-29.5, 41.2))]
FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
WORDS = Path(__file__).read_text("utf-8").split()
HOUSE = shapely.Polygon(
    [(29, 41), (29.5, 41), (29.5, 41.5), (29, 41)],
    [[(29.2, 41.1), (29.3, 41.2), (29.3, 41.1), (29.2, 41.1)]],
)
GARDEN = shapely.box(28, 40, 28.25, 40.25)
AREAS = [shapely.MultiPolygon(parts) for parts in ([HOUSE], [GARDEN], [HOUSE, GARDEN], [GARDEN])]
SHAPES = {"Point": POINTS, "Polygon": [HOUSE, GARDEN] * 2, "MultiPolygon": AREAS}

every_format = pytest.mark.parametrize("name", FORMATS)
every_file = pytest.mark.parametrize("name", WRITERS)
every_shape = pytest.mark.parametrize("shape", SHAPES)


def encoded(geometry, encoding):
    if encoding == "wkb":
        return shapely.to_wkb(geometry)
    return shapely.to_geojson(shapely.transform(geometry, lambda places: places.round(7)))


def table(encoding, shape="Point", rows=ROWS):
    """Rows with their shapes, in two batches and an empty one."""
    whole = [
        (*row, encoded(each, encoding)) for row, each in zip(rows, SHAPES[shape], strict=False)
    ]
    batches = [whole[:3], [], whole[3:]]
    return Table("issues", "Sorunlar – İlçe", COLUMNS, shape, encoding, batches)


def endless(encoding, rows):
    """A table of as many rows, a thousand in a batch, which are made when they are asked for."""
    geometry = encoded(POINTS[0], encoding)
    text = "çukur" * 100
    batches = (
        [
            (i, f"{text} {i}", i / 7, date(2026, 5, 1), NOON, True, geometry)
            for i in range(start, min(rows, start + 1000))
        ]
        for start in range(0, rows, 1000)
    )
    return Table("issues", "Sorunlar", COLUMNS, "Point", encoding, batches)


class Batch(list[Any]):
    """A list that can be watched."""


def watched(batches, kept):
    """The batches; at each, ``kept`` learns how many still live and how many bytes Arrow holds."""
    living = []
    for batch in map(Batch, batches):
        living.append(weakref.ref(batch))
        kept.append((sum(each() is not None for each in living), pa.total_allocated_bytes()))
        yield batch


def written(name, made, folder):
    path = folder / f"issues{FORMATS[name].suffix}"
    if FORMATS[name].stream:
        with path.open("wb") as out:
            out.writelines(FORMATS[name].stream(made))
    else:
        WRITERS[name](made, path)
    return path


def read_back(path):
    if path.suffix == ".parquet":
        return geopandas.read_parquet(path)
    return geopandas.read_file(path)


def values(frame, column):
    return [None if pd.isna(value) else value for value in frame[column]]


def in_order(frame):
    """The rows as they went in: FlatGeobuf sorts them by place."""
    notes = [row[1] for row in ROWS]
    return frame.iloc[
        sorted(range(len(frame)), key=lambda i: notes.index(values(frame, "note")[i]))
    ]


@every_shape
@pytest.mark.parametrize("name", ["geojson", *WRITERS])
def test_what_went_in_comes_out(name, shape, tmp_path):
    made = table(FORMATS[name].geometry, shape)
    frame = in_order(read_back(written(name, made, tmp_path)))
    assert frame.crs == "EPSG:4326"
    assert values(frame, "number") == [1, -2, 3, None]
    assert values(frame, "note") == [row[1] for row in ROWS]
    assert values(frame, "days") == [-2.5, 0.1, None, None]
    assert [day and pd.Timestamp(day).date() for day in values(frame, "due")] == [
        row[3] for row in ROWS
    ]
    assert values(frame, "reported") == [NOON, NOON, None, NOON]
    assert values(frame, "public") == [True, False, None, True]
    assert [shapely.equals(*pair) for pair in zip(frame.geometry, SHAPES[shape], strict=True)] == [
        True
    ] * 4


def test_csv_comes_out_as_it_went_in_but_for_the_apostrophe(tmp_path):
    path = written("csv", table("geojson"), tmp_path)
    frame = pd.read_csv(path, parse_dates=["reported"])
    assert values(frame, "number") == [1, -2, 3, None]
    assert values(frame, "note") == [ROWS[0][1], ROWS[1][1], "'=HYPERLINK(A1)", None]
    assert values(frame, "days") == [-2.5, 0.1, None, None]
    assert values(frame, "due") == ["2026-05-01", "1999-12-31", None, "2026-05-02"]
    assert values(frame, "reported") == [NOON, NOON, None, NOON]
    assert values(frame, "public") == [True, False, None, True]
    assert values(frame, "longitude") == [29.0123456, 29.1, 0, -29.5]
    assert values(frame, "latitude") == [41, -41.5, 0, 41.2]


@pytest.mark.parametrize("shape", ["Polygon", "MultiPolygon"])
def test_gdal_finds_the_areas_of_a_csv_by_itself(shape, tmp_path):
    frame = geopandas.read_file(written("csv", table("geojson", shape), tmp_path))
    assert frame.geometry.tolist() == SHAPES[shape]


def test_csv_begins_with_the_byte_order_mark_and_ends_its_lines_as_rfc_4180_says():
    lines = b"".join(csv_file.chunks(table("geojson")))
    assert lines.startswith(b"\xef\xbb\xbfnumber,note,")
    assert lines.count(b"\r\n") == 5
    assert b'"Dedi ki ""\xc3\xa7ukur"", sonra\nyine' in lines


@pytest.mark.parametrize("begin", FORMULA)
@pytest.mark.parametrize("before", ["", " ", "\u00a0 ", "\n"])
def test_a_text_that_begins_as_a_formula_gets_an_apostrophe(begin, before):
    assert csv_file.harmless(f"{before}{begin}1").startswith("'")


@pytest.mark.parametrize("between", [";", '";"', ";\n ", "\n", "\t"])
def test_nor_does_a_piece_of_a_text_that_a_turkish_spreadsheet_splits_at_semicolons(between):
    harmless = csv_file.harmless(f"çukur{between}=1+1;y")
    assert harmless.replace("'", "") == f"çukur{between}=1+1;y"
    assert not re.search(r'(?:[;\t\r\n])[\s"]*=', harmless)


def test_a_long_run_of_line_breaks_is_read_but_once():
    started = time.perf_counter()
    csv_file.harmless("\n" * 200_000)
    assert time.perf_counter() - started < 2


def test_a_minus_within_a_text_and_a_negative_number_stay_as_they_are():
    assert csv_file.harmless("1-2 gün; 3+4") == "1-2 gün; 3+4"
    assert b"\r\n-2," in b"".join(csv_file.chunks(table("geojson")))


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1))
def test_any_text_survives_in_csv_and_no_cell_begins_as_a_formula(texts):
    rows = [(text, '{"type":"Point","coordinates":[29,41]}') for text in texts]
    made = Table("t", "T", [COLUMNS[1]], "Point", "geojson", [rows])
    said = b"".join(csv_file.chunks(made)).decode("utf-8-sig")
    cells = [line[0] for line in list(csv.reader(io.StringIO(said, newline="")))[1:]]
    assert [cell.replace("'", "") for cell in cells] == [text.replace("'", "") for text in texts]
    assert not any(cell.startswith(FORMULA) for cell in cells)
    assert not any(cell.lstrip().startswith(FORMULA) for cell in cells)


def test_geojson_is_exact():
    row = (*ROWS[1], '{"type":"Point","coordinates":[29.1234568,-0.5]}')
    made = replace(table("geojson"), batches=[[row]])
    said = json.loads(b"".join(geojson.chunks(made)))
    assert (said["type"], said["name"]) == ("FeatureCollection", "issues")
    [feature] = said["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [29.1234568, -0.5]}
    assert feature["properties"] == {
        "number": -2,
        "note": ROWS[1][1],
        "days": 0.1,
        "due": "1999-12-31",
        "reported": "2026-05-01T12:00:00.250000+03:00",
        "public": False,
    }


@pytest.mark.parametrize("name", STREAMED)
def test_text_is_streamed_a_piece_for_each_batch(name):
    made, kept = endless("geojson", 200_000), []
    pieces = FORMATS[name].stream(replace(made, batches=watched(made.batches, kept)))
    assert b"note" in next(pieces) + next(pieces)
    assert len(kept) == 1


@every_format
def test_a_table_without_rows_is_a_whole_file(name, tmp_path):
    made = table(FORMATS[name].geometry, "MultiPolygon", rows=[])
    frame = read_back(written(name, made, tmp_path))
    assert len(frame) == 0
    if name != "geojson":
        assert {column.name for column in COLUMNS} <= set(frame.columns)


@pytest.mark.parametrize("name", ["geopackage", "flatgeobuf"])
def test_gdals_own_tool_agrees(name, tmp_path):
    if not shutil.which("ogrinfo"):
        pytest.skip("ogrinfo is missing: script/setup installs gdal-bin")
    path = written(name, table("wkb", "MultiPolygon"), tmp_path)
    said = subprocess.run(
        ["ogrinfo", "-so", "-al", path], capture_output=True, text=True, check=True
    )
    assert "Warning" not in said.stderr
    for line in (
        "Layer name: issues",
        "Geometry: Multi Polygon",
        "Feature Count: 4",
        'ID["EPSG",4326]',
        "number: Integer64",
        "note: String",
        "days: Real",
        "due: Date",
        "reported: DateTime",
        "public: Integer(Boolean)",
    ):
        assert line in said.stdout


def test_the_layers_say_what_their_types_are(tmp_path):
    info = pyogrio.read_info(written("geopackage", table("wkb"), tmp_path))
    assert (info["layer_name"], info["geometry_name"]) == ("issues", "geometry")
    assert info["layer_metadata"] == {"DESCRIPTION": "Sorunlar – İlçe"}
    assert list(info["ogr_types"])[2:5] == ["OFTReal", "OFTDate", "OFTDateTime"]
    info = pyogrio.read_info(written("flatgeobuf", table("wkb"), tmp_path))
    assert (info["geometry_type"], info["layer_metadata"]["TITLE"]) == ("Point", "Sorunlar – İlçe")
    assert info["capabilities"]["fast_spatial_filter"]


def test_geoparquet_says_where_its_rows_are(tmp_path):
    path = written("geoparquet", table("wkb", "MultiPolygon"), tmp_path)
    said = json.loads(pq.read_metadata(path).metadata[b"geo"])
    column = said["columns"]["geometry"]
    assert (said["version"], said["primary_column"]) == ("1.1.0", "geometry")
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["MultiPolygon"])
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["bbox"] == [28, 40, 29.5, 41.5]
    assert len(geopandas.read_parquet(path, bbox=(29.4, 41.4, 30, 42))) == 2
    chunk = pq.read_metadata(path).row_group(0).column(0)
    assert chunk.compression == "ZSTD"


def test_geoparquet_compresses_a_hundred_thousand_rows_together(tmp_path):
    path = written("geoparquet", endless("wkb", 2 * ROW_GROUP + 1), tmp_path)
    said = pq.read_metadata(path)
    groups = [said.row_group(i).num_rows for i in range(said.num_row_groups)]
    assert groups == [ROW_GROUP, ROW_GROUP, 1]


@every_format
def test_of_two_hundred_thousand_rows_only_the_batch_at_work_is_kept(name, tmp_path):
    """GeoParquet keeps a row group as Arrow, and lets go of it before the next."""
    made, kept = endless(FORMATS[name].geometry, 200_000), []
    written(name, replace(made, batches=watched(made.batches, kept)), tmp_path)
    alive, arrow = zip(*kept, strict=True)
    assert len(alive) == 200
    assert max(alive) <= 3
    assert max(arrow[100:]) <= 1.1 * max(arrow[:100])
    assert max(arrow) < (80e6 if name == "geoparquet" else 2e6)


@every_file
def test_an_error_of_the_rows_is_an_error_of_the_file(name, tmp_path):
    def broken():
        yield table("wkb").batches[0]
        message = "the database went away"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        written(name, replace(table("wkb"), batches=broken()), tmp_path)


@every_format
def test_rows_with_their_geometry_in_another_encoding_are_refused_at_once(name, tmp_path):
    wrong = table("wkb" if FORMATS[name].stream else "geojson")
    make = FORMATS[name].stream or (lambda made: WRITERS[name](made, tmp_path / "none"))
    with pytest.raises(ValueError, match="is needed"):
        make(wrong)


@every_file
def test_a_file_is_written_over_the_one_before(name, tmp_path):
    for _ in range(2):
        path = written(name, table("wkb"), tmp_path)
    assert len(read_back(path)) == 4


def typical(encoding, words, seed):
    """5,000 rows of different places, moments and notes of about so many words."""
    drawn = random.Random(seed)
    rows = []
    for i in range(5000):
        place = shapely.Point(29 + drawn.random() / 9, 41 + drawn.random() / 9)
        note = " ".join(drawn.choices(WORDS, k=drawn.randint(1, 2 * words)))
        moment = NOON - timedelta(seconds=drawn.randint(0, 10**7))
        days = drawn.random() * 90
        rows.append((i, note, days, moment.date(), moment, True, encoded(place, encoding)))
    return Table("issues", "Sorunlar", COLUMNS, "Point", encoding, [rows])


@every_format
@pytest.mark.parametrize("words", [1, 8, 80])
def test_the_size_is_known_beforehand_within_a_factor_of_two(name, words, tmp_path):
    [sample] = typical("geojson", words, seed=1).batches
    told = estimated_bytes(name, 5000, table("geojson"), sample[:300])
    size = written(name, typical(FORMATS[name].geometry, words, seed=2), tmp_path).stat().st_size
    assert size / 2 < told < size * 2


@every_format
def test_the_size_of_a_table_without_rows_is_known_too(name, tmp_path):
    told = estimated_bytes(name, 0, table("geojson"), [])
    size = written(name, table(FORMATS[name].geometry, rows=[]), tmp_path).stat().st_size
    assert size / 2 < told < size * 2


def test_the_dictionary_says_what_each_column_means():
    said = list(csv.DictReader(io.StringIO(dictionary_csv(table("wkb")).decode("utf-8-sig"))))
    assert [line["column"] for line in said] == [*(c.name for c in COLUMNS), "geometry"]
    assert said[2] == {
        "column": "days",
        "type": "number",
        "unit": "gün",
        "title": "Süre",
        "description": "Çözülene dek geçen gün",
    }
    assert (said[-1]["type"], said[-1]["title"]) == ("Point", "EPSG:4326")


def test_every_format_is_either_streamed_or_written():
    assert {*STREAMED, *WRITERS} == {*FORMATS}
    assert not {*STREAMED} & {*WRITERS}


def test_the_web_process_loads_no_heavy_library_and_no_writer_needs_django():
    for module, unwanted in (("size", "numpy|pyarrow|shapely|pyogrio|django"), ("files", "django")):
        code = f"import sys, maps.export_files.{module} as _; print(*sys.modules)"
        said = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert not {*unwanted.split("|")} & {*said.stdout.split()}


def test_moments_are_the_same_in_every_zone(tmp_path):
    path = written("geopackage", table("wkb"), tmp_path)
    assert values(read_back(path), "reported")[0] == NOON.astimezone(UTC)


@pytest.mark.parametrize("name", ["flatgeobuf", "geopackage"])
def test_the_last_half_millisecond_of_a_minute_is_no_sixtieth_second(name, tmp_path):
    late = NOON.replace(second=59, microsecond=999_700)
    rows = [(1, "Son an", 0.0, late.date(), late, True)]
    [read] = values(read_back(written(name, table("wkb", rows=rows), tmp_path)), "reported")
    assert pd.Timestamp(read).tz_localize(None) == pd.Timestamp("2026-05-01 09:00:59.999")
