"""A photo is made anew from its pixels: upright, small, without metadata; all else is refused."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from intake.photo_files import (
    LONG_SIDE,
    MOST_BYTES,
    MOST_SCANS,
    SMALL_LONG_SIDE,
    PhotoRefusedError,
    PhotoTooLargeError,
    cleaned,
)
from tests.pictures import BLUE, RED, WHITE, WRITTEN, corners, encoded, same_colours, sheet

PLAIN = {0xC0, 0xC2, 0xC4, 0xDB, 0xDA, 0xE0}
"""The segments of a JPEG that hold pixels; APP0 tells only that it is one."""


def made_of(content):
    return cleaned(BytesIO(content))


def opened(content):
    return Image.open(BytesIO(content))


def segments(jpeg):
    """The markers of a JPEG, all of them between its start and its end."""
    assert jpeg[:2] == b"\xff\xd8"
    assert jpeg[-2:] == b"\xff\xd9"
    place, found = 2, []
    while place < len(jpeg) - 2:
        assert jpeg[place] == 0xFF
        found.append(jpeg[place + 1])
        place += 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
        if found[-1] == 0xDA:  # its pixels go on up to the next marker
            while jpeg[place] != 0xFF or jpeg[place + 1] == 0:
                place += 1
    return found


def expect_pixels_alone(made):
    for jpeg in (made.photo, made.small):
        assert set(segments(jpeg)) <= PLAIN
        picture = opened(jpeg)
        assert (picture.format, picture.mode, dict(picture.getexif())) == ("JPEG", "RGB", {})
        assert set(picture.info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
        }  # fmt: skip


def exif(orientation=1, secret="gizli"):
    """What a phone writes: who, with what, when, and above all where."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F], told[0x013B], told[0x010E] = "Telefon", secret, secret
    told.get_ifd(0x8769).update({0x9003: "2026:11:22 10:00:00", 0x9286: secret.encode()})
    told.get_ifd(0x8825).update(
        {1: "N", 2: (40.0, 59.0, 42.0), 3: "E", 4: (29.0, 6.0, 18.0), 0x1B: secret.encode()}
    )
    return told


@tried(max_examples=60)
@given(
    secret=st.text(st.characters(codec="ascii", exclude_characters="\x00"), min_size=8),
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    orientation=st.integers(1, 8),
)
def test_whatever_is_written_beside_the_pixels_none_of_it_comes_out(secret, kind, orientation):
    mark = f"<{secret}>".encode()
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", mark.decode())
    texts.add_itxt("XML:com.adobe.xmp", mark.decode())
    beside = {
        "JPEG": {"xmp": mark, "comment": mark},
        "WEBP": {"xmp": mark},
        "PNG": {"pnginfo": texts},
    }[kind]
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    told = exif(orientation, mark.decode())
    content = encoded(kind=kind, exif=told, icc_profile=profile, **beside) + mark
    assert content.count(mark) > 2
    made = made_of(content)
    expect_pixels_alone(made)
    assert mark not in made.photo + made.small


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "turn"), WRITTEN.items())
def test_a_photo_comes_out_upright_however_the_phone_was_held(kind, orientation, turn):
    written = sheet().transpose(turn) if turn is not None else sheet()
    made = made_of(encoded(written, kind, exif=exif(orientation)))
    assert (made.width, made.height) == (120, 80)
    for jpeg in (made.photo, made.small):
        assert opened(jpeg).size == (120, 80)
        assert same_colours(corners(opened(jpeg)))


@tried(max_examples=40)
@given(told=st.binary(max_size=300))
@example(told=b"MM\x00*\x00\x00\x00\x08\xff\xff")
@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells of a broken EXIF
def test_an_exif_that_nobody_can_read_leaves_the_photo_as_it_lies(told):
    made = made_of(encoded(exif=b"Exif\x00\x00" + told))
    expect_pixels_alone(made)
    assert {made.width, made.height} == {120, 80}


@tried(max_examples=25)
@given(width=st.integers(1, 5000), height=st.integers(1, 5000))
@example(width=5000, height=5000)
@example(width=1, height=5000)
def test_every_size_comes_out_within_the_limits_and_in_its_shape(width, height):
    made = made_of(encoded(sheet(width, height)))
    picture, small = opened(made.photo), opened(made.small)
    assert picture.size == (made.width, made.height)
    assert max(picture.size) == min(LONG_SIDE, max(width, height))
    assert max(small.size) == min(SMALL_LONG_SIDE, max(width, height))
    assert abs(made.width * height - made.height * width) <= max(width, height)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour_is_understood(mode):
    grey = mode in {"1", "L", "LA", "I;16"}
    image = Image.new(mode, (40, 40), 65535) if mode == "I;16" else sheet().convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    found = corners(opened(made_of(encoded(image, kind)).photo))
    assert found[3] == pytest.approx(WHITE, abs=12)
    if not grey:
        assert same_colours(found)


def test_what_is_transparent_is_white():
    made = made_of(encoded(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), "PNG"))
    assert set(corners(opened(made.photo))) == {(255, 255, 255)}
    keyed = encoded(Image.new("RGB", (60, 40), RED), "PNG", transparency=RED)
    assert set(corners(opened(made_of(keyed).photo))) == {(255, 255, 255)}


def test_colours_of_another_profile_are_brought_to_srgb():
    made = made_of(encoded(sheet(), icc_profile=swapped_profile()))
    red, _green, blue, _white = corners(opened(made.photo))
    assert red == pytest.approx(BLUE, abs=70)
    assert red[2] > red[0]
    assert blue[0] > blue[2]


def swapped_profile():
    """The sRGB profile with the primaries of red and blue exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tmp!").replace(b"bXYZ", b"rXYZ").replace(b"tmp!", b"bXYZ")


def test_a_profile_that_is_none_is_left_aside():
    made = made_of(encoded(icc_profile=b"no profile at all"))
    assert same_colours(corners(opened(made.photo)))


def test_the_first_of_a_phones_two_pictures_is_taken():
    darker = Image.new("RGB", (60, 40))
    content = encoded(kind="MPO", save_all=True, append_images=[darker])
    assert opened(content).format == "MPO"
    assert same_colours(corners(opened(made_of(content).photo)))


MOVING = {"save_all": True, "append_images": [Image.new("RGB", (120, 80))], "duration": 100}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png_of(width, height):
    """The head of a PNG that promises so many pixels and holds none of them."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def endless():
    """A JPEG of few bytes that would be decoded for minutes."""
    jpeg = encoded(Image.new("RGB", (500, 500)), progressive=True)
    last = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    return jpeg[:-2] + last * MOST_SCANS + jpeg[-2:]


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_as_many_scans_as_programs_make_twice_over_pass(mode):
    preview = encoded(Image.new("RGB", (60, 40)), progressive=True)
    content = encoded(sheet().convert(mode), progressive=True, exif=b"Exif\x00\x00" + preview)
    assert 1 < content.count(b"\xff\xda") <= MOST_SCANS <= 30
    made_of(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no photo"),
        (b"Merhaba", "no photo"),
        (SVG, "no photo"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj", "no photo"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "no photo"),
        (encoded(kind="GIF", **MOVING), "no photo"),
        (encoded(kind="TIFF"), "no photo"),
        (encoded(kind="BMP"), "no photo"),
        (encoded(kind="WEBP", **MOVING), "moves"),
        (encoded(kind="PNG", **MOVING), "moves"),
        (png_of(6000, 5000), "too many pixels"),
        (png_of(12_000, 10_000), "too many pixels"),
        (png_of(60_000, 60_000), "too many pixels"),
        (png_of(300, 200), "damaged"),
        (endless(), "damaged"),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_is_no_photo_is_refused_with_what_to_do(content, said):
    with pytest.raises(PhotoRefusedError, match=said) as refused:
        made_of(content)
    assert "Please" in str(refused.value)


@pytest.mark.usefixtures("english")
def test_more_than_15_megabytes_are_refused_and_not_even_read():
    class Endless(BytesIO):
        def read(self, size=-1):
            assert 0 < size <= MOST_BYTES + 1
            return encoded().ljust(size, b"\x00")

    with pytest.raises(PhotoTooLargeError, match="15 MB"):
        cleaned(Endless())


def test_a_jpeg_has_more_pixels_than_other_kinds_for_it_is_decoded_smaller():
    made = made_of(encoded(Image.new("RGB", (8000, 6000), RED)))
    assert (made.width, made.height) == (2048, 1536)


@given(
    st.binary(max_size=2000), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"])
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_random_bytes_are_refused_and_nothing_else_happens(noise, beginning):
    with pytest.raises(PhotoRefusedError):
        made_of(beginning + noise)


WHOLE = {kind: encoded(sheet(300, 200), kind, exif=exif(6)) for kind in ("JPEG", "PNG", "WEBP")}


@tried(max_examples=200)
@given(kind=st.sampled_from(list(WHOLE)), share=st.floats(0, 1))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_photo_that_was_cut_off_is_refused_unless_every_pixel_is_there(kind, share):
    whole = WHOLE[kind]
    try:
        made = made_of(whole[: int(share * len(whole))])
    except PhotoRefusedError:
        return
    assert made == made_of(whole)


@tried(max_examples=300)
@given(kind=st.sampled_from(list(WHOLE)), place=st.floats(0, 1), byte=st.integers(0, 255))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_changed_byte_gives_a_photo_or_a_refusal(kind, place, byte):
    changed = bytearray(WHOLE[kind])
    changed[int(place * (len(changed) - 1))] = byte
    try:
        made = made_of(bytes(changed))
    except PhotoRefusedError:
        return
    expect_pixels_alone(made)
