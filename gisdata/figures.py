"""Reading of figures by mahalle code from CSV."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gisdata.readers import UnreadableError

PLAIN = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
TURKISH = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
LARGEST = 10**12


@dataclass(frozen=True)
class FigureLine:
    """One line of a file of figures."""

    code: str
    year: int
    value: Decimal


def read_figures(path: Path, *, year: int | None = None) -> list[FigureLine]:
    """Read a CSV with the columns code, value and, unless ``year`` is given, year.

    UTF-8 with or without BOM; commas or semicolons between columns. A number may be written
    1234.5, 1234,5 or 1.234,5; what could be read in two ways (1,234 or 1.234) is refused.

    Raises:
        UnreadableError: with every bad line and what is wrong with it.
    """
    if not path.is_file():
        raise UnreadableError(f"{path}: there is no such file.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path.name}: not UTF-8. Save it as “CSV UTF-8”.") from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    wanted = {"code", "value"} | (set() if year else {"year"})
    missing = wanted - set(rows.fieldnames or ())
    if missing:
        raise UnreadableError(
            f"{path.name}: the first line has no {', '.join(sorted(missing))}. It needs the "
            "columns code, year and value (or give --year)."
        )
    lines, mistakes = _parsed(rows, year)
    mistakes += _repeated(lines)
    if mistakes:
        raise UnreadableError("\n".join([f"{path.name}: nothing was taken in.", *mistakes]))
    return lines


def parse_number(text: str) -> Decimal:
    """Return a number as people in Türkiye write it.

    >>> parse_number("1.234,5"), parse_number("16529"), parse_number("12,5")
    (Decimal('1234.5'), Decimal('16529'), Decimal('12.5'))

    Raises:
        ValueError: it is no number, or its one mark may mean thousands or decimals.
    """
    plain = text.strip()
    if AMBIGUOUS.fullmatch(plain):
        raise ValueError(f"“{text}” can mean thousands or decimals; write it without the mark")
    if not (PLAIN.fullmatch(plain) or TURKISH.fullmatch(plain)):
        raise ValueError(f"“{text}” is not a number")
    if TURKISH.fullmatch(plain):
        plain = plain.replace(".", "")
    number = Decimal(plain.replace(",", "."))
    if abs(number) >= LARGEST:
        raise ValueError(f"“{text}” is not a number that can be meant")
    return number


def _parsed(rows: Iterable[dict[str, str]], year: int | None) -> tuple[list[FigureLine], list[str]]:
    lines, mistakes = [], []
    for number, row in enumerate(rows, start=2):
        try:
            lines.append(_line(row, year))
        except ValueError as mistake:
            mistakes.append(f"line {number}: {mistake}")
    return lines, mistakes


def _line(row: dict[str, str], year: int | None) -> FigureLine:
    code = (row["code"] or "").strip()
    if not code:
        raise ValueError("no code")
    year_text = str(year or row["year"] or "").strip()
    if not (year_text.isdecimal() and 1900 <= int(year_text) <= 2200):
        raise ValueError(f"“{year_text}” is not a year")
    return FigureLine(code, int(year_text), parse_number(row["value"] or ""))


def _repeated(lines: list[FigureLine]) -> list[str]:
    seen: set[tuple[str, int]] = set()
    mistakes = []
    for line in lines:
        if (line.code, line.year) in seen:
            mistakes.append(f"code {line.code} has the year {line.year} twice")
        seen.add((line.code, line.year))
    return mistakes
