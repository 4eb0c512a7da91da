"""./script/setup where something is missing and may not be installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.mark.skipif(os.geteuid() != 0, reason="steps down from root to a user without rights")
def test_without_root_and_with_something_missing_it_prints_the_one_line(
    checkout, tmp_path, newcomers_environment
):
    folder = checkout("poor")
    subprocess.run(["chown", "-R", "nobody:", str(folder)], check=True)
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in [*Path("/usr/bin").iterdir(), *Path("/bin").iterdir(), *Path("/sbin").iterdir()]:
        if tool.name not in {"msgfmt", "sudo"} and not (tools / tool.name).exists():
            (tools / tool.name).symlink_to(tool)
    for parent in [tmp_path, *tmp_path.parents]:
        if parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o011)
    ran = subprocess.run(
        ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "./script/setup"],
        cwd=folder,
        env=newcomers_environment | {"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.strip().endswith("As root, run: apt-get update && apt-get install -y gettext")


@pytest.mark.parametrize("left", ["nothing", "unfinished"])
def test_python_packages_whose_installing_was_interrupted_are_installed_anew(
    checkout, newcomers_environment, left
):
    folder = checkout("interrupted")
    (folder / ".venv").unlink()
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/python").symlink_to(shutil.which("python3", path="/usr/bin"))
    (folder / ".venv/dev").touch()  # so that it asks for no other npm packages either
    if left == "unfinished":
        (folder / ".venv/stamp").touch()
        (folder / ".venv/unfinished").touch()
    (folder / "requirements-dev.lock").write_text("")
    ran = subprocess.run(
        ["./script/setup"],
        cwd=folder, env=newcomers_environment | {"PATH": "/usr/bin:/bin:/usr/sbin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert (folder / ".venv/bin/pip").exists()
    assert not (folder / ".venv/unfinished").exists()
