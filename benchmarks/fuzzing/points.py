"""A CSV file whose lines are points; its first byte says in which alphabet it is read."""

from pathlib import Path
from tempfile import mkdtemp

from gisdata.csv_points import TURKISH, UTF8, read_points
from gisdata.readers import UnreadableError

PATH = Path(mkdtemp(prefix="points-")) / "points.csv"
ENCODINGS = (UTF8, TURKISH, "utf-16", "dragon")
WORDS = [
    b"longitude",
    b"latitude",
    b"name",
    b";",
    b",",
    b'"',
    b"\r\n",
    b"\x00",
    b"29.1",
    b"40,98",
    b"\xef\xbb\xbf",
]
SEEDS = [
    "\0name,longitude,latitude\nÇınar,29.12,40.98\n".encode(),
    "\0name;Longitude;Latitude\r\n\"Ağa;ç\";29,12;40,98\r\n".encode(),
    "\1name;longitude;latitude\nÇeşme;29.1;40.9\n".encode(TURKISH),
]  # fmt: skip


def take(content: bytes) -> None:
    """Read a file's points."""
    PATH.write_bytes(content[1:])
    try:
        found = read_points(
            PATH, "name", encoding=ENCODINGS[(content or b"\0")[0] % len(ENCODINGS)]
        )
    except UnreadableError:
        return
    assert len(found)
    assert not found.geometry.isna().any()
