"""The documentation fails when the code moves on: commands, settings, links and tables are checked."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from issues.querysets import count_differences
from maps.layers import LAYERS
from tests.basemap import ELEMENTS
from tests.neighbourhoods.test_import_boundaries import frame

ROOT = Path(__file__).resolve().parent.parent
FOUNTAIN = {
    "type": "node", "id": 1, "lon": 29.115, "lat": 40.995, "tags": {"historic": "fountain", "name": "Çeşme"},
}  # fmt: skip
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
SETTINGS = (ROOT / "config/settings.py").read_text()


def commands(page):
    """The lines of a page's sh blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(), re.S)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_script_that_is_named_can_be_run(page):
    for name in re.findall(r"(?:^|[\s`(])\.?/?(script/[a-z]+)", page.read_text()):
        assert os.access(ROOT / name, os.X_OK), name


def test_every_management_command_of_the_operators_guide_runs(
    transactional_db, tmp_path, monkeypatch
):
    call_command("load_sample")
    boundaries = frame().rename(columns={"code": "kod", "name": "ad"})
    boundaries.to_file(tmp_path / "mahalle.geojson")
    (tmp_path / "population.csv").write_text("code,year,value\n101,2024,2100\n")
    (tmp_path / "budget.csv").write_text("code,value\n101,250000\n")
    frame().to_file(tmp_path / "streets.geojson")
    (tmp_path / "stops.csv").write_text("ADI,longitude,latitude\nOkul,29.115,40.995\n")
    (tmp_path / "parks.csv").write_text(
        "NAME,LONGITUDE,LATITUDE,NEIGHBORHOOD_NAME\nOkul Parkı,29.115,40.995,BARBAROS\n"
    )
    (tmp_path / "overpass.json").write_text(json.dumps({"elements": [FOUNTAIN, *ELEMENTS]}))
    monkeypatch.chdir(tmp_path)
    guide = commands("docs/operators.md")
    run = [shlex.split(c)[1:] for c in guide if c.startswith("./script/manage")]
    for command in run:
        call_command(*command)
    assert len(run) >= 8
    assert not count_differences()


def test_every_command_of_the_analysts_guide_writes_its_file(db, tmp_path, monkeypatch):
    call_command("load_sample")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pins").mkdir()
    for command in commands("docs/analysts.md"):
        program, *words = shlex.split(command)
        if program == "mkdir" or words[0] == "notebooks":  # tests/planning/test_notebooks.py
            continue
        made = tmp_path / words[words.index("--out") + 1]
        if words[0] == "batch":  # it asks no database, and starts processes of its own
            subprocess.run([sys.executable, ROOT / "manage.py", *words], check=True)
            [made] = made.iterdir()
        else:
            call_command(*words)
        least = 20_000 if words[0] == "heatmap" else 1_000
        assert made.stat().st_size > least


def test_every_curl_of_the_guides_is_answered(transactional_db, live_server):
    call_command("load_sample")
    neighbours = ("docs/neighbours/curl.md", "docs/neighbours/open311.md")
    guides = ("docs/api.md", "docs/layers.md", *neighbours)
    for command in [c for guide in guides for c in commands(guide)]:
        words = shlex.split(command.replace("http://localhost:8000", live_server.url))
        answer = subprocess.run(
            [*words, "--silent", "--fail"], capture_output=True, text=True, check=True
        )
        assert json.loads(answer.stdout)


@pytest.mark.skipif(not shutil.which("ogr2ogr"), reason="needs the commands of GDAL")
def test_every_command_of_the_gdal_guide_reads(transactional_db, live_server, tmp_path):
    call_command("load_sample")
    for command in commands("docs/neighbours/gdal.md"):
        words = shlex.split(command.replace("http://localhost:8000", live_server.url))
        subprocess.run(words, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    assert (tmp_path / "green.gpkg").stat().st_size > 1_000
    topics = {
        row["category"] for row in csv.DictReader((tmp_path / "cop.csv").read_text().splitlines())
    }
    assert topics == {"cop"}


def test_the_geopandas_guide_reads_reports_and_measures_places(transactional_db, live_server):
    call_command("load_sample")
    page = (ROOT / "docs/neighbours/geopandas.md").read_text()
    [code] = re.findall(r"```python\n(.*?)```", page, re.S)
    ran = subprocess.run(
        [sys.executable, "-c", code.replace("http://localhost:8000", live_server.url)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert "Barbaros" in ran.stdout


def test_the_guides_name_every_layer():
    listed = re.findall(r"^\| `([a-z_]+)` \|", (ROOT / "docs/layers.md").read_text(), re.M)
    assert set(listed) == set(LAYERS), "each layer has a row in the table of docs/layers.md"
    data = (ROOT / "docs/analysts.md").read_text().partition("```")[0]
    missing = [name for name in LAYERS if f"`{name}`" not in data]
    assert not missing, "docs/analysts.md says which layers there are"


def test_the_operators_guide_names_every_setting_and_no_other():
    read = set(
        re.findall(
            r'(?:required|switch|whole_number|web_address|environ\.get)\(\s*"([A-Z_]+)"', SETTINGS
        )
    )
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operators.md").read_text(), re.M))
    assert listed == read


def test_the_example_of_the_environment_names_only_settings_that_are_read():
    compose = (ROOT / "docker-compose.yml").read_text() + (ROOT / "Caddyfile").read_text()
    for name in re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M):
        assert f"${{{name}" in compose, name
    passed = set(re.findall(r"^    ([A-Z_]+): ", compose.partition("services:")[0], re.M))
    assert passed <= set(re.findall(r'"([A-Z_]+)"', SETTINGS))


def test_every_dependency_is_named_with_its_reason():
    reasons = (ROOT / "docs/adr/0001-dependencies.md").read_text().lower()
    project = (ROOT / "pyproject.toml").read_text().partition("[tool.")[0]
    python = re.findall(r'^  "([A-Za-z0-9-]+)', project, re.M)
    package = json.loads((ROOT / "package.json").read_text())
    for name in [*python, *package["dependencies"], *package["devDependencies"]]:
        assert name.lower() in reasons, name


def test_the_readme_maps_every_folder():
    readme = (ROOT / "README.md").read_text()
    folders = {p.parent.name for p in ROOT.glob("*/__init__.py")} | {"docs", "script"}
    assert not [name for name in folders if f"{name}/" not in readme]
