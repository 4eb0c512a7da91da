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
  SELECT i.number, i.neighbourhood_id, f.first,
         least(f.first + make_interval(days => %(lasting)s), %(until)s,
               (SELECT min(c.changed_at) FROM public_changes c WHERE c.issue_id = i.number)) AS ends
  FROM public_issues i
  CROSS JOIN LATERAL (
    SELECT least(i.reported_at, min(v.said_at)) FROM public_voices v WHERE v.issue_id = i.number
  ) AS f (first)
  WHERE i.reported_at >= %(since)s AND i.reported_at < %(until)s
)
SELECT n.code, count(*),
       sum((SELECT count(*) FROM public_voices v WHERE v.issue_id = seen.number AND v.said_at <= ends)),
       sum(extract(epoch FROM ends - seen.first) / 86400)
FROM seen
JOIN neighbourhoods_neighbourhood n ON n.id = seen.neighbourhood_id
WHERE seen.ends > seen.first
GROUP BY n.code
"""
"""It begins with the first who said it, be it in a report that was joined. Of all who said it one is the first,
so there are as many further ones as there are voices beside the report. A problem is waited for until
somebody of the secretariat first looked at it: its first change of status."""


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
