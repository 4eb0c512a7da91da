"""Invented neighbours who say "ben de" to the sample's reports: in one mahalle hardly anybody does."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from gisdata.sample.reports import SampleReport

SEED = 34759
A_DAY = 0.03
"""How often somebody says the same of a problem, on average."""

QUIET, QUIETER = "40793", 5
"""In this mahalle people report so many times less readily."""

LASTING = timedelta(days=100)


class SampleSupport(NamedTuple):
    """That somebody said "ben de" to a report."""

    report: UUID
    supporter: UUID
    at: datetime


def sample_support(reports: Iterable[SampleReport], *, until: datetime) -> Iterator[SampleSupport]:
    """Yield who says the same of each report, from then on until it is answered or 100 days are over."""
    random = Random(SEED)
    for report in reports:
        rate = A_DAY / (QUIETER if report.neighbourhood == QUIET else 1)
        answered = report.steps[0].at if report.steps else until
        ends = min(answered, until, report.reported_at + LASTING)
        at = report.reported_at + timedelta(days=random.expovariate(rate))
        while at < ends:
            yield SampleSupport(report.id, UUID(int=random.getrandbits(128), version=4), at)
            at += timedelta(days=random.expovariate(rate))
