"""Search among many invented names: as typed, with a slip, with nothing to find.

script/bench names --names 100000
"""

import argparse
import time
from typing import Any

import numpy as np
from django.contrib.gis.geos import Point
from django.db import connection

from benchmarks.measure import report, spread, timed
from benchmarks.pins import SEED, prepare, random_points
from gisdata.crs import WGS84
from gisdata.place_name import PlaceName
from neighbourhoods.models import NamedPlace
from neighbourhoods.names.actions import load_names
from neighbourhoods.names.question import read_question
from neighbourhoods.names.search import search

SYLLABLES = [
    "ak",
    "kara",
    "ye",
    "ni",
    "gül",
    "de",
    "re",
    "çı",
    "nar",
    "men",
    "ek",
    "şe",
    "gü",
    "ney",
    "ku",
    "zey",
    "u",
    "lu",
    "ko",
    "ca",
    "sa",
    "rı",
    "ma",
    "vi",
    "gök",
    "taş",
    "de",
    "mir",
    "al",
    "tın",
    "ay",
    "gün",
    "yıl",
    "dız",
    "ır",
    "mak",
    "te",
    "pe",
    "pı",
    "nar",
    "köy",
    "bah",
    "çe",
    "çam",
    "dağ",
    "o",
    "va",
    "ka",
    "ya",
    "göl",
    "ka",
    "pı",
    "köp",
    "rü",
    "or",
    "man",
    "bey",
    "han",
    "oğ",
    "lu",
]
KINDS = ("Sokak", "Sokak", "Sokak", "Caddesi", "Bulvarı")
QUESTIONS = 200
CENTRE = Point(29.12, 40.98, srid=WGS84)


def main() -> None:
    """Load the names and ask for some of them, one after the other."""
    parser = argparse.ArgumentParser(prog="script/bench names", description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    count: int = parser.parse_args().names
    prepare()
    random = np.random.default_rng(SEED)
    names = [invented(random) for _ in range(count)]
    NamedPlace.objects.all().delete()
    with timed("load") as took:
        load(names)
    asked = [names[i] for i in random.integers(0, count, QUESTIONS)]
    result = {
        "benchmark": "names",
        "names": count,
        "load_seconds": took.seconds,
        "first_letters": measured([name[:4] for name in asked]),
        "whole_name": measured(asked),
        "a_slip": measured([slipped(name, random) for name in asked]),
        "nothing_there": measured([f"xqw{i} jjfx" for i in range(QUESTIONS)]),
    }
    report(result)


def invented(random: np.random.Generator) -> str:
    """Return a name of two words of two or three syllables each, and its kind."""
    words = ("".join(random.choice(SYLLABLES, random.integers(2, 4))) for _ in range(2))
    return f"{' '.join(words).title()} {random.choice(KINDS)}"


def load(names: list[str]) -> None:
    """Load the names at random points of the district."""
    places = random_points(len(names))
    loaded = (PlaceName(n, float(x), float(y)) for n, (x, y) in zip(names, places, strict=True))
    load_names(names=loaded, kind="street", source="invented")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE neighbourhoods_namedplace")


def slipped(name: str, random: np.random.Generator) -> str:
    """Return a name with two neighbouring letters of its first word swapped."""
    at = int(random.integers(1, max(2, len(name.split(maxsplit=1)[0]) - 1)))
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def measured(questions: list[str]) -> dict[str, Any]:
    """Return how long the questions take, and how many find something."""
    seconds, found = [], 0
    for text in questions:
        start = time.perf_counter()
        found += bool(search(read_question(text), near=CENTRE))
        seconds.append(time.perf_counter() - start)
    return {**spread(seconds), "found": found}
