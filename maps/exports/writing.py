"""Writes an export beside its place and renames it. Heavy: only the command imports this."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from maps.export_files.dictionary import dictionary_csv
from maps.export_files.files import WRITERS
from maps.export_files.formats import FORMATS
from maps.export_files.table import Batches, Table


@dataclass
class _Counted:
    """Batches that know how many rows were read."""

    batches: Batches
    rows: int = 0

    def __iter__(self) -> Iterator[list[tuple[object, ...]]]:
        for batch in self.batches:
            self.rows += len(batch)
            yield list(batch)


def write_whole(table: Table, format_name: str, out: Path) -> int:
    """Write a table and its column dictionary, both or neither. Returns how many rows.

    Raises:
        OSError: the disk refuses.
        RuntimeError: GDAL cannot write.
    """
    counted = _Counted(table.batches)
    dictionary = out.with_name(f"{out.name}.columns.csv")
    with TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
        made = Path(folder)
        _write(replace(table, batches=counted), format_name, made / out.name)
        (made / dictionary.name).write_bytes(dictionary_csv(table))
        (made / out.name).replace(out)
        (made / dictionary.name).replace(dictionary)
    return counted.rows


def _write(table: Table, format_name: str, path: Path) -> None:
    stream = FORMATS[format_name].stream
    if stream:
        with path.open("wb") as file:
            file.writelines(stream(table))
    else:
        WRITERS[format_name](table, path)
