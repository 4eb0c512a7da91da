"""Counting what came after the first report of a problem, over millions of them: done by the worker."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from planning.models import KeptReadiness

WINDOW = timedelta(days=365)
"""Back from now: reports of these days are counted."""

LASTING = timedelta(days=100)
"""For so long a problem is waited for at most; who says the same later may mean another one."""

COUNTED = """
WITH seen AS (
  SELECT i.id, i.neighbourhood_id, f.first,
         least(f.first + make_interval(days => %(lasting)s), %(until)s,
               (SELECT min(c.changed_at) FROM issues_statuschange c WHERE c.issue_id = i.id)) AS ends
  FROM issues_issue i
  CROSS JOIN LATERAL (
    SELECT least(i.reported_at, min(d.reported_at)) FROM issues_issue d WHERE d.duplicate_of_id = i.id
  ) AS f (first)
  WHERE i.visibility = 'public' AND i.reported_at >= %(since)s AND i.reported_at < %(until)s
)
SELECT n.code, count(*),
       sum((SELECT count(*) FROM issues_support s WHERE s.issue_id = seen.id AND s.created_at <= ends)
         + (SELECT count(*) FROM issues_issue d WHERE d.duplicate_of_id = seen.id AND d.reported_at <= ends)),
       sum(extract(epoch FROM ends - seen.first) / 86400)
FROM seen
JOIN neighbourhoods_neighbourhood n ON n.id = seen.neighbourhood_id
WHERE seen.ends > seen.first
GROUP BY n.code
"""
"""It begins with the first of the reports that were joined: of those and the one that stayed, all but one are
further ones, so those that were joined are counted. A problem is waited for until somebody of the secretariat first looked at it: its first change of status."""


@transaction.atomic
def count_readiness(*, until: datetime) -> int:
    """Count anew what was said after the first report, and keep that. Returns of how many mahalle."""
    since = until - WINDOW
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"since": since, "until": until, "lasting": LASTING.days})
        rows = cursor.fetchall()
    KeptReadiness.objects.all().delete()
    kept = [
        KeptReadiness(
            code=code, reports=reports, further=further, days=days, since=since, until=until
        )
        for code, reports, further, days in rows
    ]
    return len(KeptReadiness.objects.bulk_create(kept))
