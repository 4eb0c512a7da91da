"""Some 5,000 believable reports over two years, the same for every run on the same day.

Uneven on purpose: mahalle differ in how much they report and how fast they are answered, most
reports gather round a few spots, and winters bring more holes and floods.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from shapely import Point, Polygon, prepare

from gisdata.sample.district import SampleNeighbourhood, neighbourhoods
from gisdata.sample.texts import NOTES, SPANS, SPOTS, TEXTS

COUNT = 5000
DAYS = 730
SEED = 34758
SPOTS_PER_NEIGHBOURHOOD = 4
SPREAD = 0.0016
"""Standard deviation of a gathering, in degrees: about 150 m."""

WINTERLY = {"bozuk-yol", "su-baskini", "rogar", "sokak-lambasi"}


@dataclass(frozen=True)
class Step:
    """A change of status."""

    before: str
    after: str
    at: datetime
    note: str


@dataclass(frozen=True)
class SampleReport:
    """An invented report; degrees in EPSG:4326, the mahalle by its official code."""

    id: UUID
    neighbourhood: str
    category: str
    description: str
    longitude: float
    latitude: float
    reported_at: datetime
    steps: tuple[Step, ...]

    @property
    def status(self) -> str:
        """Where it stands after its steps."""
        return self.steps[-1].after if self.steps else "new"

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed, if it is."""
        return self.steps[-1].at if self.status in {"resolved", "declined"} else None


@dataclass(frozen=True)
class _Scene:
    """A mahalle with its gathering spots, how loud it is, and how many days an answer takes."""

    code: str
    shape: Polygon
    spots: tuple[tuple[float, float], ...]
    loudness: float
    slowness: float


def sample_reports(*, until: datetime, count: int = COUNT) -> Iterator[SampleReport]:
    """Yield invented reports from DAYS before ``until`` up to it, in no order."""
    random = Random(SEED)
    scenes = [_scene(random, n) for n in neighbourhoods()]
    weights = [scene.loudness for scene in scenes]
    for _ in range(count):
        [scene] = random.choices(scenes, weights)
        yield _report(random, scene, until)


def _scene(random: Random, neighbourhood: SampleNeighbourhood) -> _Scene:
    shape = Polygon(neighbourhood.ring)
    prepare(shape)
    spots = tuple(_anywhere(random, shape) for _ in range(SPOTS_PER_NEIGHBOURHOOD))
    loudness = neighbourhood.population * random.lognormvariate(0, 0.5)
    return _Scene(neighbourhood.code, shape, spots, loudness, slowness=random.uniform(0.6, 2.2))


def _report(random: Random, scene: _Scene, until: datetime) -> SampleReport:
    at = until - timedelta(days=DAYS * random.random() ** 1.25)
    category = _category(random, at)
    text = random.choice(TEXTS[category]).format(
        yer=random.choice(SPOTS), sure=random.choice(SPANS)
    )
    longitude, latitude = _place(random, scene)
    return SampleReport(
        id=_uuid7(random, at),
        neighbourhood=scene.code,
        category=category,
        description=text[0].replace("i", "İ").upper() + text[1:],
        longitude=round(longitude, 6),
        latitude=round(latitude, 6),
        reported_at=at,
        steps=tuple(_steps(random, at, until, scene.slowness)),
    )


def _category(random: Random, at: datetime) -> str:
    winter = at.month in {11, 12, 1, 2, 3}
    names = list(TEXTS)
    weights = [
        (2.5 if winter and name in WINTERLY else 1) * 1 / (1 + rank / 8)
        for rank, name in enumerate(names)
    ]
    return random.choices(names, weights)[0]


def _place(random: Random, scene: _Scene) -> tuple[float, float]:
    if random.random() < 0.3:
        return _anywhere(random, scene.shape)
    x, y = random.choice(scene.spots)
    place = random.gauss(x, SPREAD), random.gauss(y, SPREAD * 0.75)
    return place if scene.shape.contains(Point(place)) else _anywhere(random, scene.shape)


def _anywhere(random: Random, shape: Polygon) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    while True:
        place = random.uniform(west, east), random.uniform(south, north)
        if shape.contains(Point(place)):
            return place


def _steps(random: Random, at: datetime, until: datetime, slowness: float) -> Iterator[Step]:
    before = "new"
    for after in _course(random):
        at += timedelta(days=slowness * random.lognormvariate(math.log(4), 0.9))
        if at >= until:
            return
        yield Step(before, after, at, NOTES[after])
        before = after


def _course(random: Random) -> list[str]:
    """Return the statuses an issue goes through if there is time."""
    return random.choices(
        [
            ["acknowledged", "in_progress", "resolved"],
            ["acknowledged", "resolved"],
            ["acknowledged", "declined"],
            ["acknowledged"],
        ],
        [50, 25, 7, 18],
    )[0]


def _uuid7(random: Random, at: datetime) -> UUID:
    """Return a UUIDv7 (RFC 9562) of a moment, its random part from the seeded generator."""
    value = int(at.timestamp() * 1000) << 80 | random.getrandbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
