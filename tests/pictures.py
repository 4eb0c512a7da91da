"""Pictures for the tests: a sheet with four coloured corners, in any format, with what a phone adds.

red    green
blue   white        as it is seen, whatever its orientation
"""

from io import BytesIO

from PIL import Image

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 200), (250, 250, 250)
SEEN = (RED, GREEN, BLUE, WHITE)

# how the camera wrote it, so that the orientation turns it upright (EXIF tag 0x0112)
WRITTEN = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def sheet(width=120, height=80):
    """The four corners, upright."""
    drawn = Image.new("RGB", (2, 2))
    drawn.putdata(SEEN)
    return drawn.resize((width, height), Image.Resampling.NEAREST)


def encoded(image=None, kind="JPEG", **options):
    """A picture as the bytes of a file."""
    written = BytesIO()
    (image or sheet()).save(written, kind, **options)
    return written.getvalue()


def corners(picture):
    """The colours in the middle of the four quarters."""
    wide, high = picture.size
    places = [(x, y) for y in (high // 4, 3 * high // 4) for x in (wide // 4, 3 * wide // 4)]
    return [picture.getpixel(place) for place in places]


def same_colours(found, wanted=SEEN, tolerance=12):
    """Whether colours are the same to the eye; JPEG changes them a little."""
    return all(
        abs(a - b) <= tolerance
        for one, other in zip(found, wanted, strict=True)
        for a, b in zip(one, other, strict=True)
    )
