"""The answer: which sites, who gains by them, and how many had it near by before and have it then."""

import json
from collections import defaultdict
from dataclasses import dataclass
from math import hypot

from django.utils import timezone
from django.utils.translation import gettext as _

from gisdata.child import Child
from neighbourhoods.models import Neighbourhood
from planning.indicators.figures import Populations
from planning.siting.ground import Spot, in_metres, public_land, spots
from planning.siting.question import Aim, Candidate, Question

CELL = 50
"""Edge in metres of the cells in which people are counted, near or not by their middle."""

COARSE = 250
"""Edge in metres of those between which shortest ways are sought: of fewer the solver takes far longer."""

_solver = Child(seconds=60)


class NothingToChooseError(ValueError):
    """There is nobody to gain or no site to choose; the message says so."""


@dataclass(frozen=True)
class Site:
    """A site that could be had, in metres (EPSG:5254), and how many it alone brings near."""

    candidate: Candidate
    x: float
    y: float
    gained: float
    is_chosen: bool

    @property
    def south(self) -> float:
        """How far down it is in a drawing, where y grows downwards."""
        return -self.y


@dataclass(frozen=True)
class Gain:
    """A mahalle, or all (None): its residents, how many have it near now, and then."""

    neighbourhood: Neighbourhood | None
    people: float
    before: float
    after: float

    @property
    def gained(self) -> float:
        """How many more."""
        return self.after - self.before

    @property
    def percent_before(self) -> float:
        """Of a hundred residents, how many have it near now."""
        return 100 * self.before / self.people

    @property
    def percent_after(self) -> float:
        """And then."""
        return 100 * self.after / self.people

    @property
    def percent_gained(self) -> float:
        """How many of a hundred gain."""
        return 100 * self.gained / self.people


@dataclass(frozen=True)
class Answer:
    """The sites, the chosen first; who gains; and the mean way in metres of those who have it not near now.

    `way_before` is None where nothing of it is there yet; `is_best` says whether no better choice exists.
    """

    sites: list[Site]
    lines: list[Gain]
    district: Gain
    way_before: float | None
    way_after: float
    is_best: bool

    @property
    def chosen(self) -> list[Site]:
        """The chosen sites."""
        return [site for site in self.sites if site.is_chosen]

    @property
    def others(self) -> list[Site]:
        """The others, of which that comes first which alone brings it near to most."""
        return [site for site in self.sites if not site.is_chosen]


@dataclass(frozen=True)
class _Ground:
    """The spots and the sites, which spots have it not near now, and from which the solver seeks."""

    everywhere: list[Spot]
    unserved: list[Spot]
    asked_of: list[Spot]
    candidates: list[Candidate]
    places: list[tuple[float, float]]


def answer_to(question: Question) -> Answer:
    """Choose among the sites.

    Raises:
        NothingToChooseError: everybody has it near, nobody's home is known, or no site is left.
        gisdata.child.ChildBusyError: another question is being answered.
        gisdata.child.ChildError: it took too long.
    """
    with _solver.turn():
        return _solved(question, _ground(question))


def _solved(question: Question, ground: _Ground) -> Answer:
    asked = {
        "aim": question.aim,
        "within": question.within,
        "count": question.count,
        "spots": [(spot.x, spot.y) for spot in ground.asked_of],
        "people": [spot.people for spot in ground.asked_of],
        "now": _ways_now(ground.asked_of),
        "sites": ground.places,
    }
    said = _solver.run("-m", "planning.siting", given=json.dumps(asked).encode())
    found = json.loads(said)
    return _answer(question, ground, set(found["chosen"]), is_best=found["is_best"])


def _ground(question: Question) -> _Ground:
    people = Populations().in_year(timezone.localdate().year)
    everywhere = spots(question.like, CELL, people)
    if not everywhere:
        raise NothingToChooseError(_("It is not known how many people live where."))
    unserved = _unserved(everywhere, question)
    if not unserved:
        raise NothingToChooseError(_("Everybody has it near by already."))
    candidates = question.candidates or public_land(question.like)
    if not candidates:
        raise NothingToChooseError(
            _("The register knows no public place that could be a site. Write possible sites down.")
        )
    asked_of = unserved
    if question.aim == Aim.NEAR:
        asked_of = _unserved(spots(question.like, COARSE, people), question) or unserved
    return _Ground(everywhere, unserved, asked_of, candidates, _places(candidates))


def _unserved(found: list[Spot], question: Question) -> list[Spot]:
    return [spot for spot in found if not _is_near(spot.now, question.within)]


def _places(candidates: list[Candidate]) -> list[tuple[float, float]]:
    placed = in_metres(candidates)
    outside = [
        one.name for one, (_x, _y, is_in) in zip(candidates, placed, strict=True) if not is_in
    ]
    if outside:
        text = _("These sites lie outside of the district: %(names)s.")
        raise NothingToChooseError(text % {"names": ", ".join(outside)})
    return [(x, y) for x, y, _is_in in placed]


def _ways_now(unserved: list[Spot]) -> list[float] | None:
    ways = [spot.now for spot in unserved if spot.now is not None]
    return ways or None  # it is known of all or of none


def _is_near(way: float | None, within: int) -> bool:
    return way is not None and way <= within


def _answer(question: Question, ground: _Ground, chosen: set[int], *, is_best: bool) -> Answer:
    at = [ground.places[site] for site in sorted(chosen)]
    ways = {(s.code, s.x, s.y): _way(s, at) for s in ground.unserved}
    sites = [
        Site(candidate, x, y, _gained_by(x, y, ground.unserved, question.within), n in chosen)
        for n, (candidate, (x, y)) in enumerate(zip(ground.candidates, ground.places, strict=True))
    ]
    lines = _lines(question, ground.everywhere, ways)
    before = _ways_now(ground.unserved)
    return Answer(
        sites=sorted(sites, key=lambda site: (not site.is_chosen, -site.gained)),
        lines=lines,
        district=Gain(
            None,
            sum(line.people for line in lines),
            sum(line.before for line in lines),
            sum(line.after for line in lines),
        ),
        way_before=_mean(before, ground.unserved) if before else None,
        way_after=_mean(list(ways.values()), ground.unserved),
        is_best=is_best,
    )


def _mean(ways: list[float], spots: list[Spot]) -> float:
    walked = sum(way * spot.people for way, spot in zip(ways, spots, strict=True))
    return walked / sum(spot.people for spot in spots)


def _way(spot: Spot, sites: list[tuple[float, float]]) -> float:
    new = min(hypot(spot.x - x, spot.y - y) for x, y in sites)
    return new if spot.now is None else min(new, spot.now)


def _gained_by(x: float, y: float, unserved: list[Spot], within: int) -> float:
    return sum(s.people for s in unserved if hypot(s.x - x, s.y - y) <= within)


def _lines(
    question: Question, everywhere: list[Spot], ways: dict[tuple[str, float, float], float]
) -> list[Gain]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for spot in everywhere:
        is_near = _is_near(spot.now, question.within)
        way = ways.get((spot.code, spot.x, spot.y), spot.now)
        sums[spot.code][0] += spot.people
        sums[spot.code][1] += spot.people * is_near
        sums[spot.code][2] += spot.people * _is_near(way, question.within)
    areas = Neighbourhood.objects.current().defer("boundary")
    return [Gain(area, *sums[area.code]) for area in areas if area.code in sums]
