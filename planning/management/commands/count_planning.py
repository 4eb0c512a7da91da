"""Count what the worker counts for planning at night, without waiting for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone

from planning.heard.actions import count_readiness
from planning.indicators.reach import count_access
from planning.patterns.actions import count_patterns
from planning.times.actions import count_durations
from planning.workload.actions import count_months


class Command(BaseCommand):
    """Count how readily mahalle report, how long reports wait, what gets done, who has green near by, and where reports gather."""

    help = "Count what the worker counts for planning every night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how much."""
        _let_the_planner_look()
        now = timezone.now()
        self.stdout.write(f"{count_readiness(until=now)} mahalle by how readily they report")
        with transaction.atomic():
            waits, months = count_durations(until=now), count_months(until=now)
        self.stdout.write(f"{waits} rows of waits, {months} rows of months")
        self.stdout.write(f"{count_access(now=now)} shares of residents with green near by")
        self.stdout.write(f"{count_patterns(now=now)} hexagons compared with those around them")


def _let_the_planner_look() -> None:
    """Have PostgreSQL look at what may have come a moment ago: taken for few rows, millions cost hours."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE issues_issue, issues_statuschange, issues_support, issues_rating")
