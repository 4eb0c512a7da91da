"""Each check of script/check can fail: a known-bad line per tool proves it."""

import shutil
import subprocess

import pytest

from tests.script.conftest import ROOT

COMPLEX = "\n\ndef f(a: int) -> int:\n{}    return a\n".format(
    "".join(f"    if a == {i}:\n        a += {i}\n" for i in range(9))
)

BAD = {
    "ruff": ("analysis/classification.py", "\nimport os\n", "F401"),
    "ruff-banned": (
        "analysis/classification.py",
        "\nfrom django.http import HttpRequest\n",
        "TID251",
    ),
    "ruff-complex": ("analysis/classification.py", COMPLEX, "C901"),
    "format": ("analysis/classification.py", "\nx = {  'a':1 }\n", "would be reformatted"),
    "mypy": ("analysis/classification.py", "\n\ndef f(x):\n    return x\n", "no-untyped-def"),
    "imports": ("analysis/classification.py", "\nimport django\n", "analysis holds numbers only"),
    "imports-up": (
        "neighbourhoods/actions.py",
        "\nimport issues.models\n",
        "imports run downwards",
    ),
    "imports-heavy": ("planning/views.py", "\nimport geopandas\n", "Heavy libraries"),
    "migrations": (
        "accounts/models.py",
        "\n    from django.db.models import TextField\n    motto = TextField(default='')\n",
        "Add field motto",
    ),
    "settings": ("config/settings.py", "\nSECURE_HSTS_SECONDS = 0\n", "security.W004"),
    "eslint": ("maps/static/maps/main.js", "\nvar forgotten = 1;\n", "no-var"),
    "tsc": ("maps/static/maps/months.js", "\nmonthsBetween(1, 2);\n", "TS2345"),
    "prettier": ("maps/static/maps/main.js", "\nconst  a = {b:1}\n", "main.js"),
    "djlint": ("maps/templates/maps/home.html", "<img src='x'>", "home.html"),
    "shellcheck": ("script/lock", "\ncd $1\n", "SC2086"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_known_bad_line_fails(checkout, newcomers_environment, case):
    file, line, said = BAD[case]
    folder = checkout("bad")
    if case == "mypy" and (ROOT / ".mypy_cache").exists():
        shutil.copytree(ROOT / ".mypy_cache", folder / ".mypy_cache")
    with (folder / file).open("a") as source:
        source.write(line)
    check = case.partition("-")[0]
    ran = subprocess.run(
        ["script/check", check],
        cwd=folder, capture_output=True, text=True, check=False, env=newcomers_environment,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert said in ran.stdout
    assert f"1 failed: {check}" in ran.stdout
