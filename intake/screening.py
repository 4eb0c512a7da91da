"""What in a text asks for a person's look: personal data, links, hateful words. No database.

Nothing here judges a report: what is found is held until somebody has read it. So a doubtful find is
a find, save where ordinary sentences about streets, prices, dates and buses would be held for it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban
from stdnum.tr import tckimlik

from gisdata.folding import tr_fold


class Kind(TextChoices):
    """What can be found in a text."""

    IBAN = "iban", _("bank account (IBAN)")
    EMAIL = "email", _("e-mail address")
    LINK = "link", _("link")
    IDENTITY = "identity", _("T.C. identity number")
    PLATE = "plate", _("licence plate")
    PHONE = "phone", _("telephone number")
    HATE = "hate", _("hurtful words")


@dataclass(frozen=True)
class Finding:
    """Something personal at `text[start:end]`, where `text` is in the form NFC."""

    kind: Kind
    start: int
    end: int


class Term(Protocol):
    """A word or phrase that looks hateful; `inflects` allows Turkish suffixes behind it."""

    text: str
    inflects: bool


class PlainTerm(NamedTuple):
    """A term that stands in no database."""

    text: str
    inflects: bool = False


Span = tuple[int, int]
T = TypeVar("T", bound="Term")

IBAN_START = re.compile(
    r"(?<![A-Za-z0-9])(?=([A-Za-z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,30}))", re.ASCII
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Endings that are Turkish words after a full stop without its space ("de", "top", "site") are not here.
LINK = re.compile(
    r"""https?://\S+ | (?<!\w)www\.\S+
    | (?<![\w@.-]) (?: (?:[\w-]+\.)+ (?:com|net|org|info|biz|xyz|app|io|tr) | (?:t|wa)\.me
                     | bit\.ly | goo\.gl | youtu\.be )
      (?![\w@-]|\.\w) (?:/\S*)?""",
    re.IGNORECASE | re.VERBOSE,
)
IDENTITY = re.compile(r"(?<![0-9])(?=([1-9](?:[ .-]?[0-9]){10})(?![0-9]))")
# Province 01 to 81; no Q, W, X; one letter goes with 4 or 5 digits, two with 3 or 4, three with 2 or 3.
PLATE = r"""(?<!\w) (?<![0-9][.,:/-]) (?:0[1-9]|[1-7][0-9]|8[01]) {gap}
    (?: {letter} {gap} [0-9]{{4,5}} | {letter}{{2}} {gap} [0-9]{{3,4}} | {letter}{{3}} {gap} [0-9]{{2,3}} )
    (?!\w)"""
GAP, CAPITAL, LETTER = "[ .-]?", "[A-PR-VYZ]", "[A-PR-VYZa-pr-vyz]"
PLATE_IN_CAPITALS = re.compile(PLATE.format(gap=GAP, letter=CAPITAL), re.VERBOSE)
PLATE_IN_ONE_WORD = re.compile(PLATE.format(gap="", letter=LETTER), re.VERBOSE)
PLATE_SPOKEN_OF = re.compile(PLATE.format(gap=GAP, letter=LETTER), re.VERBOSE)
LETTERS = re.compile(r"[^\W\d]")


def personal_data(text: str) -> list[Finding]:
    """Return what looks like personal data or a link, in the order of the text.

    Each stretch of the text is found once, by the most telling kind. Positions are those of the
    text in the form NFC, which equals the text itself as keyboards write it.

    >>> [(f.kind.value, f.end) for f in personal_data("Beni 0532 123 45 67 numaradan arayın")]
    [('phone', 19)]
    >>> personal_data("14ES durağı, No:12/3, 1.250,50 TL, 06 Ocak 2026")
    []
    """
    left = unicodedata.normalize("NFC", text)
    found = []
    for kind, search in SEARCHES.items():
        for start, end in list(search(left)):
            if "\0" not in left[start:end]:
                found.append(Finding(kind, start, end))
                left = left[:start] + "\0" * (end - start) + left[end:]
    return sorted(found, key=lambda f: f.start)


def kinds_in(text: str, terms: Iterable[Term]) -> list[Kind]:
    """Return the kinds of what is found in a text, terms included, each once."""
    found = dict.fromkeys(finding.kind for finding in personal_data(text))
    return [*found, Kind.HATE] if matching_terms(text, terms) else [*found]


def masked(text: str, findings: Iterable[Finding]) -> str:
    """Return the text with an ellipsis for each finding.

    >>> masked("Tel 0532 123 45 67, acil", personal_data("Tel 0532 123 45 67, acil"))
    'Tel […], acil'
    """
    shown = unicodedata.normalize("NFC", text)
    for finding in sorted(findings, key=lambda f: -f.start):
        shown = f"{shown[: finding.start]}[…]{shown[finding.end :]}"
    return shown


def matching_terms(text: str, terms: Iterable[T]) -> list[T]:
    """Return the terms that stand in a text as words of their own.

    Text and terms are folded by tr_fold, so that a phone without Turkish letters writes them too;
    but a mark in the text that the term lacks makes another word: "şık" holds no "sik". Repeated
    letters, signs between letters, all letters set apart, and 0, 1, 3, 4, 5, @, $ in the place of
    letters hide no term.

    >>> kir = PlainTerm("kır")
    >>> [
    ...     bool(matching_terms(t, [kir]))
    ...     for t in ("Kırık bank", "K1r!", "k.ı.r", "kıııır", "kırlar")
    ... ]
    [False, True, True, True, False]
    >>> bool(matching_terms("KIRLARDAN", [PlainTerm("kır", inflects=True)]))
    True
    """
    original = unicodedata.normalize("NFC", text)
    folded = tr_fold(original).translate(DISGUISES)
    runs = [match.span("more") for match in LONG_RUN.finditer(folded)]
    original, folded = _without(runs, original), _without(runs, folded)
    return [term for term in terms if _stands_in(original, folded, term)]


DISGUISES = str.maketrans("01345@$", "oieasas")
MARKS = frozenset("çğöşü")
# One letter again and again, with or without signs between: six of it say as much as a thousand.
LONG_RUN = re.compile(
    r"(?P<letter>[^\W_]) (?:[\W_]{0,3}(?P=letter)){4}"
    r" (?P<more>(?:[\W_]{0,3}(?P=letter))+) (?:[\W_]{0,3}(?P=letter))",
    re.VERBOSE,
)
SUFFIX = (  # Turkish endings of nouns, folded
    "l[ae]r|l[iu](?:[kg])?|s[iu]z|c[iuae]|[iu]m(?:[iu]z)?|[iu]n(?:[iu]z)?|s?[iu]|y?[iuae]|n?[ae]"
    "|[dt][ae]n?|[dt][iu]r|y?[iu][mz]|s[iu]n(?:[iu]z)?|y?[dt][iu]|y?m[iu]s|l[ae]"
)
WORD_START, WORD_END = r"(?<![^\W_])", r"(?![^\W_])"
MOST_SUFFIXES = 4
SHORTEST_SET_APART = 3


def _without(spans: Iterable[Span], text: str) -> str:
    """Return the text without these stretches, which are in its order and apart."""
    kept, end = [], 0
    for start, stop in spans:
        kept.append(text[end:start])
        end = stop
    return "".join([*kept, text[end:]])


def _stands_in(original: str, folded: str, term: Term) -> bool:
    marks = MARKS & set(_lowered(term.text))
    return any(
        MARKS & set(_lowered(original[match.start() : match.end("term")])) <= marks
        for match in _pattern(tr_fold(term.text), inflects=term.inflects).finditer(folded)
    )


def _lowered(text: str) -> str:
    """Return the text in small letters that keep their marks."""
    return unicodedata.normalize("NFC", text).translate(str.maketrans("Iİ", "ıi")).lower()


@lru_cache(maxsize=1000)
def _pattern(folded: str, *, inflects: bool) -> re.Pattern[str]:
    words = folded.split()
    spellings = [r"\s+".join(_spelled(word, r"[^\w\s]?|_") for word in words)]
    if sum(map(len, words)) >= SHORTEST_SET_APART:
        spellings.append(r"[\W_]+".join(_spelled(word, r"[\W_]{1,3}") for word in words))
    ending = rf"(?:['’]?(?:{SUFFIX})){{0,{MOST_SUFFIXES}}}" if inflects else ""
    return re.compile(f"{WORD_START}(?P<term>{'|'.join(spellings)}){ending}{WORD_END}")


def _spelled(word: str, between: str) -> str:
    """Return a pattern of a word with such signs between its letters, each as often as one likes.

    A letter that the word has twice is asked for twice; one run of letters is one repetition, and
    LONG_RUN has cut the long ones, so that no text makes the search slow.
    """
    gap = f"(?:{between})"
    runs = ((re.escape(letter), len(list(run))) for letter, run in groupby(word))
    return gap.join(f"{letter}(?:{gap}{letter}){{{n - 1},}}" for letter, n in runs)


def _ibans(text: str) -> Iterator[Span]:
    for match in IBAN_START.finditer(text):
        start, longest = match.span(1)
        ends = (end for end in range(longest, start + 14, -1) if iban.is_valid(text[start:end]))
        if end := next(ends, None):
            yield start, start + len(text[start:end].rstrip(" -"))


def _identities(text: str) -> Iterator[Span]:
    for match in IDENTITY.finditer(text):
        if tckimlik.is_valid(re.sub("[^0-9]", "", match[1])):
            yield match.span(1)


def _plates(text: str) -> Iterator[Span]:
    """Small letters set apart ("12 ve 345 numara") are a plate only where one is spoken of."""
    spoken_of = "plaka" in tr_fold(text)
    patterns = [PLATE_SPOKEN_OF] if spoken_of else [PLATE_IN_CAPITALS, PLATE_IN_ONE_WORD]
    for pattern in patterns:
        yield from (match.span() for match in pattern.finditer(text))


def _phones(text: str) -> Iterator[Span]:
    """Numbers that Türkiye, or with + another country, has; letters beside one do not hide it."""
    for match in PhoneNumberMatcher(LETTERS.sub(",", text), "TR", leniency=Leniency.VALID):
        yield match.start, match.end


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


SEARCHES: dict[Kind, Callable[[str], Iterator[Span]]] = {
    Kind.IBAN: _ibans,
    Kind.EMAIL: _matches(EMAIL),
    Kind.LINK: _matches(LINK),
    Kind.IDENTITY: _identities,
    Kind.PLATE: _plates,
    Kind.PHONE: _phones,
}
