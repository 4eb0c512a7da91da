"""Turkish that was read in the wrong alphabet: recognised by letters that Turkish does not have.

Latin-5 (ISO 8859-9) differs from Latin-1 in six letters, so that a file read as the other one shows Ý for
İ, Þ for Ş, Ð for Ğ. UTF-8 read as Windows-1252, Latin-1 or Latin-5 shows two signs for one letter.
"""

from collections.abc import Iterable

LOST = "\ufffd"
"""What stands for a letter that could not be read at all: nobody knows which it was."""

WESTERN = frozenset("ÝýÞþÐð")


def read_anew(text: str) -> str:
    r"""Return what was meant by a text that may have been read in the wrong alphabet.

    >>> (
    ...     read_anew("ATAÞEHÝR"),
    ...     read_anew("AtaÅŸehir"),
    ...     read_anew("Ata\xc5\x9fehir"),
    ...     read_anew("Ataşehir"),
    ... )
    ('ATAŞEHİR', 'Ataşehir', 'Ataşehir', 'Ataşehir')
    """
    if WESTERN & set(text):
        return text.translate(str.maketrans("ÝýÞþÐð", "İıŞşĞğ"))
    for alphabet in ("cp1252", "latin-1", "iso8859-9"):
        try:
            return text.encode(alphabet).decode("utf-8")
        except UnicodeError:
            continue
    return text


def first_misread(texts: Iterable[str]) -> str | None:
    """Return the first text that looks misread, or None."""
    return next((text for text in texts if read_anew(text) != text), None)
