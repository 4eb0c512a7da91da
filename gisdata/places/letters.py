"""Turkish that was read in the wrong alphabet: recognised by letters that Turkish does not have.

Latin-5 (ISO 8859-9) differs from Latin-1 in six letters, so that a file read as the other one shows Ý for
İ, Þ for Ş, Ð for Ğ. UTF-8 read as Windows-1252 shows two signs for one letter.
"""

from collections.abc import Iterable

WESTERN = frozenset("ÝýÞþÐð")


def read_anew(text: str) -> str:
    """Return what was meant by a text that may have been read in the wrong alphabet.

    >>> read_anew("ATAÞEHÝR"), read_anew("AtaÅŸehir"), read_anew("Ataşehir")
    ('ATAŞEHİR', 'Ataşehir', 'Ataşehir')
    """
    if WESTERN & set(text):
        return text.translate(str.maketrans("ÝýÞþÐð", "İıŞşĞğ"))
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def first_misread(texts: Iterable[str]) -> str | None:
    """Return the first text that looks misread, or None."""
    return next((text for text in texts if read_anew(text) != text), None)
