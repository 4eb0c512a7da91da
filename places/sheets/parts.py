"""What a printed sheet carries within itself: letters and photos."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.finders import find

from places.models import PublicPlacePhoto
from places.photos import photo_file

FONT = "fonts/atkinson-hyperlegible-{subset}-{weight}-normal.woff2"
MOST_PHOTOS = 4


@cache
def fonts() -> list[tuple[str, int, str]]:
    """Return subset, weight and data address of each file of our letters."""
    return [
        (subset, weight, _inside(_font(subset, weight), "font/woff2"))
        for weight in (400, 700)
        for subset in ("latin", "latin-ext")
    ]


def _font(subset: str, weight: int) -> Path:
    return Path(str(find(FONT.format(subset=subset, weight=weight))))


def pictures(photos: Iterable[PublicPlacePhoto]) -> list[str]:
    """Return the data addresses of photos; one whose file is not there, as after a restore, is left out."""
    files = [photo_file(photo.pk) for photo in photos]
    return [_inside(file, "image/jpeg") for file in files if file.is_file()]


def _inside(file: Path, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"
