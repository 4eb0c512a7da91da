"""What somebody typed into the search, taken apart as addresses are written here."""

import re
from dataclasses import dataclass

from gisdata.folding import tr_fold

LONGEST = 120
"""Letters of a question."""

STREETS = "sokak|sokagi|sok|sk|caddesi|cadde|cad|cd|bulvari|bulvar|bulv|bul|blv"
HOUSE_BY_WORD = re.compile(r"(.+?) (?:no|numara|kapi) ?(\d+[a-z]?)\b")
HOUSE_BEHIND_STREET = re.compile(rf"(.+? (?:{STREETS})) (\d+[a-z]?)\b")
IN_MAHALLE = re.compile(r"(.+?) (?:mahallesi|mahalle|mah|mh) (.+)")
KINDS = ("caddesi", "sokak", "sokagi", "bulvari", "mahallesi", "meydani", "parki")
WHOLE = {*KINDS, *STREETS.split("|"), "mah", "mahalle", "meydan", "park"}


@dataclass(frozen=True)
class Question:
    """A name to look for, folded, with what stood around it.

    `mahalle` is the folded name of the mahalle that was said before a street; `house` the door number.
    """

    name: str
    mahalle: str = ""
    house: str = ""


def read_question(text: str) -> Question:
    """Take a question apart; what follows a door number is left out.

    >>> read_question("Atatürk Mah. Dere Sk. No: 12/3 Ataşehir")
    Question(name='dere sk', mahalle='ataturk', house='12')
    >>> read_question("1234. Sokak")
    Question(name='1234 sokak', mahalle='', house='')
    """
    words = " ".join(re.findall(r"[^\W_]+", tr_fold(text[:LONGEST])))
    house = ""
    if found := HOUSE_BY_WORD.match(words) or HOUSE_BEHIND_STREET.match(words):
        words, house = found.groups()
    mahalle = ""
    if found := IN_MAHALLE.match(words):
        mahalle, words = found.groups()
    return Question(_without_half_a_kind(words), mahalle, house)


def _without_half_a_kind(words: str) -> str:
    """Leave out the word "soka…" that is still being typed, for it tells nothing yet."""
    before, _space, last = words.rpartition(" ")
    half = last not in WHOLE and any(kind.startswith(last) for kind in KINDS)
    return before if before and half else words
