"""A country's worth of pins in GeoParquet files: assign them to areas, count them, or smooth them, on dask."""

import csv
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.core.management.base import BaseCommand, CommandError, CommandParser
from numpy.typing import NDArray

from analysis.assignment import NOWHERE, Areas
from analysis.density import Grid, grid_over, kernel_density
from analysis.rates import events_interval
from gisdata.crs import METRIC, WGS84
from gisdata.readers import UnreadableError, code_of, name_of, read_frame
from planning.batch.files import whole
from planning.batch.run import cluster, over_files
from planning.batch.work import assign_file, cells_of_file, count_file

MOST_CELLS = 50_000_000
"""Cells of a density's grid: 400 MB for each worker."""


class Command(BaseCommand):
    """Run over all files of a folder; what was assigned before from the same input is not done again."""

    help = "Work on GeoParquet files of points, many at a time: assign, density or statistics."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the work, where the files are, and where it is done."""
        parser.add_argument("work", choices=["assign", "density", "statistics"])
        parser.add_argument(
            "--input", type=Path, required=True, help="a folder of .parquet files of points"
        )
        parser.add_argument(
            "--areas", type=Path, required=True, help="GeoJSON, GeoPackage or Shapefile"
        )
        parser.add_argument("--out", type=Path, required=True, help="a folder for what is made")
        parser.add_argument("--code-column", default="code")
        parser.add_argument("--name-column", default="name")
        parser.add_argument("--population-column", default="", help="for rates per 1,000 residents")
        parser.add_argument("--workers", type=int, default=2, help="processes of this machine")
        parser.add_argument("--memory", default="2GB", help="what each of them may take")
        parser.add_argument(
            "--scheduler", default="", help="address of a dask scheduler, such as tcp://host:8786"
        )
        parser.add_argument("--cell", type=float, default=100, help="metres, of the density's grid")
        parser.add_argument(
            "--bandwidth", type=float, default=300, help="metres, of the density's kernel"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the areas, start, and tell what failed."""
        files = _files(options)
        options["out"].mkdir(parents=True, exist_ok=True)
        try:
            areas = _NamedAreas(options)
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        work = {"assign": self._assign, "density": self._density, "statistics": self._count}
        with cluster(options["scheduler"], options["workers"], options["memory"]) as client:
            failed = work[options["work"]](client, files, areas, options)
        for file, reason in failed.items():
            self.stderr.write(reason if file.name in reason else f"{file.name}: {reason}")
        if failed:
            raise CommandError(
                f"{len(failed)} of {len(files)} files failed, as told above; the others are done."
            )

    def _assign(
        self, client: Any, files: list[Path], areas: "_NamedAreas", options: Any
    ) -> dict[Path, str]:
        def done(file: Path, rows: int) -> None:
            self.stdout.write(f"{file.name}: {rows:,} rows")

        shared = options["out"], areas.shapes, areas.codes, areas.digest
        return over_files(client, assign_file, files, *shared, done=done)

    def _count(
        self, client: Any, files: list[Path], areas: "_NamedAreas", options: Any
    ) -> dict[Path, str]:
        counts: Counter[tuple[int, str]] = Counter()
        failed = over_files(
            client, count_file, files, areas.shapes, done=lambda _file, found: counts.update(found)
        )
        if not failed:
            target = options["out"] / "statistics.csv"
            areas.write_statistics(counts, target)
            self.stdout.write(f"{target}: {counts.total():,} points")
        return failed

    def _density(
        self, client: Any, files: list[Path], areas: "_NamedAreas", options: Any
    ) -> dict[Path, str]:
        grid = grid_over(areas.bounds, options["cell"])
        if grid.columns * grid.rows > MOST_CELLS:
            raise CommandError(
                f"The grid would have {grid.columns:,} by {grid.rows:,} cells. Give a larger --cell than"
                f" {options['cell']:g} metres."
            )
        counts = np.zeros(grid.shape)

        def done(_file: Path, cells: NDArray[np.float64]) -> None:
            counts[:] += cells

        failed = over_files(client, cells_of_file, files, grid, METRIC, done=done)
        if not failed:
            target = options["out"] / "density.parquet"
            _write_density(counts, grid, options["bandwidth"], target)
            self.stdout.write(f"{target}: {counts.sum():,.0f} points")
        return failed


def _files(options: dict[str, Any]) -> list[Path]:
    """Return the files to work on, once all that is asked can be done."""
    files = sorted(options["input"].glob("*.parquet"))
    if not files:
        raise CommandError(f"{options['input']}: there is no .parquet file in it.")
    if options["input"].resolve() == options["out"].resolve():
        raise CommandError(
            "--out must be another folder than --input: its files would be written over."
        )
    if not (options["cell"] > 0 and options["bandwidth"] > options["cell"] / 2):
        raise CommandError("Give a --cell above 0 and a --bandwidth of more than half of it.")
    return files


class _NamedAreas:
    """The areas of a file in the order of their codes: the first that covers a point has it."""

    def __init__(self, options: dict[str, Any]) -> None:
        columns = {"code": options["code_column"], "name": options["name_column"]}
        people = options["population_column"]
        frame = read_frame(
            options["areas"], None, None, **columns, **({"population": people} if people else {})
        )
        frame = frame.assign(code=frame[columns["code"]].map(code_of)).sort_values("code")
        if frame["code"].duplicated().any():
            raise UnreadableError("A code stands twice in the file of areas.")
        degrees, metres = frame.to_crs(WGS84), frame.to_crs(METRIC)
        self.codes: list[str] = list(frame["code"])
        self.names = [
            name_of(name, code)
            for name, code in zip(frame[columns["name"]], self.codes, strict=True)
        ]
        self.people = list(frame[people].astype(float)) if people else None
        self.shapes = Areas(list(degrees.geometry))
        self.km2: list[float] = list(metres.area / 1e6)
        if not min(self.km2) > 0:
            raise UnreadableError("An area in the file of areas has no size.")
        known = b"".join(degrees.geometry.to_wkb())
        self.digest = sha256(known + "\n".join(self.codes).encode()).hexdigest()
        self.bounds: tuple[float, float, float, float] = tuple(metres.total_bounds)

    def write_statistics(self, counts: "Counter[tuple[int, str]]", target: Path) -> None:
        """Write a line for each area and category: how many, per km², and per 1,000 residents with its interval."""
        with (
            whole(target) as unfinished,
            unfinished.open("w", encoding="utf-8", newline="") as file,
        ):
            writer = csv.writer(file)
            writer.writerow(
                ["code", "name", "category", "count", "per_km2", "per_1000", "lower", "upper"]
            )
            kinds = sorted({kind for _area, kind in counts})
            for at, (code, name, km2) in enumerate(
                zip(self.codes, self.names, self.km2, strict=True)
            ):
                for kind in kinds:
                    count = counts[at, kind]
                    writer.writerow(
                        [code, name, kind, count, round(count / km2, 3), *self._rate(at, count)]
                    )
            for kind in kinds:
                writer.writerow(["", "", kind, counts[NOWHERE, kind], "", "", "", ""])

    def _rate(self, at: int, count: int) -> list[Any]:
        if not self.people or not self.people[at] > 0:
            return ["", "", ""]
        people = self.people[at]
        return [round(1000 * number / people, 4) for number in (count, *events_interval(count))]


def _write_density(counts: NDArray[np.float64], grid: Grid, bandwidth: float, target: Path) -> None:
    """Write the cells in which there is anything: their centre (EPSG:5254) and the density per m²."""
    density = kernel_density(counts, grid, bandwidth=bandwidth)
    rows, columns = np.nonzero(density > 0)
    x, y = grid.centres()
    table = pa.table({"x": x[columns], "y": y[rows], "per_m2": density[rows, columns]})
    with whole(target) as unfinished:
        pq.write_table(table, unfinished, compression="zstd")
