"""Reading of figures by mahalle code from CSV."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

PLAIN = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
TURKISH = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
YEARS = range(1900, 2201)
LARGEST = 10**12
REST = "\n"
"""What no column is called: under it stands what a line has beyond the columns."""

SHOWN = 40
"""Letters of what is wrong that a sentence repeats."""


class FiguresRefusedError(Exception):
    """Figures that are not taken in; each of `mistakes` is a sentence on what is wrong and what to do."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = list(mistakes)


@dataclass(frozen=True)
class FigureLine:
    """One line of a file of figures."""

    code: str
    year: int
    value: Decimal


def read_figures(path: Path, *, year: int | None = None) -> list[FigureLine]:
    """Read a file of figures; see `figures_in`.

    Raises:
        FiguresRefusedError: with every bad line and what is wrong with it.
    """
    if not path.is_file():
        raise FiguresRefusedError([_("%(path)s: there is no such file.") % {"path": path}])
    return figures_in(text_of(path.read_bytes()), year=year)


def text_of(content: bytes) -> str:
    """Return the text of a file in UTF-8, with or without BOM.

    Raises:
        FiguresRefusedError: it is in another alphabet, or no text.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FiguresRefusedError([_("The file is not UTF-8. Save it as “CSV UTF-8”.")]) from error


def figures_in(text: str, *, year: int | None = None) -> list[FigureLine]:
    """Read a CSV with the columns code, value and, unless `year` is given, year.

    Commas or semicolons stand between columns. A number may be written 1234.5, 1234,5 or 1.234,5; what
    could be read in two ways (1,234 or 1.234) is refused.

    Raises:
        FiguresRefusedError: with every bad line and what is wrong with it.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), restkey=REST, delimiter=delimiter)
    try:
        _refuse_columns(rows.fieldnames or (), year)
        lines, mistakes = _parsed(rows, year)
    except csv.Error as error:
        raise FiguresRefusedError(
            [_("This cannot be read as a CSV file. Save it as “CSV UTF-8”.")]
        ) from error
    mistakes += _repeated(lines)
    if not lines and not mistakes:
        mistakes = [_("The file holds no figures below its first line.")]
    if mistakes:
        raise FiguresRefusedError(mistakes)
    return lines


def parse_number(text: str) -> Decimal:
    """Return a number as people in Türkiye write it.

    >>> parse_number("1.234,5"), parse_number("16529"), parse_number("12,5")
    (Decimal('1234.5'), Decimal('16529'), Decimal('12.5'))

    Raises:
        ValueError: it is no number, or its one mark may mean thousands or decimals.
    """
    plain = text.strip()
    said = {"text": text[:SHOWN]}
    if AMBIGUOUS.fullmatch(plain):
        raise ValueError(
            _("“%(text)s” can mean thousands or decimals; write it without the mark") % said
        )
    if not (PLAIN.fullmatch(plain) or TURKISH.fullmatch(plain)):
        raise ValueError(_("“%(text)s” is not a number; write digits, such as 12,5") % said)
    if TURKISH.fullmatch(plain):
        plain = plain.replace(".", "")
    number = Decimal(plain.replace(",", "."))
    if abs(number) >= LARGEST:
        raise ValueError(_("“%(text)s” is not a number that can be meant") % said)
    return number


def _refuse_columns(columns: Sequence[str], year: int | None) -> None:
    wanted = {"code", "value"} | (set() if year else {"year"})
    missing = wanted - set(columns)
    if missing:
        sentence = _(
            "The first line has no %(columns)s. It needs the columns code, year and value; the year may be"
            " given for all lines at once instead."
        )
        raise FiguresRefusedError([sentence % {"columns": ", ".join(sorted(missing))}])
    if year and "year" in columns:
        sentence = _("The file has a column of years: give no year for all lines besides.")
        raise FiguresRefusedError([sentence])


def _parsed(rows: "csv.DictReader[str]", year: int | None) -> tuple[list[FigureLine], list[str]]:
    lines, mistakes = [], []
    for row in rows:
        try:
            lines.append(_line(row, year))
        except ValueError as mistake:
            said = {"line": rows.line_num, "mistake": mistake}
            mistakes.append(_("line %(line)s: %(mistake)s") % said)
    return lines, mistakes


def _line(row: dict[str, str], year: int | None) -> FigureLine:
    if any(row.get(REST, ())):
        raise ValueError(
            _("more values than columns; with decimals such as 12,5 put semicolons between columns")
        )
    code = (row["code"] or "").strip()
    if not code:
        raise ValueError(_("no code; write the official code of the mahalle"))
    of = _parse_year(str(year or row["year"] or "").strip())
    return FigureLine(code, of, parse_number(row["value"] or ""))


def _parse_year(text: str) -> int:
    if not (YEAR.fullmatch(text) and int(text) in YEARS):
        raise ValueError(
            _("“%(text)s” is not a year; write four digits, such as 2025") % {"text": text[:SHOWN]}
        )
    return int(text)


def _repeated(lines: list[FigureLine]) -> list[str]:
    seen: set[tuple[str, int]] = set()
    mistakes = []
    for line in lines:
        if (line.code, line.year) in seen:
            said = {"code": line.code[:SHOWN], "year": line.year}
            mistakes.append(
                _("code %(code)s has the year %(year)s twice; keep one of the lines") % said
            )
        seen.add((line.code, line.year))
    return mistakes
