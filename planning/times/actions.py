"""Counting how long reports waited, over millions of them: done by the worker."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from planning.models import KeptDuration

WINDOW = timedelta(days=2 * 365)
"""Back from now: reports of these days are counted, so nobody waited longer than that."""

COUNTED = """
INSERT INTO planning_keptduration (code, category_id, quarter, ending, days, is_over, in_time, count, until)
SELECT n.code, i.category_id, extract(year FROM i.reported_day) * 10 + extract(quarter FROM i.reported_day),
       e.ending, d.days, e.came_at IS NOT NULL, d.in_time, count(*), %(until)s
FROM public_issues i
JOIN neighbourhoods_neighbourhood n ON n.id = i.neighbourhood_id
JOIN issues_category k ON k.id = i.category_id
CROSS JOIN LATERAL (VALUES
  ('answer', (SELECT min(c.changed_at) FROM public_changes c WHERE c.issue_id = i.number)),
  ('closing', i.closed_at)
) AS e (ending, came_at)
CROSS JOIN LATERAL (
  SELECT floor(extract(epoch FROM coalesce(e.came_at, %(until)s) - i.reported_at) / 86400)::smallint,
         CASE WHEN i.reported_at + make_interval(days => k.target_days) <= %(until)s
              THEN coalesce(e.came_at <= i.reported_at + make_interval(days => k.target_days), false) END
) AS d (days, in_time)
WHERE i.reported_at >= %(since)s AND i.reported_at <= %(until)s AND d.days >= 0
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


@transaction.atomic
def count_durations(*, until: datetime) -> int:
    """Count anew how long reports waited, and keep that. Returns in how many rows."""
    KeptDuration.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"since": until - WINDOW, "until": until})
        return int(cursor.rowcount)
