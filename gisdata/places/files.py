"""Places of a file: GeoJSON, GeoPackage, Shapefile, or CSV with longitude and latitude.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gisdata.crs import WGS84
from gisdata.csv_points import UTF8, read_points
from gisdata.places.feature import PlaceFeature, PlacesRead
from gisdata.places.letters import LOST, first_misread, read_anew
from gisdata.places.mending import mend_all
from gisdata.places.personal import is_personal
from gisdata.readers import UnreadableError, read_frame

TEXTS = ("other_names", "period", "register_number", "hours", "story")
"""Columns that are taken in where a file has them by these names."""

LINES = {"other_names", "story"}
"""Those of them in which a line is a line."""


@dataclass(frozen=True)
class Columns:
    """How a file is read: which column is what; "" for what it does not have."""

    name: str = "name"
    type: str = ""
    identity: str = ""
    mahalle: str = ""
    one_type: str = ""
    """The type of all of them, where no column says it."""

    @property
    def named(self) -> list[str]:
        """The columns that must be there."""
        return [c for c in (self.name, self.type, self.identity, self.mahalle) if c]


@dataclass(frozen=True)
class Reading:
    """What must be known of a file that does not say it itself."""

    srid: int | None = None
    layer: str | None = None
    encoding: str = UTF8
    repair_letters: bool = False


def read_places(path: Path, columns: Columns, how: Reading) -> PlacesRead:
    """Read the places of a file.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    frame = _frame(path, columns, how)
    told = _aside(path, frame, columns)
    frame = _with_right_letters(path, frame, columns, how)
    rows = zip(frame.iterrows(), frame.geometry, strict=True)
    return mend_all([(_feature(row, shape, columns), shape) for (_at, row), shape in rows], told)


def _frame(path: Path, columns: Columns, how: Reading) -> gpd.GeoDataFrame:
    if path.suffix.lower() == ".csv":
        return read_points(path, *columns.named, encoding=how.encoding)
    frame = read_frame(path, how.srid, how.layer, name=columns.name)
    missing = [name for name in columns.named if name not in frame.columns]
    if missing:
        raise UnreadableError(f"{path.name}: there is no column {', '.join(missing)}.")
    return frame.to_crs(WGS84)


def _aside(path: Path, frame: gpd.GeoDataFrame, columns: Columns) -> list[str]:
    """Refuse a wanted column that holds something of people; tell of the others that do."""
    texts = [c for c in frame.columns if c != frame.geometry.name]
    looked_at = [
        c for c in texts if c != columns.identity
    ]  # ids are numbers as long as those of telephones
    personal = [c for c in looked_at if is_personal(frame[c].dropna())]
    wanted = {*columns.named, *TEXTS} & set(personal)
    if wanted:
        raise UnreadableError(
            f"{path.name}: {', '.join(sorted(wanted))} holds telephone numbers or e-mail addresses of "
            "people. Take them out of the file, or name another column."
        )
    return [f"column {name}: holds something personal, not looked at" for name in personal]


def _with_right_letters(
    path: Path, frame: gpd.GeoDataFrame, columns: Columns, how: Reading
) -> gpd.GeoDataFrame:
    read = [name for name in {*columns.named, *TEXTS} if name in frame.columns]
    _refuse_lost_letters(path, frame[read])
    wrong = first_misread(_plain(text) for name in read for text in frame[name])
    if wrong is None:
        return frame
    if not how.repair_letters:
        raise UnreadableError(
            f"{path.name}: its letters were read in the wrong alphabet before it was saved: “{wrong[:40]}” "
            f"should be “{read_anew(wrong)[:40]}”. Get the file anew, or add --repair-letters."
        )
    return frame.assign(**{name: frame[name].map(lambda t: read_anew(_plain(t))) for name in read})


def _refuse_lost_letters(path: Path, texts: "pd.DataFrame") -> None:
    lost = next((str(text) for text in texts.to_numpy().ravel() if LOST in str(text)), None)
    if lost:
        raise UnreadableError(
            f"{path.name}: letters were lost before it was saved: “{lost[:40]}”. Get the file anew."
        )


def _feature(
    row: "pd.Series[object]", shape: BaseGeometry | None, columns: Columns
) -> PlaceFeature:
    facts = {field: said for field in TEXTS if field in row and (said := _text(field, row[field]))}
    return PlaceFeature(
        identity=_plain(row[columns.identity]) if columns.identity else _spot(shape),
        type=_plain(row[columns.type]) if columns.type else columns.one_type,
        name=_plain(row[columns.name]),
        shape=b"",
        facts=facts,
        mahalle=_plain(row[columns.mahalle]) if columns.mahalle else "",
    )


def _text(field: str, value: object) -> str:
    """Return what a column says; names and stories keep their lines."""
    if field not in LINES or pd.isna(value):
        return _plain(value)
    return "\n".join(filter(None, (_plain(line) for line in str(value).splitlines())))


def _spot(shape: BaseGeometry | None) -> str:
    """Return the middle of a shape as an id, to a metre."""
    if shape is None or shape.is_empty:
        return "nowhere"
    return f"{shape.centroid.x:.5f} {shape.centroid.y:.5f}"


def _plain(value: object) -> str:
    """Return a value as text on one line; a whole number without its point."""
    if pd.isna(value):  # how pandas says nothing
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())
