"""The disk of the photos is full: the report stays, the photo is sent again later, nothing is half there."""

import logging
import os
import subprocess

import pytest
from PIL import Image
from uuid_utils.compat import uuid7

from issues.models import Photo
from tests.district import pin
from tests.issues.test_photos import address, put
from tests.pictures import encoded


@pytest.fixture
def small_disk(tmp_path, settings):
    """A disk of 64 KB for the photos."""
    if os.geteuid() != 0:
        pytest.skip("only root makes a disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"no disk can be made here: {made.stderr}")
    settings.MEDIA_ROOT = disk
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_photo_that_does_not_fit_is_asked_for_again_and_fits_when_there_is_room(
    town, api, small_disk, caplog
):
    caplog.set_level(logging.ERROR)
    where = address(pin(), uuid7())
    photo = encoded(Image.effect_noise((900, 900), 90).convert("RGB"))
    answer = put(api, where, photo)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"]
    assert "no room left on the disk" in caplog.text
    assert not Photo.objects.exists()
    assert [file for file in small_disk.rglob("*") if file.is_file()] == []
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert put(api, where, photo).status_code == 201
