"""A CSV file of figures by mahalle."""

from gisdata.figures import LARGEST, FiguresRefusedError, figures_in, text_of

WORDS = [
    b"code",
    b"year",
    b"value",
    b";",
    b",",
    b'"',
    b"\n",
    b"\x00",
    b"2025",
    b"1.234,5",
    b"-",
    b"\xef\xbb\xbf",
]
SEEDS = [
    b"code,year,value\n100,2025,16529\n",
    "code;value;year\nBağ;1.234,5;2024\n".encode(),
    b"code,value\n1,2\n",
]


def take(content: bytes) -> None:
    """Read a file's figures, with and without a year that is given."""
    for year in (None, 2025):
        try:
            lines = figures_in(text_of(content), year=year)
        except FiguresRefusedError:
            continue
        assert lines
        assert all(line.code and abs(line.value) < LARGEST for line in lines)
