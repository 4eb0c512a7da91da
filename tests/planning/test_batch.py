"""A country's worth of pins in files: the same numbers as the database, and no loss where something fails."""

import json
import subprocess
import sys
from io import StringIO
from random import Random
from types import SimpleNamespace

import geopandas
import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from analysis.assignment import NOWHERE, Areas
from analysis.density import cell_counts, grid_over, kernel_density
from issues.models import DailyCount, PublicIssue
from neighbourhoods.models import Neighbourhood
from planning.batch.files import ROWS
from tests.district import BAGLAR, BRIDGE, CINAR, CORNER, FIELD, FOUNTAIN, FRAME, HILL, PEOPLE, pin
from tests.planning.test_months import reported

SQUARES = [shapely.box(x, y, x + 1, y + 1) for y in range(3) for x in range(3)]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=40))
def test_a_point_lies_in_the_first_area_that_covers_it(halves):
    x, y = np.array(halves, float).T / 2
    found = Areas(SQUARES).assign(x, y)
    for at, place in enumerate(found):
        covering = [
            n for n, s in enumerate(SQUARES)
            if s.bounds[0] <= x[at] <= s.bounds[2] and s.bounds[1] <= y[at] <= s.bounds[3]
        ]  # fmt: skip
        assert place == min(covering)


def test_what_lies_nowhere_or_is_no_place_lies_nowhere():
    found = Areas(SQUARES).assign(np.array([9.0, np.nan, 0.5]), np.array([9.0, 0.5, np.inf]))
    assert list(found) == [NOWHERE] * 3


@pytest.fixture
def areas(town, tmp_path):
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(n.boundary.geojson),
            "properties": {"code": n.code, "name": n.name, "people": PEOPLE.get(n.code, 0)},
        }
        for n in Neighbourhood.objects.current()
    ]
    file = tmp_path / "areas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


@pytest.fixture
def exported(areas, tmp_path):
    """The reports of the town in two files, as the export writes them; some on borders, one outside."""
    random = Random(3)
    west, south, east, north = FRAME
    for place in (FOUNTAIN, BRIDGE, FIELD, CORNER):
        pin(place, "cop")
    reported(HILL, [1])
    for _ in range(60):
        pin(
            (random.uniform(west, east - 0.01), random.uniform(south, north)),
            random.choice(["cop", "agac"]),
        )
    folder = tmp_path / "in"
    folder.mkdir()
    for category in ("temizlik", "yesil,yol"):
        call_command("export", "issues", out=folder / f"{category[:5]}.parquet", category=category)
    return folder


def command(work, exported, areas, out, **options):
    """The command in a process of its own, as an analyst runs it."""
    given = {"input": exported, "areas": areas, "out": out} | options
    words = [
        word for name, value in given.items() for word in (f"--{name.replace('_', '-')}", value)
    ]
    return [sys.executable, "manage.py", "batch", work, *map(str, words)]


@pytest.fixture(scope="module")
def scheduler():
    """The address of a scheduler with two workers, in a process of its own as a real one; it ends with its input."""
    script = (
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=2, threads_per_worker=1, host='127.0.0.1', dashboard_address=None,\n"
        "                      worker_dashboard_address=None) as local:\n"
        "        print(local.scheduler_address, flush=True)\n"
        "        input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running.stdout.readline().strip()
        running.communicate("that is all\n")


@pytest.fixture
def run(scheduler, exported, areas, tmp_path):
    """Run the command on the scheduler's workers; returns the folder of what was made, and what was said."""

    def ran(work, **options):
        out, said = options.setdefault("out", tmp_path / "out"), StringIO()
        asked = {"input": exported, "areas": areas, "scheduler": scheduler} | options
        try:
            call_command("batch", work, stdout=said, stderr=said, **asked)
        except CommandError as error:
            return SimpleNamespace(out=out, said=f"{said.getvalue()}{error}", code=1)
        return SimpleNamespace(out=out, said=said.getvalue(), code=0)

    return ran


def test_each_report_has_the_mahalle_that_the_database_says(exported, areas, tmp_path):
    out = tmp_path / "out"
    subprocess.run(command("assign", exported, areas, out), check=True)
    rows = [row for file in out.glob("*.parquet") for row in pq.read_table(file).to_pylist()]
    assert len(rows) == PublicIssue.objects.count() == 65
    known = dict(PublicIssue.objects.values_list("number", "neighbourhood__code"))
    assert {row["number"]: row["mahalle"] for row in rows} == known
    corner = PublicIssue.objects.get(location=Point(*CORNER, srid=4326))
    assert known[corner.number] == CINAR


def test_the_counts_and_rates_are_those_of_the_database(run):
    made = run("statistics", population_column="people")
    lines = [line.split(",") for line in (made.out / "statistics.csv").read_text().splitlines()[1:]]
    for code, name in Neighbourhood.objects.current().values_list("code", "name"):
        counted = DailyCount.objects.filter(neighbourhood__code=code).total()
        own = [line for line in lines if line[0] == code]
        assert sum(int(line[3]) for line in own) == counted
        assert {line[1] for line in own} == {name}
        if people := PEOPLE.get(code):
            for line in own:
                rate, lower, upper = map(float, line[5:])
                assert rate == pytest.approx(1000 * int(line[3]) / people, abs=1e-4)
                assert lower <= rate <= upper
    assert sum(int(line[3]) for line in lines) == 65
    litter = PublicIssue.objects.filter(category__slug="cop").count()
    assert sum(int(line[3]) for line in lines if line[2] == "cop") == litter
    km2 = (
        Neighbourhood.objects.current().get(code=CINAR).boundary.transform(5254, clone=True).area
        / 1e6
    )
    for line in lines:
        if line[0] == CINAR:
            assert float(line[4]) == pytest.approx(int(line[3]) / km2, abs=0.001)


def test_the_density_is_that_of_all_points_at_once(run):
    made = run("density", cell=50, bandwidth=200)
    told = pq.read_table(made.out / "density.parquet").to_pandas()
    points = [issue.location.transform(5254, clone=True) for issue in PublicIssue.objects.all()]
    frame = [n.boundary.transform(5254, clone=True).extent for n in Neighbourhood.objects.current()]
    bounds = (*np.min(frame, axis=0)[:2], *np.max(frame, axis=0)[2:])
    grid = grid_over(bounds, 50)
    counts = cell_counts(np.array([p.x for p in points]), np.array([p.y for p in points]), grid)
    density = kernel_density(counts, grid, bandwidth=200)
    assert told["per_m2"].sum() == pytest.approx(density.sum(), rel=1e-6)
    top = told.loc[told["per_m2"].idxmax()]
    row, column = np.unravel_index(density.argmax(), density.shape)
    x, y = grid.centres()
    assert (top["x"], top["y"], top["per_m2"]) == pytest.approx((x[column], y[row], density.max()))


def test_what_was_assigned_from_the_same_is_not_done_again_and_what_changed_is(
    run, exported, areas
):
    made = run("assign")
    before = {file.name: file.stat().st_mtime_ns for file in made.out.iterdir()}
    call_command("export", "issues", out=exported / "yesil.parquet", category="temizlik")
    run("assign")
    after = {file.name: file.stat().st_mtime_ns for file in made.out.iterdir()}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"yesil.parquet"}
    collection = json.loads(areas.read_text())
    ring = collection["features"][0]["geometry"]["coordinates"][0][0]
    ring[1][0] += 0.001  # a border moves
    areas.write_text(json.dumps(collection))
    run("assign")
    assert all(file.stat().st_mtime_ns > after[file.name] for file in made.out.iterdir())


def test_a_file_that_fails_is_named_the_others_are_done_and_it_is_tried_again_next_time(
    run, exported
):
    (exported / "bozuk.parquet").write_bytes(b"no parquet")
    pq.write_table(pa.table({"a": [1]}), exported / "yersiz.parquet")
    made = run("assign")
    assert made.code == 1
    assert "2 of 4 files failed" in made.said
    assert "bozuk.parquet: " in made.said
    assert "yersiz.parquet: it has no columns x and y, and is no GeoParquet." in made.said
    assert {file.name for file in made.out.iterdir()} == {"temiz.parquet", "yesil.parquet"}
    for name in ("bozuk", "yersiz"):
        points = pa.table({"x": [FOUNTAIN[0]], "y": [FOUNTAIN[1]]})
        pq.write_table(points, exported / f"{name}.parquet")
    assert run("assign").code == 0
    assert pq.read_table(made.out / "bozuk.parquet")["mahalle"].to_pylist() == [BAGLAR]


def test_metres_are_refused_and_other_codes_of_the_same_areas_are_other_codes(
    run, exported, tmp_path
):
    made = run("assign")
    assert run("assign", code_column="name").code == 0
    told = {
        row["mahalle"] for file in made.out.iterdir() for row in pq.read_table(file).to_pylist()
    }
    assert "Çınar" in told
    again = run("assign", input=made.out, out=tmp_path / "again")
    assert pq.read_table(again.out / "temiz.parquet").column_names.count("mahalle") == 1
    table = geopandas.GeoDataFrame(geometry=[shapely.Point(*FOUNTAIN)], crs=4230)
    table.to_parquet(exported / "eski.parquet")
    said = run("assign").said
    assert "eski.parquet: it is in ED50. Write it in degrees (EPSG:4326)." in said
    pq.write_table(pa.table({"x": [466_000.0], "y": [4_538_000.0]}), exported / "metre.parquet")
    assert "metre.parquet: its coordinates are no degrees" in run("assign").said


def test_with_a_file_missing_no_sum_is_told(run, exported):
    (exported / "bozuk.parquet").write_bytes(b"no parquet")
    made = run("statistics")
    assert made.code == 1
    assert not list(made.out.iterdir())


def test_more_rows_than_a_worker_holds_are_done_in_pieces(run, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    rows = ROWS + 7
    table = pa.table({"x": np.full(rows, FOUNTAIN[0]), "y": np.full(rows, FOUNTAIN[1])})
    pq.write_table(table, folder / "many.parquet")
    made = run("assign", input=folder)
    assert pq.read_table(made.out / "many.parquet")["mahalle"].to_pylist() == [BAGLAR] * rows


def test_a_worker_that_is_killed_loses_nothing(areas, tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    random = np.random.default_rng(1)
    for number in range(12):
        x, y = (random.uniform(low, low + 0.02, 100_000) for low in (29.10, 40.98))
        pq.write_table(pa.table({"x": x, "y": y}), folder / f"{number:02}.parquet")
    words = command("assign", folder, areas, out, workers=2)
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert "100,000 rows" in running.stdout.readline()  # they are at work
        workers = [p for p in psutil.Process(running.pid).children(recursive=True) if is_worker(p)]
        workers[0].kill()
        running.communicate()
    assert running.returncode == 0
    counts = [pq.read_table(file)["mahalle"].null_count for file in sorted(out.iterdir())]
    assert counts == [0] * 12


def is_worker(process):
    return "spawn_main" in " ".join(process.cmdline())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"input": "out"}, "there is no .parquet file"),
        ({"areas": "nowhere.geojson"}, "there is no such file"),
        ({"code_column": "kod"}, "no column 'kod'"),
        ({"cell": 0.01}, "Give a larger --cell"),
        ({"out": "in"}, "another folder"),
        ({"cell": 0}, "--cell above 0"),
    ],
)
def test_what_cannot_be_done_is_said(run, tmp_path, options, said):
    (tmp_path / "out").mkdir()
    paths = {
        name: tmp_path / options[name] for name in ("input", "areas", "out") if name in options
    }
    made = run("density", **options | paths)
    assert made.code == 1
    assert said in made.said
