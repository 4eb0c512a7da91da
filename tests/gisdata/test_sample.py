from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import shapely
from scipy.sparse.csgraph import connected_components
from shapely import Point, Polygon, union_all

from analysis.streets import network_of
from gisdata.basemap.tags import STREETS
from gisdata.sample.basemap import sample_basemap
from gisdata.sample.district import neighbourhoods
from gisdata.sample.reports import DAYS, sample_reports
from gisdata.sample.texts import TEXTS
from issues.catalogue import CATALOGUE
from issues.models import TRANSITIONS, Status

UNTIL = datetime(2026, 6, 1, tzinfo=UTC)


def test_the_district_has_17_mahalle_without_gap_or_overlap():
    shapes = [Polygon(n.ring) for n in neighbourhoods()]
    whole = union_all(shapes)
    assert len(shapes) == 17
    assert sum(n.population for n in neighbourhoods()) == 416_529
    assert all(s.is_valid for s in shapes)
    assert abs(whole.area - sum(s.area for s in shapes)) < 1e-12
    assert not whole.interiors


def test_the_reports_are_the_same_every_time_and_differ_from_each_other():
    first, again = (list(sample_reports(until=UNTIL, count=300)) for _ in range(2))
    assert first == again
    assert len({r.id for r in first}) == 300
    assert all(r.id.version == 7 for r in first)


def test_the_reports_are_believable():
    reports = list(sample_reports(until=UNTIL))
    whole = union_all([Polygon(n.ring) for n in neighbourhoods()])
    assert len(reports) == 5000
    assert all(whole.covers(Point(r.longitude, r.latitude)) for r in reports)
    assert all(UNTIL - timedelta(days=DAYS) <= r.reported_at <= UNTIL for r in reports)
    assert {r.status for r in reports} == set(Status.values)
    assert min(Counter(r.category for r in reports).values()) > 10
    assert not any("{" in r.description for r in reports)


def test_every_step_of_a_report_is_an_allowed_one_and_none_lies_in_the_future():
    for report in sample_reports(until=UNTIL, count=1000):
        status, at = "new", report.reported_at
        for step in report.steps:
            assert step.before == status
            assert step.after in TRANSITIONS[Status(status)]
            assert at < step.at < UNTIL
            status, at = step.after, step.at


def test_the_texts_are_of_real_categories():
    slugs = {entry.slug for entry in CATALOGUE}
    assert set(TEXTS) <= slugs
    assert len(slugs) >= 20


def test_one_can_walk_from_nearly_everywhere_to_nearly_everywhere_else():
    streets = [f for f in sample_basemap() if f.layer == STREETS]
    metres = shapely.transform([f.shape for f in streets], lambda at: at * (84_000, 111_000))
    network = network_of(metres)
    _number, together = connected_components(network.metres, directed=False)
    assert np.bincount(together).max() > 0.9 * len(together)
