"""Many issues at once: import, the sample's end, the recount. Keyword-only, one transaction each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from struct import pack
from uuid import UUID

from django.db import connection, transaction

from gisdata.crs import WGS84
from issues import history
from issues.models import GroupCount, Issue, Source
from issues.querysets import count_differences

COPY_ISSUES = (
    "COPY issues_issue"
    " (id, location, category_id, description, status, reported_at, closed_at, updated_at, source)"
    " FROM STDIN"
)


@dataclass(frozen=True)
class ImportedIssue:
    """An issue from elsewhere; degrees in EPSG:4326."""

    id: UUID
    longitude: float
    latitude: float
    category_id: int
    description: str
    status: str
    reported_at: datetime
    closed_at: datetime | None


@transaction.atomic
def import_issues(*, issues: Iterable[ImportedIssue], source: Source) -> int:
    """Load many issues by COPY in one transaction, at constant memory. Returns how many.

    The same triggers work as for a single report: mahalle and counts are complete at the commit.
    While it runs the connection is busy, so `issues` must not ask the database itself.
    """
    loaded = 0
    with connection.cursor() as cursor, cursor.copy(COPY_ISSUES) as copy:
        for row in issues:
            copy.write_row(
                (
                    row.id,
                    _point_hex(row.longitude, row.latitude),
                    row.category_id,
                    row.description,
                    row.status,
                    row.reported_at,
                    row.closed_at,
                    row.closed_at or row.reported_at,
                    source.value,
                )
            )
            loaded += 1
    return loaded


@transaction.atomic
def recount() -> int:
    """Make all counts anew from the issues. Returns how many were wrong."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE issues_issue IN SHARE ROW EXCLUSIVE MODE")
        wrong = count_differences()
        cursor.execute("SELECT issues_recount_all()")
    return wrong


@transaction.atomic
def clear_sample_issues() -> int:
    """Remove the sample's issues with their history, and who spoke. Returns how many issues there were."""
    samples = Issue.objects.filter(source=Source.SAMPLE)
    removed = samples.count()
    samples.delete()
    events = history.events().filter(source=Source.SAMPLE)
    with history.rewriting():
        events.delete()
    GroupCount.objects.filter(is_sample=True).delete()
    return removed


def _point_hex(longitude: float, latitude: float) -> str:
    """Return a point of EPSG:4326 as hexadecimal EWKB, which COPY reads fastest."""
    return pack("<BIIdd", 1, 0x20000001, WGS84, longitude, latitude).hex()
