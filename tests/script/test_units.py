"""The systemd units start what is there, as the guide says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from operations.backup.__main__ import WORK

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "operations" / "units").iterdir())
GUIDE = (ROOT / "docs" / "operations.md").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_them(tmp_path):
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/srv/ortak-harita", str(ROOT)))
    named = [tmp_path / unit.name.replace("@.", "@whole.") for unit in UNITS]
    shutil.move(
        tmp_path / "ortak-harita-backup@.service", tmp_path / "ortak-harita-backup@whole.service"
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *named],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "ortak-harita" in line]
    assert ours == []


def test_every_backup_that_a_timer_asks_for_is_one_and_every_unit_is_in_the_guide():
    asked = {
        re.search(r"backup@(\w+)\.service", unit.read_text())[1]
        for unit in UNITS
        if unit.suffix == ".timer"
    }
    assert asked <= set(WORK)
    for unit in UNITS:
        assert unit.name.removesuffix(".service").partition("@")[0] in GUIDE


def test_every_command_of_the_guide_is_run_by_the_drill_or_is_a_server_s():
    drill = (ROOT / "tests" / "script" / "test_backup.py").read_text()
    lines = [
        line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.S) for line in block.splitlines()
    ]
    assert len(lines) >= 7
    for line in lines:
        program, *words = line.split()
        if program == "./script/manage":
            assert words == ["alert_rules"]  # tests/operations/test_measures.py
        else:
            called = f'"{program.removeprefix("./")}"' + "".join(
                f', "{word}"' for word in words[:1] if "/" not in word
            )
            assert called in drill, line
