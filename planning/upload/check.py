"""What figures would bring in, and what they may not be: for the command and for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from gisdata.figures import SHOWN, FigureLine, FiguresRefusedError
from neighbourhoods.actions import YearFigure
from neighbourhoods.models import POPULATION, Figure, Neighbourhood
from planning.indicators.access import access_indicators
from planning.indicators.counted import counted_indicators
from planning.models import FigureKind

MOST_CODES = 20
"""Codes that a sentence names."""

THOUSANDTH = Decimal("0.001")
"""How fine figures are kept."""

ADDRESSES = {"upload"}
"""What stands in the place of a kind in the address of another page."""


@dataclass(frozen=True)
class Intake:
    """Figures of one kind that are good, beside what is known for their years.

    `names` are those of all mahalle of today by their codes. `known` is what somebody wrote down of the kind;
    None where nobody did, or of the population. `before` are the figures that these would replace.
    """

    kind: str
    known: FigureKind | None
    names: dict[str, str]
    figures: list[YearFigure]
    before: dict[tuple[str, int], Figure]

    @property
    def is_explained(self) -> bool:
        """Whether it is known what the figures are."""
        return self.known is not None or self.kind == POPULATION

    @property
    def missing(self) -> list[str]:
        """The codes of today's mahalle without any of these figures."""
        return sorted(self.names.keys() - {figure.code for figure in self.figures})

    @property
    def state(self) -> str:
        """A fingerprint of what would be replaced: another one tells that it was changed meanwhile."""
        rows = sorted(
            (f.code, f.year, f.value, f.source, f.is_sample) for f in self.before.values()
        )
        return sha256(repr(rows).encode()).hexdigest()

    def is_loaded(self, source: str) -> bool:
        """Whether all of it is known already, of this source."""
        return all(
            (f := self.before.get((figure.code, figure.year)))
            and (f.value, f.source, f.is_sample) == (figure.value, source, False)
            for figure in self.figures
        )


def checked(*, kind: str, lines: Sequence[FigureLine]) -> Intake:
    """Look figures over. Changes nothing.

    Raises:
        FiguresRefusedError: with all that is wrong with them.
    """
    names = dict(Neighbourhood.objects.current().values_list("code", "name"))
    known = FigureKind.objects.filter(slug=kind).first()
    mistakes = [*_of_codes(lines, set(names)), *_of_kind(kind), *_of_meaning(lines, kind, known)]
    if mistakes:
        raise FiguresRefusedError(mistakes)
    years = {line.year for line in lines}
    before = Figure.objects.filter(kind=kind, year__in=years)
    mine = {(line.code, line.year) for line in lines}
    return Intake(
        kind=kind,
        known=known,
        names=names,
        figures=[YearFigure(i.code, kind, i.year, _rounded(i.value)) for i in lines],
        before={(f.code, f.year): f for f in before if (f.code, f.year) in mine},
    )


def _rounded(value: Decimal) -> Decimal:
    """Return a value as the database keeps it."""
    return value.quantize(THOUSANDTH, ROUND_HALF_UP)


def _of_codes(lines: Sequence[FigureLine], known: set[str]) -> list[str]:
    unknown = {line.code for line in lines} - known
    if not unknown:
        return []
    sentence = _(
        "No mahalle of the active boundary set has the code %(codes)s. Correct it, or leave the line out."
    )
    return [sentence % {"codes": _some(unknown)}]


def _of_kind(kind: str) -> list[str]:
    """Return why no figures can be of a kind: no address can name it, or it is counted here."""
    try:
        validate_slug(kind)
    except ValidationError:
        sentence = _("“%(kind)s” cannot be a kind: letters from a to z, digits, - and _ alone.")
        return [sentence % {"kind": kind}]
    if kind in ADDRESSES:
        return [_("“%(kind)s” cannot be a kind: a page has that address.") % {"kind": kind}]
    if kind in {one.slug for one in (*counted_indicators(), *access_indicators())}:
        return [_("“%(kind)s” is counted here already; it takes no figures.") % {"kind": kind}]
    return []


def _of_meaning(lines: Sequence[FigureLine], kind: str, known: FigureKind | None) -> list[str]:
    """Return what figures of a kind cannot be: a share is 0 to 100 %, a resource or people not below zero."""
    least, most = _bounds(kind, known)
    found = [
        (
            {line.code for line in lines if line.value < least},
            _("Below zero: %(codes)s. Correct these values."),
        ),
        (
            {line.code for line in lines if line.value > most},
            _("A share above 100 %%: %(codes)s. Correct these values."),
        ),
    ]
    return [sentence % {"codes": _some(codes)} for codes, sentence in found if codes]


def _bounds(kind: str, known: FigureKind | None) -> tuple[Decimal, Decimal]:
    """Return between what figures of a kind lie."""
    if known and known.unit == "%":
        return Decimal(0), Decimal(100)
    if kind == POPULATION or (known and known.is_resource):
        return Decimal(0), Decimal("Infinity")
    return Decimal("-Infinity"), Decimal("Infinity")


def _some(codes: set[str]) -> str:
    """Return the first codes, each cut short, and how many more there are."""
    first = sorted(codes)
    told = ", ".join(code[:SHOWN] for code in first[:MOST_CODES])
    more = len(first) - MOST_CODES
    return told if more <= 0 else _("%(codes)s and %(more)d more") % {"codes": told, "more": more}
