import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.contrib.gis.geos import Polygon
from django.core.management import CommandError, call_command

from gisdata.child import ChildError
from issues.filters import IssueFilter
from issues.forms import ListReportForm
from issues.models import Category
from maps.drawing import Drawing
from maps.heatmap import CHILD, heatmap_content, render_in_subprocess
from maps.layers import NEIGHBOURHOODS
from maps.summaries import heat_cells
from maps.tables import feature_collection
from neighbourhoods.models import Neighbourhood
from tests.district import BRIDGE, FOUNTAIN, FRAME, pin

ROOT = Path(__file__).resolve().parents[2]


def test_pins_of_one_spot_are_one_cell_with_their_number(town):
    for _ in range(3):
        pin(FOUNTAIN)
    pin(BRIDGE, "cop")
    cells = sorted(heat_cells(IssueFilter()))
    assert [count for _lat, _lon, count in cells] == [1, 3]
    assert cells[1][0] == pytest.approx(FOUNTAIN[1], abs=0.0003)
    assert cells[1][1] == pytest.approx(FOUNTAIN[0], abs=0.0003)


def test_a_report_known_by_mahalle_alone_makes_no_false_heat(town):
    pin(FOUNTAIN, precision="neighbourhood")
    assert heat_cells(IssueFilter()) == []


def test_the_command_writes_what_the_filter_asks_for(town, tmp_path, capsys):
    pin(FOUNTAIN)
    pin(BRIDGE, "cop")
    call_command("heatmap", out=tmp_path / "all.html")
    call_command("heatmap", out=tmp_path / "cop.html", category="cop")
    said = capsys.readouterr().out
    assert "2 reports" in said
    assert "1 reports" in said


def test_the_command_refuses_a_wrong_filter_and_a_missing_folder(town, tmp_path):
    with pytest.raises(CommandError, match="ejderha"):
        call_command("heatmap", out=tmp_path / "x.html", category="ejderha")
    with pytest.raises(CommandError, match="no folder"):
        call_command("heatmap", out=tmp_path / "none" / "x.html")


def test_a_part_of_the_map_with_too_many_to_count_one_by_one_is_refused_in_words(
    town, tmp_path, monkeypatch
):
    monkeypatch.setattr("planning.statistics.MOST_COUNTED", 1)
    for _ in range(2):
        pin(FOUNTAIN)
    part = {"kind": "choropleth", "bbox": "29,40,30,41.5"}
    with pytest.raises(CommandError, match="1"):
        call_command("heatmap", out=tmp_path / "x.html", **part)
    assert not list(tmp_path.iterdir())


def test_a_file_says_of_which_days_and_which_part_of_the_map_it_is(town):
    pin(FOUNTAIN)
    days = {"first_day": date(2026, 1, 1), "last_day": date(2999, 3, 2)}
    box = Polygon.from_bbox(FRAME)
    box.srid = 4326
    said = heatmap_content(IssueFilter(**days))
    assert "1 Ocak 2026 – 2 Mart 2999" in said["note"]
    assert said["filter"] == ""
    assert "haritanın bir bölümü" in heatmap_content(IssueFilter(bbox=box))["filter"]
    assert "km²" in heatmap_content(IssueFilter(area=box))["filter"]


def test_a_plain_count_is_coloured_however_small_and_a_rate_is_not(town):
    pin(FOUNTAIN)

    def drawn(measure):
        drawing = Drawing(kind="choropleth", measure=measure)
        return heatmap_content(IssueFilter(), drawing)["areas"]["baglar"]["class"]

    assert drawn("count") is not None
    assert drawn("per_1000") is None


def test_the_document_links_to_nothing(town):
    pin(FOUNTAIN)
    html = render_in_subprocess(heatmap_content(IssueFilter())).decode()
    assert "<link" not in html
    assert "<script src" not in html
    assert 'lang="tr"' in html


MARKUP = "</script><script>alert(1)</script>"


@pytest.mark.parametrize("where", ["title", "note", "sample", "name of a mahalle"])
def test_markup_stays_text_in_the_document(town, where):
    content = heatmap_content(IssueFilter())
    if where in content:
        content[where] = MARKUP
    else:
        content["outlines"]["features"][0]["properties"]["name"] = MARKUP
    assert "<script>alert(1)" not in render_in_subprocess(content).decode()


def test_a_document_that_cannot_be_made_is_an_error_that_the_page_tells(town, client, monkeypatch):
    with pytest.raises(ChildError):
        render_in_subprocess({"form": "html", "kind": "heat", "cells": "none"})
    monkeypatch.setattr(CHILD, "seconds", 0.01)
    answer = client.get("/maps/heatmap/")
    assert answer.status_code == 503
    assert "Isı haritası hazırlanamadı" in answer.content.decode()


def test_the_page_is_sandboxed(town, client):
    policy = client.get("/maps/heatmap/")["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "connect-src 'none'" in policy


def test_the_outlines_are_geojson(town):
    outlines = feature_collection(NEIGHBOURHOODS, IssueFilter())
    assert [f["properties"]["name"] for f in outlines["features"]] == [
        "Çınar", "Bağlar", "Dere", "Iğdır", "Ovacık",
    ]  # fmt: skip
    assert Neighbourhood.objects.current().bounds() == pytest.approx(FRAME)


def test_no_web_process_carries_a_heavy_library():
    # GeoDjango itself imports numpy where it is installed; nothing heavier may come.
    heavy = {"contourpy", "folium", "geopandas", "matplotlib", "pandas", "pyogrio", "pyproj",
             "scipy", "shapely"}  # fmt: skip
    program = (
        "import sys, django; django.setup(); import config.wsgi, config.urls; "
        "print(*sys.modules, sep='\\n')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert heavy.isdisjoint(ran.stdout.split())


def test_the_form_places_a_list_report_inside_its_mahalle(town):
    written = {"id": "0198c0de-0000-7000-8000-000000000001", "neighbourhood": "igdir",
               "spot": "x", "description": "y"}  # fmt: skip
    form = ListReportForm(Category.objects.get(slug="cop"), written, initial={})
    assert form.is_valid()
    assert form.report(None).neighbourhood.name == "Iğdır"
