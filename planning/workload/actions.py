"""Counting what happened to reports by month, over millions of them: done by the worker."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from issues.models import CLOSED, Rating
from planning.models import KeptMonth
from planning.months import whole_months

COUNTED = """
WITH steps AS (
  SELECT c.issue_id, c.to_status = ANY(%(closed)s) AS closes, c.changed_at,
         lag(c.to_status) OVER (PARTITION BY c.issue_id ORDER BY c.changed_at, c.id) = ANY(%(closed)s) AS was_closed
  FROM public_changes c
), happened AS (
  SELECT number AS issue_id, reported_at AS at, 1 AS opened, 0 AS closed, 0 AS reopened, 0 AS rated, 0 AS satisfied
  FROM public_issues
  UNION ALL
  SELECT issue_id, changed_at, 0, closes::int, (NOT closes)::int, 0, 0
  FROM steps WHERE closes IS DISTINCT FROM coalesce(was_closed, false)
  UNION ALL
  SELECT number, closed_at, 0, 1, 0, 0, 0
  FROM public_issues i
  WHERE closed_at IS NOT NULL AND NOT EXISTS (SELECT FROM public_changes c WHERE c.issue_id = i.number)
  UNION ALL
  SELECT issue_id, rated_at, 0, 0, 0, 1, (score = %(satisfied)s)::int FROM scores_for_sums
), by_month AS (
  SELECT happened.*, to_char(at AT TIME ZONE %(zone)s, 'YYYYMM')::int AS month FROM happened
)
INSERT INTO planning_keptmonth (code, category_id, month, opened, closed, reopened, rated, satisfied)
SELECT n.code, i.category_id, m.month, sum(m.opened), sum(m.closed), sum(m.reopened), sum(m.rated), sum(m.satisfied)
FROM by_month m
JOIN public_issues i ON i.number = m.issue_id
JOIN neighbourhoods_neighbourhood n ON n.id = i.neighbourhood_id
WHERE m.month = ANY(%(months)s)
GROUP BY 1, 2, 3
"""
"""What came from elsewhere already closed has no steps of ours; its closing is when it says it was closed. A rating
belongs to the month in which it was given, so that no single one shows between two nights."""


@transaction.atomic
def count_months(*, until: datetime) -> int:
    """Count anew what happened in the last two years of whole months, and keep that. Returns in how many rows."""
    KeptMonth.objects.all().delete()
    asked: dict[str, Any] = {
        "closed": [str(status) for status in CLOSED],
        "satisfied": Rating.Score.SATISFIED.value,
        "zone": settings.TIME_ZONE,
        "months": whole_months(timezone.localdate(until)),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, asked)
        return int(cursor.rowcount)
