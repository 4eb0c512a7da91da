"""Turkish folding for search: the Python twin of the SQL function tr_fold."""

import unicodedata

_DOTS = str.maketrans("Iİ", "ıi")
_PLAIN = str.maketrans("ıçğöşüâîû", "icgosuaiu")


def tr_fold(text: str) -> str:
    """Fold text for searching: "IĞDIR", "Iğdır" and "igdir" become the same.

    Turkish has two letters i, so Python's bare lower() is wrong for it: İ and ı are settled
    before lower-casing. Equal to tr_fold in gisdata/sql/functions.sql for every string that
    PostgreSQL can hold (a property test compares them).

    >>> tr_fold("İÇERENKÖY"), tr_fold("Aşıkveysel")
    ('icerenkoy', 'asikveysel')
    """
    return unicodedata.normalize("NFC", text).translate(_DOTS).lower().translate(_PLAIN)


def tr_slug(text: str) -> str:
    """Return folded text as a URL part.

    >>> tr_slug("Yeni Çamlıca")
    'yeni-camlica'
    """
    letters = (c if c.isascii() and c.isalnum() else " " for c in tr_fold(text))
    return "-".join("".join(letters).split())
