"""The drawings of docs/architecture.md are the house as it stands."""

import re
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/architecture.md").read_text()
HOUSE, WAY = re.findall(r"```mermaid\n(.*?)```", PAGE, re.S)
ROOMS = re.findall(r"^\| `(\w+)` \|", PAGE, re.M)


def test_the_arrows_are_the_imports():
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    imports = {
        (one, other)
        for one in ROOMS
        for other in ROOMS
        if one != other
        and graph.direct_import_exists(importer=one, imported=other, as_packages=True)
    }
    assert set(re.findall(r"(\w+) --> (\w+)", HOUSE)) == imports


def test_every_app_is_a_room():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps <= set(ROOMS)


def test_every_file_that_is_named_is_there():
    named = re.findall(r'\["([\w/.]+)"\]', WAY) + re.findall(r"`(\w+/[\w/.]+)`", PAGE)
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert len(named) > 15
