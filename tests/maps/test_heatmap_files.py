"""The analysts' files: what is in them, and what is refused."""

import json
import struct
from datetime import UTC, date, datetime

import numpy as np
import pytest
from branca.element import JavascriptLink
from django.contrib.gis.gdal import GDALRaster
from django.core.management import CommandError, call_command
from shapely.geometry import Point, box, shape
from shapely.ops import unary_union

from gisdata.crs import METRIC
from issues.filters import IssueFilter
from issues.models import Issue
from maps.drawing import KINDS, Drawing
from maps.heatmap import heatmap_content, render_in_subprocess
from maps.heatmap_files.assets import CHARACTERS, OfflineHeader, UnknownAssetError
from maps.heatmap_files.district import TO_METRES
from maps.heatmap_files.map_parts import round_length
from maps.heatmap_files.numbers import number_text
from maps.heatmap_files.writers import written
from maps.heatmap_parts import months
from tests.district import BRIDGE, CORNER, FOUNTAIN, HILL, MARKET, SQUARES, pin

ONE_PIN = 3.97887e-6 * 10_000
"""The Gaussian peak of one pin at a bandwidth of 200 m, per hectare."""


def made(tmp_path, name, **options):
    call_command("heatmap", "--out", str(tmp_path / name), *words(options))
    return tmp_path / name


def words(options):
    given = ((name.strip("_").replace("_", "-"), value) for name, value in options.items())
    return [word for name, value in given for word in (f"--{name}", str(value))]


def reported(issue, day):
    moment = datetime.combine(day, datetime.min.time(), UTC)
    Issue.objects.filter(pk=issue.pk).update(reported_at=moment)


def densities(path):
    """The values, row 0 in the north, with NaN outside the district."""
    band = GDALRaster(str(path)).bands[0]
    values = np.asarray(band.data()).reshape(band.height, band.width)
    return np.where(values == band.nodata_value, np.nan, values)


def test_the_geotiff_says_where_it_lies_and_what_it_measures(town, tmp_path):
    pin(CORNER)
    raster = GDALRaster(str(made(tmp_path, "d.tif", cell=50)))
    west, north = TO_METRES.transform(29.10, 41.00)
    assert raster.srs.srid == METRIC
    assert tuple(raster.scale) == (50, -50)
    assert west - 150 < raster.origin.x < west
    assert north < raster.origin.y < north + 150
    assert (raster.origin.x % 50, raster.origin.y % 50) == (0, 0)
    assert raster.bands[0].datatype(as_string=True) == "GDT_Float32"
    said = raster.metadata["DEFAULT"]
    assert said["UNIT"] == "reports per hectare"
    assert (said["BANDWIDTH_METRES"], said["KERNEL"], said["REPORTS"]) == ("200.0", "gaussian", "1")


def test_one_pin_has_the_known_peak_at_its_place(town, tmp_path):
    pin(CORNER)
    path = made(tmp_path, "d.tif")
    values, raster = densities(path), GDALRaster(str(path))
    row, column = np.unravel_index(np.nanargmax(values), values.shape)
    x, y = TO_METRES.transform(*CORNER)
    assert np.nanmax(values) == pytest.approx(ONE_PIN, rel=5e-3)
    assert raster.origin.x + 25 * (column + 0.5) == pytest.approx(x, abs=35)
    assert raster.origin.y - 25 * (row + 0.5) == pytest.approx(y, abs=35)


def test_the_surface_holds_all_reports_and_nothing_outside(town, tmp_path):
    for _ in range(3):
        pin(CORNER)
    values = densities(made(tmp_path, "d.tif"))
    assert np.nansum(values) * 25**2 / 10_000 == pytest.approx(3, rel=0.01)
    assert np.isnan(values[0, 0])
    assert np.isnan(values[10, -10])  # where HILL stands, in no mahalle


def test_a_pin_outside_every_mahalle_warms_nothing(town, tmp_path, settings):
    settings.ACCEPT_OUTSIDE = True
    pin(CORNER)
    alone = densities(made(tmp_path, "one.tif"))
    pin(HILL)
    assert np.array_equal(densities(made(tmp_path, "two.tif")), alone, equal_nan=True)


def test_both_kernels_and_a_bbox_are_heeded(town, tmp_path):
    pin(CORNER)
    gaussian = densities(made(tmp_path, "g.tif"))
    quartic = densities(made(tmp_path, "q.tif", kernel="quartic"))
    assert np.nanmax(quartic) == pytest.approx(ONE_PIN * 6 / 8, rel=0.01)
    part = densities(made(tmp_path, "b.tif", bbox="29.105,40.985,29.115,40.995"))
    assert np.isfinite(part).sum() < np.isfinite(gaussian).sum() / 2


def test_a_filter_by_mahalle_shows_that_mahalle_alone(town, tmp_path):
    pin(FOUNTAIN)
    collection = json.loads(made(tmp_path, "d.geojson", neighbourhood="baglar").read_bytes())
    whole = unary_union([shape(f["geometry"]) for f in collection["features"]])
    assert whole.bounds == pytest.approx((29.10, 40.99, 29.11, 41.00), abs=2e-5)


def test_the_contours_are_valid_geojson_that_covers_the_district_once(town, tmp_path):
    for where in (FOUNTAIN, FOUNTAIN, BRIDGE):
        pin(where)
    collection = json.loads(made(tmp_path, "d.geojson", language="en").read_bytes())
    classes = [(f["properties"], shape(f["geometry"])) for f in collection["features"]]
    district = unary_union([box(x, y, x + 0.01, y + 0.01) for _name, x, y in SQUARES.values()])
    assert all(area.is_valid and area.geom_type == "MultiPolygon" for _p, area in classes)
    assert all(p.exterior.is_ccw for _p, area in classes for p in area.geoms)
    assert sum(area.area for _p, area in classes) == pytest.approx(district.area, rel=1e-3)
    assert classes[-1][1].contains(Point(FOUNTAIN))
    assert classes[-1][0]["lower"] <= 2 * ONE_PIN * 1.03 < classes[-1][0]["upper"]
    assert all(p["lower"] < p["upper"] for p, _area in classes)
    assert {p["unit"] for p, _area in classes} == {"reports per hectare"}


@pytest.mark.parametrize(
    ("marks", "text"),
    [([",", "."], "1.234,5"), ([".", ","], "1,234.5"), ([",", "\xa0"], "1\xa0234,5")],
)
def test_numbers_are_written_as_the_language_writes_them(marks, text):
    assert number_text(1234.50, marks) == text


def test_the_scale_bar_has_a_round_length():
    assert [round_length(metres) for metres in (1999, 2000, 740)] == [1000, 2000, 500]


def test_the_picture_is_a_png_as_wide_as_it_says(town, tmp_path):
    pin(FOUNTAIN)
    picture = made(tmp_path, "d.png", language="en").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width == 1800
    assert 1000 < height < 2600


def test_scotts_bandwidth_is_told(town, tmp_path, capsys):
    for where in (FOUNTAIN, BRIDGE, MARKET):
        pin(where)
    path = made(tmp_path, "d.tif", bandwidth="scott")
    told = float(GDALRaster(str(path)).metadata["DEFAULT"]["BANDWIDTH_METRES"])
    assert f"Scott's rule: {told:.0f} m" in capsys.readouterr().out
    x, y = TO_METRES.transform(*zip(FOUNTAIN, BRIDGE, MARKET, strict=True))
    spread = np.sqrt((np.var(x, ddof=1) + np.var(y, ddof=1)) / 2)
    assert told == pytest.approx(3 ** (-1 / 6) * spread, rel=0.02)


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("d.shp", {}, r"\.tif, \.png, \.geojson, \.html"),
        ("none/d.tif", {}, "no folder"),
        ("d.tif", {"bandwidth": 10}, "too small for cells of 25 m"),
        ("d.tif", {"bandwidth": -5}, "no positive number"),
        ("d.tif", {"bandwidth": "wide"}, "no positive number"),
        ("d.tif", {"cell": "nan"}, "no positive number"),
        ("d.tif", {"cell": 0.5}, "more than 4,000,000 cells"),
        ("d.tif", {"bandwidth": "scott"}, "two spots"),
        ("d.tif", {"status": "resolved"}, "No report matches"),
        ("d.tif", {"bbox": "30,41,31,42"}, "No report matches"),
        ("d.png", {"kind": "heat"}, "only for an .html file"),
        ("d.html", {"cell": 10}, "only for a .tif, .png or .geojson file"),
        ("d.html", {"measure": "count"}, "only for --kind choropleth"),
        ("d.html", {"kind": "dual"}, "needs the earlier period"),
        ("d.html", {"kind": "dual", "compare_from": "2026-02-30", "compare_to": "2026-03-01"}, "--compare-from: "),
        ("d.html", {"kind": "heat", "compare_to": "2026-03-01"}, "only for --kind dual"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_with_the_reason(town, tmp_path, name, options, said):
    pin(CORNER)
    with pytest.raises(CommandError, match=said):
        made(tmp_path, name, **options)


def test_reports_outside_the_district_alone_make_no_surface(town, tmp_path, settings):
    settings.ACCEPT_OUTSIDE = True
    pin(HILL)
    with pytest.raises(CommandError, match="no report with an exact place"):
        made(tmp_path, "d.tif")


def test_the_months_run_from_the_first_issue_to_the_last_without_a_gap(town):
    reported(pin(FOUNTAIN), date(2025, 11, 20))
    reported(pin(FOUNTAIN), date(2026, 2, 3))
    spans = [(m.first_day, m.last_day) for m in months(IssueFilter())]
    assert spans == [
        (date(2025, 11, 20), date(2025, 11, 30)),
        (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 3)),
    ]
    frames = heatmap_content(IssueFilter(), Drawing(kind="timeline"))["frames"]
    assert [len(cells) for _month, cells in frames] == [1, 0, 0, 1]
    assert frames[0][0] == "Kasım 2025"


def test_the_choropleth_counts_its_classes_and_keeps_from_saying_too_much(town):
    for where, count in ((FOUNTAIN, 6), (BRIDGE, 8), (MARKET, 4)):
        for _ in range(count):
            pin(where)
    content = heatmap_content(IssueFilter(), Drawing(kind="choropleth", measure="per_1000"))
    classes = {slug: area["class"] for slug, area in content["areas"].items()}
    assert classes == {"baglar": 1, "dere": 0, "igdir": None, "cinar": None, "ovacik": None}
    assert [entry["count"] for entry in content["legend"]] == [
        "1 mahalle",
        "1 mahalle",
        "3 mahalle",
    ]
    assert content["areas"]["baglar"]["lines"][-1].endswith("6,0")


def test_the_choropleth_divides_by_the_area_in_metres(town):
    for _ in range(6):
        pin(FOUNTAIN)
    content = heatmap_content(IssueFilter(), Drawing(kind="choropleth", measure="per_km2"))
    west, south = TO_METRES.transform(29.10, 40.99)
    east, north = TO_METRES.transform(29.11, 41.00)
    density = 6 / ((east - west) * (north - south) / 1e6)
    shown = float(content["areas"]["baglar"]["lines"][-1].rpartition(" ")[2].replace(",", "."))
    assert shown == pytest.approx(density, rel=0.01)


def test_two_periods_are_counted_apart(town):
    reported(pin(FOUNTAIN), date(2025, 5, 5))
    for _ in range(2):
        reported(pin(BRIDGE), date(2026, 5, 5))
    earlier = IssueFilter(first_day=date(2025, 5, 1), last_day=date(2025, 5, 31))
    later = IssueFilter(first_day=date(2026, 5, 1), last_day=date(2026, 5, 31))
    content = heatmap_content(later, Drawing(kind="dual", earlier=earlier))
    assert [period["reports"] for period in content["periods"]] == [1, 2]
    assert content["periods"][0]["name"].startswith("1 Mayıs 2025 – 31 Mayıs 2025")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_links_to_nothing_even_without_a_report(town, kind):
    page = written(heatmap_content(IssueFilter(), Drawing(kind=kind))).decode()
    assert "<link" not in page
    assert "<script src" not in page
    assert "@font-face" not in page
    assert "url(http" not in page
    assert "url(//" not in page
    assert not [code for code in CHARACTERS if f'"{code}"' in page]


def test_an_asset_that_nobody_vouched_for_is_an_error():
    with pytest.raises(UnknownAssetError, match="tracker"):
        OfflineHeader().add_child(JavascriptLink("https://cdn.example/t.js"), name="tracker")


@pytest.mark.parametrize("form", ["tif", "png", "geojson"])
def test_a_child_process_makes_the_same_file(town, form):
    pin(FOUNTAIN)
    content = heatmap_content(IssueFilter(), Drawing(form=form))
    assert render_in_subprocess(content)[:16] == written(content)[:16]


def test_the_name_of_a_mahalle_stays_text_in_the_choropleth(town):
    content = heatmap_content(IssueFilter(), Drawing(kind="choropleth"))
    content["areas"]["baglar"]["lines"][0] = "<img src=x onerror=alert(1)>"
    assert "<img src=x" not in written(content).decode().replace("\\u003c", "<")
