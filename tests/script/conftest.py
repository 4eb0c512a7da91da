"""A checkout of its own for each test, with the packages of this one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def copy_sources(folder):
    """Copy the sources as a newcomer would clone them. Returns the folder."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for file in listed.stdout.splitlines():
        if (ROOT / file).is_file():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, folder / file)
    for packages in (".venv", "node_modules"):
        (folder / packages).symlink_to(ROOT / packages)
    return folder


@pytest.fixture
def checkout(tmp_path):
    """Return a maker of copies of the sources, by their names."""
    return lambda name: copy_sources(tmp_path / name)


@pytest.fixture(scope="session")
def used_checkout(tmp_path_factory):
    """A copy whose clusters stay from one test to the next, as with people who measure more than once."""
    return copy_sources(tmp_path_factory.mktemp("used") / "checkout")


@pytest.fixture
def newcomers_environment():
    """The environment of somebody who has set nothing."""
    ours = {"DATABASE_URL", "SECRET_KEY", "STATIC_ROOT", "PORT", "SITE_URL", "DEBUG"}
    return {name: value for name, value in os.environ.items() if name not in ours}
