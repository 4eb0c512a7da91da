"""The page of exports and its files: right, whole, told beforehand, and refused with a sentence."""

import csv
import io
import json
import re
import tempfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from uuid_utils.compat import uuid7

from issues.actions import change_visibility
from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, Source, Visibility
from maps.export_files.formats import FORMATS, SUFFIXES
from maps.exports.child import CHILD
from maps.exports.choices import DATA, HEATMAPS
from maps.layers import LAYERS
from tests.district import BRIDGE, FOUNTAIN, FRAME, HILL, pin
from tests.maps.layers import ROWS, report_thrice
from tests.maps.test_export_command import read

every_layer = pytest.mark.parametrize("layer", LAYERS)
every_suffix = pytest.mark.parametrize("suffix", SUFFIXES)


@pytest.fixture
def busy_town(town):
    report_thrice()


@pytest.fixture
def town_of_children(transactional_town, database_url, monkeypatch, tmp_path):
    """The busy town as another process sees it, which leaves its files where the test looks."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    report_thrice()


@pytest.fixture
def crowded_town(town):
    """2,000 reports spread over the town and a year, with texts of many lengths."""
    categories = list(Category.objects.filter(parent__isnull=False).values_list("pk", flat=True))
    west, south, east, north = FRAME
    import_issues(
        source=Source.API,
        issues=(
            ImportedIssue(
                id=uuid7(),
                longitude=west + (east - west) * (i * 37 % 1009) / 1010,
                latitude=south + (north - south) * (i * 61 % 1013) / 1014,
                category_id=categories[i % len(categories)],
                description="Kaldırımda büyük bir çukur var. " * (1 + i % 7),
                status="new",
                reported_at=timezone.now() - timedelta(hours=4 * i),
                closed_at=None,
            )
            for i in range(2000)
        ),
    )


def content(answer):
    assert answer.status_code == 200, answer
    return b"".join(answer)


def download(client, path, **asked):
    """Download a file to a path as its address says; returns the path."""
    path.write_bytes(content(client.get(f"/maps/export/{path.name}", asked)))
    return path


TEXTS = [suffix for suffix, name in SUFFIXES.items() if FORMATS[name].stream]


@pytest.mark.parametrize(
    ("layer", "suffixes"),
    [(layer, SUFFIXES if layer in {"issues", "heritage"} else TEXTS) for layer in LAYERS],
)
def test_every_layer_is_downloaded(town_of_children, client, tmp_path, layer, suffixes):
    """In every format a point and mixed shapes; all others as text, for a child makes all files alike."""
    for suffix in suffixes:
        name = SUFFIXES[suffix]
        answer = client.get(f"/maps/export/{layer}.{suffix}")
        path = tmp_path / f"{layer}.{suffix}"
        path.write_bytes(content(answer))
        declared = [field.name for field in LAYERS[layer].fields]
        frame = read(path)
        assert len(frame) == ROWS[layer], suffix
        assert list(frame.columns)[: len(declared)] == declared
        assert answer["Content-Disposition"] == f'attachment; filename="{path.name}"'
        assert answer["Content-Type"] == FORMATS[name].media_type
        assert answer["Cache-Control"] == "no-store"
    assert {path.stem for path in tmp_path.iterdir()} == {layer}


@every_layer
@every_suffix
def test_the_page_leads_to_the_file_and_keeps_the_filters(busy_town, client, layer, suffix):
    asked = {"what": layer, "format": suffix, "mahalle": "baglar", "from": "2026-01-01", "to": ""}
    said = client.get("/maps/export/", asked).content.decode()
    kept = [name for name in ("mahalle", "from") if name in LAYERS[layer].filters]
    query = "&amp;".join(f"{name}={asked[name]}" for name in kept)
    assert f'href="/maps/export/{layer}.{suffix}?{query}"' in said
    assert f'href="/maps/export/{layer}.columns.csv"' in said
    assert re.search(r'value="baglar"\s+selected', said)


def test_the_filters_hold(busy_town, client, tmp_path):
    pin(BRIDGE)
    for asked, rows in (
        ({"category": "cop"}, 1),
        ({"category": "temizlik,agac"}, 2),
        ({"status": "resolved"}, 1),
        ({"mahalle": "baglar"}, 2),
        ({"neighbourhood": "baglar"}, 2),
        ({"to": "2001-01-01"}, 0),
        ({"from": "2001-01-01"}, 4),
    ):
        for suffix in ("geojson", "csv"):
            assert len(read(download(client, tmp_path / f"issues.{suffix}", **asked))) == rows
        told = client.get("/maps/export/estimate/", {"what": "issues", **asked}).json()
        assert told["rows"] == rows


def test_the_filters_reach_the_child(town_of_children, client, tmp_path):
    frame = read(
        download(
            client, tmp_path / "neighbourhoods.gpkg",
            mahalle="baglar", compare_from="2001-01-01", compare_to="2001-12-31",
        )
    )  # fmt: skip
    assert list(frame["name"]) == ["Bağlar"]
    assert list(frame.change) == [2]


@every_layer
@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_dictionary_names_every_column_in_the_readers_language(town, client, layer, language):
    client.cookies["django_language"] = language
    said = content(client.get(f"/maps/export/{layer}.columns.csv")).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(said)))
    assert [line["column"] for line in lines] == [
        *(field.name for field in LAYERS[layer].fields), "geometry",
    ]  # fmt: skip
    assert all(line["title"] for line in lines)
    if layer == "issues":
        assert lines[1]["title"] == {"tr": "konu", "en": "category"}[language]


@every_layer
@pytest.mark.parametrize("suffix", ["geojson", "csv"])
def test_the_size_of_a_text_is_told_within_a_factor_of_two(
    crowded_town, client, tmp_path, layer, suffix
):
    close(client, download(client, tmp_path / f"{layer}.{suffix}"))


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "parquet"])
def test_so_is_that_of_a_file(crowded_town, client, tmp_path, suffix):
    call_command("export", "issues", out=tmp_path / f"issues.{suffix}")
    close(client, tmp_path / f"issues.{suffix}")


def close(client, path):
    asked = {"what": path.stem, "format": path.suffix[1:]}
    told = client.get("/maps/export/estimate/", asked).json()
    assert told["rows"] == len(read(path))
    assert path.stat().st_size / 2 < told["bytes"] < path.stat().st_size * 2


def test_two_thousand_reports_are_told_as_people_here_write_it(crowded_town, client):
    said = client.get("/maps/export/").content.decode()
    assert "2.000 satır, yaklaşık" in said
    assert re.search(r"\d+,\d\sKB", said)


@pytest.mark.parametrize("layer", ["issues", "hexagons"])
def test_a_download_costs_the_same_queries_however_many_rows(town, client, layer):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            content(client.get(f"/maps/export/{layer}.csv"))
            client.get("/maps/export/estimate/", {"what": layer})
        return len(asked)

    pin(FOUNTAIN)
    few = queries()
    for i in range(40):
        pin((FOUNTAIN[0], FOUNTAIN[1] + 0.0001 * i))
    assert queries() == few


def test_the_estimate_of_reports_counts_no_pin(busy_town, client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/maps/export/estimate/", {"what": "issues"})
    assert not [q for q in asked if "count(*)" in q["sql"].lower()]


def test_a_text_goes_out_while_it_is_read(crowded_town, client):
    answer = client.get("/maps/export/issues.csv")
    pieces = [piece for piece in answer if piece]
    assert len(pieces) >= 2


HEAT = {
    "heatmap.tif": b"II*",
    "heatmap.tif?kernel=quartic&bandwidth=300": b"II*",
    "heatmap.png": b"\x89PNG",
    "heatmap.geojson": b'{"type":',
    "heatmap.html": b"<!DOCTYPE html>",
    "heatmap.html?kind=timeline": b"<!DOCTYPE html>",
    "heatmap.html?kind=choropleth&measure=per_km2": b"<!DOCTYPE html>",
    "heatmap.html?kind=dual&compare_from=2001-01-01&compare_to=2001-12-31": b"<!DOCTYPE html>",
}


@pytest.mark.parametrize("address", HEAT)
def test_every_heatmap_is_downloaded(busy_town, client, address):
    answer = client.get(f"/maps/export/{address}")
    assert content(answer).lstrip().startswith(HEAT[address])
    assert answer["Content-Disposition"].startswith('attachment; filename="heatmap.')
    assert "sandbox allow-scripts" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("choice", HEATMAPS, ids=lambda choice: choice.name)
def test_the_page_leads_to_every_heatmap(busy_town, client, choice):
    asked = {
        "what": choice.name, "format": "csv", "kernel": "quartic", "bandwidth": "300",
        "measure": "per_km2", "compare_from": "2001-01-01", "compare_to": "2001-12-31",
    }  # fmt: skip
    said = client.get("/maps/export/", asked).content.decode()
    assert "3 bildirim" in said
    [link] = re.findall(r'href="(/maps/export/heatmap[^"]+)"', said)
    content(client.get(link.replace("&amp;", "&")))


@pytest.mark.parametrize(("what", "found"), [("heat", 1), ("timeline", 1), ("choropleth", 2)])
def test_the_page_promises_no_report_that_the_heatmap_does_not_show(
    town, client, settings, what, found
):
    settings.ACCEPT_OUTSIDE = True
    pin(FOUNTAIN)
    for place in (FOUNTAIN, HILL):
        pin(place, precision="neighbourhood")
    assert f"{found} bildirim" in client.get("/maps/export/", {"what": what}).content.decode()


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("dragons.csv", 404, "neighbourhoods"),
        ("dragons.columns.csv", 404, "neighbourhoods"),
        ("issues.shp", 404, "gpkg"),
        ("issues.csv.gz", 404, "gpkg"),
        ("heatmap.gif", 404, "geojson"),
        ("heatmap.html?to=2001-01-01", 404, "nothing to draw"),
        ("issues.csv?category=ejderha", 400, "ejderha"),
        ("issues.gpkg?category=ejderha", 400, "ejderha"),
        ("issues.gpkg?mahalle=--help", 400, "--help"),
        ("issues.gpkg?out=/etc/passwd", 400, "no such parameter"),
        ("issues.gpkg?language=en", 400, "no such parameter"),
        ("issues.csv?from=2026-02-02&to=2026-02-01", 400, "before the first"),
        ("issues.csv?compare_from=2026-01-01&compare_to=2026-01-02", 400, "no such parameter"),
        ("hexagons.csv?compare_from=2026-01-01", 400, "both days"),
        ("issues.columns.csv?catgory=cop", 400, "category"),
        ("heatmap.tif?bandwidth=nan", 400, "bandwidth"),
        ("heatmap.tif?bandwidth=1", 400, "25"),
        ("heatmap.tif?kind=heat", 400, "no such parameter"),
        ("heatmap.html?kernel=quartic", 400, "no such parameter"),
        ("heatmap.html?kind=dragon", 400, "dragon"),
        ("heatmap.html?kind=dual", 400, "earlier period"),
        ("?category=ejderha", 400, "ejderha"),
        ("?what=dragons", 400, "dragons"),
        ("?format=shp", 400, "shp"),
        ("?colour=red", 400, "no such parameter"),
        ("estimate/?category=ejderha", 400, "ejderha"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_answered_with_a_sentence(
    busy_town, client, address, status, said
):
    client.cookies["django_language"] = "en"
    answer = client.get(f"/maps/export/{address}")
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    problem = answer["Content-Type"] == "application/problem+json"
    assert problem == address.startswith("estimate/")


def test_a_comma_is_several_values_on_the_page_too(busy_town, client):
    said = client.get("/maps/export/?category=cop&category=agac").content.decode()
    assert "2 satır" in said
    assert "<option selected>cop,agac</option>" in said


def test_one_file_is_made_at_a_time_and_the_next_is_told_to_wait(busy_town, client, monkeypatch):
    monkeypatch.setattr("gisdata.child.PATIENCE", 0.01)
    with CHILD.turn():
        answer = client.get("/maps/export/issues.gpkg")
    assert answer.status_code == 503
    assert "bir dakika sonra" in answer.content.decode()
    assert client.get("/maps/export/issues.csv").getvalue()


@pytest.mark.parametrize("fault", ["too slow", "no database"])
def test_a_child_that_fails_leaves_nothing_behind(
    town_of_children, client, monkeypatch, tmp_path, fault
):
    if fault == "too slow":
        monkeypatch.setattr(CHILD, "seconds", 0.01)
    else:
        monkeypatch.setenv("DATABASE_URL", "postgis://nobody@127.0.0.1:1/none")
    answer = client.get("/maps/export/issues.fgb")
    assert answer.status_code == 503
    assert "hazırlanamadı" in answer.content.decode()
    assert list(tmp_path.iterdir()) == []
    assert not CHILD.at_work.locked()


def test_a_client_that_goes_away_leaves_nothing_behind(town_of_children, client, tmp_path):
    answer = client.get("/maps/export/issues.gpkg")
    assert next(iter(answer)).startswith(b"SQLite")
    assert list(tmp_path.iterdir()) == []
    answer.close()
    assert not CHILD.at_work.locked()


def test_a_client_that_goes_away_ends_the_transaction_of_a_text(transactional_town, client):
    pin(FOUNTAIN)
    answer = client.get("/maps/export/issues.csv")
    pieces = iter(answer)
    next(pieces)
    next(pieces)
    assert connection.in_atomic_block
    answer.close()
    assert not connection.in_atomic_block


def test_a_report_that_is_taken_down_is_gone_from_the_files_of_the_child(
    town_of_children, client, tmp_path
):
    issue = pin(BRIDGE)
    path = tmp_path / "issues.parquet"
    assert len(read(download(client, path))) == 4
    change_visibility(issue=issue, to=Visibility.REMOVED)
    assert len(read(download(client, path))) == 3


def test_the_page_offers_every_layer_and_every_format(town, client):
    said = client.get("/maps/export/").content.decode()
    for value in [*(choice.name for choice in [*DATA, *HEATMAPS]), *SUFFIXES]:
        assert f'<option value="{value}"' in said


def test_the_map_leads_to_the_page_under_its_filters(town, client):
    assert 'data-filtered="/maps/export/"' in client.get("/").content.decode()


def test_geojson_of_the_export_is_that_of_the_layer(busy_town, client):
    exported = json.loads(content(client.get("/maps/export/neighbourhoods.geojson")))
    assert exported == json.loads(content(client.get("/layers/neighbourhoods.geojson")))
