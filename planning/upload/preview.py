"""What would come in, as a page shows it: the mahalle of today by the years of the file."""

from dataclasses import dataclass
from decimal import Decimal

from planning.upload.check import Intake


@dataclass(frozen=True)
class Cell:
    """A mahalle's figure in a year; `before` is another value that it replaces, else None."""

    value: Decimal
    before: Decimal | None


@dataclass(frozen=True)
class Row:
    """A mahalle with a cell for each year, None where the file has none."""

    code: str
    name: str
    cells: list[Cell | None]


@dataclass(frozen=True)
class Preview:
    """The figures as a table, how many are new, other than before or the same, and who has none in which year."""

    years: list[int]
    rows: list[Row]
    new: int
    replaced: int
    same: int
    missing: dict[int, list[str]]


def preview_of(intake: Intake) -> Preview:
    """Return what is shown of figures before they are loaded."""
    cells = {(f.code, f.year): _cell(intake, f.code, f.year, f.value) for f in intake.figures}
    years = sorted({year for _code, year in cells})
    replaced = sum(cell.before is not None for cell in cells.values())
    return Preview(
        years=years,
        rows=[
            Row(code, name, [cells.get((code, year)) for year in years])
            for code, name in intake.names.items()
        ],
        new=len(cells) - len(intake.before),
        replaced=replaced,
        same=len(intake.before) - replaced,
        missing=_missing(intake, years, set(cells)),
    )


def _missing(intake: Intake, years: list[int], known: set[tuple[str, int]]) -> dict[int, list[str]]:
    """Return by year the mahalle without a figure, where there are some."""
    found = {
        year: [name for code, name in intake.names.items() if (code, year) not in known]
        for year in years
    }
    return {year: names for year, names in found.items() if names}


def _cell(intake: Intake, code: str, year: int, value: Decimal) -> Cell:
    known = intake.before.get((code, year))
    before = known.value if known and known.value != value else None
    return Cell(_shown(value), None if before is None else _shown(before))


def _shown(value: Decimal) -> Decimal:
    """Return a value without the zeros behind its last decimal."""
    return value.normalize()
