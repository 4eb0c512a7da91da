import geopandas as gpd
import pytest
from django.core.management import CommandError, call_command
from shapely import box

from neighbourhoods.models import BoundarySet, Figure, Neighbourhood
from tests.district import SQUARES


def frame(**changes):
    boxes = {c: box(w, s, w + 0.01, s + 0.01) for c, (_n, w, s) in SQUARES.items()} | changes
    names = [name for name, _w, _s in SQUARES.values()]
    return gpd.GeoDataFrame(
        {"code": list(boxes), "name": names}, geometry=list(boxes.values()), crs=4326
    )


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "town.geojson"
    frame().to_file(path)
    return path


def test_a_dry_run_reports_and_loads_nothing(db, file, capsys):
    call_command("import_boundaries", file)
    said = capsys.readouterr().out
    assert "features" in said
    assert "Dry run" in said
    assert not BoundarySet.objects.exists()


def test_commit_loads_an_inactive_set_and_activate_makes_it_current(db, file, capsys):
    call_command("import_boundaries", file, "--commit", "--source", "drawn by hand")
    assert BoundarySet.objects.get().status == "loaded"
    call_command("import_boundaries", file, "--commit", "--activate", "--set-name", "Second")
    assert BoundarySet.objects.current().name == "Second"
    assert Neighbourhood.objects.current().count() == 5


def test_what_was_loaded_is_what_the_file_drew_to_a_millimetre(db, file):
    call_command("import_boundaries", file, "--commit", "--activate")
    loaded = {n.code: n.boundary for n in Neighbourhood.objects.current()}
    for code, (_name, west, south) in SQUARES.items():
        drawn = (west, south, west + 0.01, south + 0.01)
        assert loaded[code].extent == pytest.approx(drawn, abs=1e-8)


def test_an_overlap_is_refused_and_nothing_is_half_loaded(db, tmp_path, capsys):
    path = tmp_path / "overlap.geojson"
    frame(**{"101": box(29.1099, 40.99, 29.12, 41.0)}).to_file(path)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("import_boundaries", path, "--commit", "--activate")
    assert "overlap 101 – 102" in capsys.readouterr().out
    assert not BoundarySet.objects.exists()


def test_activate_without_commit_is_a_contradiction_that_is_told(db, file):
    with pytest.raises(CommandError, match="--activate needs --commit"):
        call_command("import_boundaries", file, "--activate")


def test_the_real_set_with_defects_is_refused_with_its_19_overlaps_and_25_gaps(
    db, shared_data, capsys
):
    with pytest.raises(CommandError, match="Refused"):
        call_command(
            "import_boundaries",
            shared_data / "atasehir_mahalle_with_defects.geojson",
            "--commit",
            "--code-column=kod",
            "--name-column=ad",
        )
    said = capsys.readouterr().out
    assert said.count("\n  overlap ") == 19
    assert said.count("\n  gap ") == 25
    assert not BoundarySet.objects.exists()


def test_the_real_clean_set_loads_with_no_defect(db, shared_data, capsys):
    call_command("import_boundaries", shared_data / "atasehir_mahalle.geojson", "--commit")
    said = capsys.readouterr().out
    assert "overlap " not in said.replace("overlaps", "")
    assert Neighbourhood.objects.count() == 17


def figures(tmp_path, text):
    path = tmp_path / "population.csv"
    path.write_text(text)
    return path


def test_figures_are_a_dry_run_until_commit_and_replace_their_year(town, tmp_path, capsys):
    path = figures(tmp_path, "code,year,value\n101,2023,2100\n105,2024,60\n")
    call_command("import_figures", path, "--source", "count")
    assert "Without a figure: 102, 103, 104" in capsys.readouterr().out
    assert Figure.objects.get(code="101").value == 2000
    call_command("import_figures", path, "--source", "count", "--commit")
    assert Figure.objects.get(code="101").value == 2100
    assert Figure.objects.get(code="105").year == 2024


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,year,value\n101,2023,5\n999,2023,5\n", "has the code 999"),
        ("code,year,value\n101,2023,-5\n", "Below zero: 101"),
        ("code,year,value\n101,2023,çok\n", "not a number"),
    ],
)
def test_bad_figures_are_refused_whole(town, tmp_path, text, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_figures", figures(tmp_path, text), "--source", "x", "--commit")
    assert Figure.objects.get(code="101").value == 2000
