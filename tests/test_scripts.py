"""The browser's modules that need no browser are tested by node's own runner."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_unit_tests_of_the_scripts_pass():
    files = sorted(map(str, (ROOT / "tests/js").glob("*.test.js")))
    assert files
    ran = subprocess.run(
        ["node", "--test", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout
