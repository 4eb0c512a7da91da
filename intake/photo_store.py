"""Photos kept as files beside the database, in a folder for each kind of thing that has some.

A photo's files are written inside the transaction that stores its row and removed after the one
that deletes it, so a row never lacks its files; files without a row are swept away every night.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from intake.photo_files import CleanPhoto

UNDER_WAY = timedelta(hours=1)
"""A younger file may belong to a transaction that has not ended."""


def photo_file(folder: str, photo: UUID, *, small: bool = False) -> Path:
    """Return where a photo, or its thumbnail, is kept."""
    return Path(settings.MEDIA_ROOT) / folder / f"{photo}{'-small' if small else ''}.jpg"


def keep(folder: str, photo: UUID, content: CleanPhoto) -> None:
    """Write a photo and its thumbnail, each whole or not at all.

    Its row comes first: its key keeps anybody else from writing files of this name.

    Raises:
        OSError: the disk is full, or refuses; then there is neither.
    """
    try:
        _write(photo_file(folder, photo), content.photo)
        _write(photo_file(folder, photo, small=True), content.small)
    except OSError:
        discard(folder, [photo])
        raise


def discard(folder: str, photos: Iterable[UUID]) -> None:
    """Remove the files of photos; to be done when their rows are gone for sure."""
    for photo in photos:
        for small in (False, True):
            photo_file(folder, photo, small=small).unlink(missing_ok=True)


def sweep(folder: str, *, known: Iterable[UUID], now: datetime) -> int:
    """Delete the files that belong to no known photo. Returns how many."""
    latest = (now - UNDER_WAY).timestamp()
    names = {
        photo_file(folder, photo, small=small).name for photo in known for small in (False, True)
    }
    swept = 0
    for file in (Path(settings.MEDIA_ROOT) / folder).glob("*"):
        with suppress(FileNotFoundError):  # it has got its final name meanwhile
            if file.name not in names and file.stat().st_mtime < latest:
                file.unlink()
                swept += 1
    return swept


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".new")
    try:
        with unfinished.open("wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
