"""A photo as a phone sends it, or what is none."""

from io import BytesIO

from PIL import Image

from intake.photo_files import LONG_SIDE, PhotoRefusedError, cleaned

WORDS = [b"\xff\xd8\xff\xe0", b"\xff\xda", b"\xff\xe1", b"Exif\x00\x00", b"\x89PNG\r\n\x1a\n", b"IHDR", b"IDAT", b"acTL",
         b"iCCP", b"RIFF", b"WEBPVP8 ", b"VP8X", b"ANIM", b"MPF\x00", b"GIF89a", b"%PDF", b"<svg"]  # fmt: skip


def take(content: bytes) -> None:
    """Clean a photo; what is kept can be opened, is small enough and tells nothing."""
    try:
        kept = cleaned(BytesIO(content))
    except PhotoRefusedError:
        return
    with Image.open(BytesIO(kept.photo), formats=["JPEG"]) as photo:
        photo.load()
        assert max(photo.size) <= LONG_SIDE
        assert photo.size == (kept.width, kept.height)
        assert not photo.getexif()


def _written(mode: str, form: str, **options: object) -> bytes:
    file = BytesIO()
    picture = Image.linear_gradient("L").resize((48, 32)).convert("RGB").convert(mode)
    picture.save(file, form, **options)
    return file.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "Bağlar"
    return exif


SEEDS = [
    _written("RGB", "JPEG", exif=_exif()), _written("L", "JPEG", progressive=True), _written("CMYK", "JPEG"),
    _written("RGB", "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))]),
    _written("RGBA", "PNG"), _written("P", "PNG", transparency=0), _written("1", "PNG"),
    _written("RGB", "WEBP"), _written("RGBA", "WEBP", lossless=True),
]  # fmt: skip
