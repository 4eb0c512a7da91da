"""`manage.py export`: whole files or none, and sentences for what is asked wrongly."""

import csv

import geopandas
import pytest
from django.core.management import CommandError, call_command

from maps.export_files.formats import SUFFIXES
from maps.exports import writing
from maps.layers import LAYERS
from tests.district import BRIDGE, pin
from tests.maps.layers import ROWS, report_thrice

every_layer = pytest.mark.parametrize("layer", LAYERS)
every_suffix = pytest.mark.parametrize("suffix", SUFFIXES)


def read(path):
    if path.suffix == ".parquet":
        return geopandas.read_parquet(path)
    return geopandas.read_file(path, encoding="utf-8-sig" if path.suffix == ".csv" else None)


@pytest.fixture
def busy_town(town):
    report_thrice()


@every_layer
@every_suffix
def test_every_layer_is_written_in_every_format_with_all_its_rows(
    busy_town, tmp_path, capsys, layer, suffix
):
    path = tmp_path / f"{layer}.{suffix}"
    call_command("export", layer, out=path)
    frame = read(path)
    assert len(frame) == ROWS[layer]
    assert [field.name for field in LAYERS[layer].fields] == list(frame.columns)[
        : len(LAYERS[layer].fields)
    ]
    size = f"{path.stat().st_size:,} bytes"
    assert f"{ROWS[layer]} rows, {size}" in capsys.readouterr().out


@every_layer
def test_the_dictionary_beside_it_gives_every_column_a_title(busy_town, tmp_path, layer):
    call_command("export", layer, out=tmp_path / "rows.geojson", language="en")
    with (tmp_path / "rows.geojson.columns.csv").open(encoding="utf-8-sig") as file:
        lines = list(csv.DictReader(file))
    assert [line["column"] for line in lines] == [
        *(field.name for field in LAYERS[layer].fields), "geometry",
    ]  # fmt: skip
    assert all(line["title"] for line in lines)


def test_the_filters_hold(busy_town, tmp_path):
    pin(BRIDGE)
    for asked, rows in (
        ({"category": "cop"}, 1),
        ({"status": "resolved"}, 1),
        ({"mahalle": "baglar"}, 2),
        ({"neighbourhood": "baglar,cinar"}, 3),
        ({"to": "2001-01-01"}, 0),
        ({"from": "2001-01-01"}, 4),
    ):
        call_command("export", "issues", out=tmp_path / "rows.gpkg", **asked)
        assert len(read(tmp_path / "rows.gpkg")) == rows, asked


def test_an_earlier_period_is_compared_with(busy_town, tmp_path):
    out = tmp_path / "rows.parquet"
    call_command("export", "neighbourhoods", "--out", str(out), "--compare-from=2001-01-01",
                 "--compare-to=2001-12-31")  # fmt: skip
    assert dict(zip(read(out).slug, read(out).change, strict=True))["baglar"] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dragons", "--out=x.csv"], "neighbourhoods"),
        (["issues", "--out=x.shp"], ".gpkg"),
        (["issues", "--out=none/x.csv"], "no folder"),
        (["issues", "--out=x.csv", "--category=ejderha"], "--category: .*ejderha"),
        (["issues", "--out=x.csv", "--from=yesterday"], "--from: "),
        (["issues", "--out=x.csv", "--compare-from=2026-01-01"], "--compare-from: "),
        (["hexagons", "--out=x.csv", "--compare-from=2026-01-01"], "--compare-to: "),
    ],
)
def test_what_is_asked_wrongly_is_told(town, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=said):
        call_command("export", *words)
    assert list(tmp_path.iterdir()) == []


@every_suffix
def test_a_file_that_fails_half_way_leaves_the_one_before_as_it_was(
    busy_town, tmp_path, monkeypatch, suffix
):
    def broken(_table):
        message = "no space left on device"
        raise OSError(message)

    out = tmp_path / f"rows.{suffix}"
    out.write_text("the one before")
    monkeypatch.setattr(writing, "dictionary_csv", broken)
    with pytest.raises(CommandError, match="no space left"):
        call_command("export", "issues", out=out)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text() == "the one before"


def test_an_outer_ring_runs_counterclockwise_as_rfc_7946_wants(town, tmp_path):
    call_command("export", "neighbourhoods", out=tmp_path / "n.geojson")
    for shape in read(tmp_path / "n.geojson").geometry:
        assert all(part.exterior.is_ccw for part in shape.geoms)
