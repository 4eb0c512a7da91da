"""Photos as they come in, and as they are kept: upright, small, and without a word about where or who."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms

MOST_BYTES = 15_000_000
MOST_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""By format: a JPEG is decoded at a half or less; each takes 400 MB of memory at the most."""

MOST_SCANS = 30
"""Of a progressive JPEG, which is decoded once for each; cameras and programs make about ten (18 for
CMYK), and as many may be in the preview inside it."""

LONG_SIDE = 2048
SMALL_LONG_SIDE = 480
"""Pixels of the longer side of the photo and of its thumbnail, at most."""

FORMATS = ("JPEG", "PNG", "WEBP")
SRGB = ImageCms.createProfile("sRGB")

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture of that EXIF orientation upright (EXIF 2.32, tag 0x0112)."""

one_at_a_time = Lock()
"""The threads of a process take turns, for the memory that decoding takes."""


class PhotoRefusedError(Exception):
    """A file that is no photo we can keep; the message tells the person what to do."""


class PhotoTooLargeError(PhotoRefusedError):
    """A file of more than MOST_BYTES."""


@dataclass(frozen=True)
class CleanPhoto:
    """A photo made anew from the pixels alone: JPEG, sRGB, upright, without metadata.

    `width` and `height` are the photo's, in pixels; only `cleaned` makes one.
    """

    photo: bytes
    small: bytes
    width: int
    height: int


def cleaned(file: IO[bytes]) -> CleanPhoto:
    """Return the photo in a file, made anew; nothing but the pixels of the original is left.

    Raises:
        PhotoTooLargeError: the file has more than MOST_BYTES.
        PhotoRefusedError: it is no JPEG, PNG or WebP by its content, moves, is damaged, or has more
            than MOST_PIXELS.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PhotoTooLargeError(
            _("This photo has more than 15 MB. Please choose or make a smaller one.")
        )
    with one_at_a_time, _opened(content) as image:
        _refuse_what_is_no_photo(image)
        _refuse_endless_scans(image, content)
        picture = _picture(image)
    small = picture.copy()
    small.thumbnail((SMALL_LONG_SIDE, SMALL_LONG_SIDE), Image.Resampling.LANCZOS)
    return CleanPhoto(_jpeg(picture), _jpeg(small), picture.width, picture.height)


def _opened(content: bytes) -> Image.Image:
    """Read the head of a file; no pixel is decoded yet."""
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # whatever a decoder says of its head, it is no photo
        raise PhotoRefusedError(
            _("This file is no photo that can be shown. Please choose a JPEG, PNG or WebP picture.")
        ) from error


def _refuse_what_is_no_photo(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS[image.format or ""]:
        raise _too_many_pixels()
    # Phones put a second, darker picture behind a JPEG's first (MPO); that is no animation.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise PhotoRefusedError(_("This picture moves. Please choose a photo that stands still."))


def _refuse_endless_scans(image: Image.Image, content: bytes) -> None:
    if image.info.get("progressive") and content.count(b"\xff\xda") > MOST_SCANS:
        raise _damaged()


def _too_many_pixels() -> PhotoRefusedError:
    return PhotoRefusedError(
        _("This photo has too many pixels. Please choose or make a smaller one.")
    )


def _damaged() -> PhotoRefusedError:
    return PhotoRefusedError(
        _("This photo is damaged or cut off. Please open it, save it anew, and choose it again.")
    )


def _picture(image: Image.Image) -> Image.Image:
    """Return what is seen, on a new sheet that knows nothing of where it came from."""
    try:
        seen = _plain(image)
        # A JPEG is decoded at a half, a quarter or an eighth where that is enough.
        seen.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
        seen = _upright(seen)
        sheet = Image.new("RGB", seen.size, "white")
        sheet.paste(_in_srgb(seen), mask=seen.getchannel("A") if "A" in seen.mode else None)
    except Exception as error:  # decoders raise all kinds of errors for a broken file
        raise _damaged() from error
    return sheet


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in a mode that can be scaled without loss: L, RGB, CMYK or RGBA."""
    if image.mode.startswith("I"):  # PNG's 16 bits of grey
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"L", "RGB", "CMYK"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA")


def _upright(image: Image.Image) -> Image.Image:
    try:
        turn = TURNS.get(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # Pillow lists no errors for broken EXIF; the picture then stays as it lies
        return image
    return image.transpose(turn) if turn is not None else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the colours as sRGB; a colour profile that cannot be used is left aside."""
    profile = image.info.get("icc_profile")
    colours = image.convert("RGB") if image.mode == "RGBA" else image
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(colours, given, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted:
            return converted
    return colours.convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=82, progressive=True, optimize=True)
    return written.getvalue()
