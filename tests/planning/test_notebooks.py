"""The notebooks run on the sample district, and stand in the repository without their results."""

import json
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.test_docs import commands

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_results_are_not_in_git_and_its_words_are_turkish_with_an_english_summary(path):
    cells = json.loads(path.read_text())["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    title, turkish, english = "".join(cells[0]["source"]).split("\n\n")
    assert title.startswith("# ")
    assert re.search(r"[ığüşöçİ]", turkish)
    assert re.fullmatch(r"\*[A-Z].*\*", english)


def test_all_of_them_run_on_the_sample_and_their_pages_ask_for_nothing(
    transactional_db, database_url, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    call_command("load_sample")
    monkeypatch.chdir(tmp_path)
    [command] = [c for c in commands("docs/analysts.md") if " notebooks " in c]
    call_command(*shlex.split(command)[1:])
    pages = {path.stem: path.read_text() for path in tmp_path.rglob("*.html")}
    assert set(pages) == {path.stem for path in NOTEBOOKS}
    for page in pages.values():
        assert not re.findall(r'(?:src|href)="https?:', page)
    assert "Esatpaşa" in pages["04-kimin-sesi-az-duyuluyor"]
    assert "'keep': True" in pages["06-hakkaniyet-ve-senaryolar"]


def test_a_cell_that_fails_is_told_and_no_page_is_written(
    transactional_db, database_url, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    with pytest.raises(CommandError, match="06-hakkaniyet"):  # no figures are there
        call_command("notebooks", "06", out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_no_notebook_has_is_told_with_those_there_are(db, tmp_path):
    with pytest.raises(CommandError, match="01-bir-bakista-ilce"):
        call_command("notebooks", "ejderha", out=tmp_path)
