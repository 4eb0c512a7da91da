"""Count what the worker counts for planning at night, without waiting for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from planning.heard.actions import count_readiness
from planning.indicators.access import count_access
from planning.patterns.actions import count_patterns
from planning.times.actions import count_durations
from planning.workload.actions import count_months


class Command(BaseCommand):
    """Count how readily mahalle report, how long reports wait, what gets done, who has green near by, and where reports gather."""

    help = "Count what the worker counts for planning every night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how much."""
        now = timezone.now()
        self.stdout.write(f"{count_readiness(until=now)} mahalle by how readily they report")
        with transaction.atomic():
            waits, months = count_durations(until=now), count_months(until=now)
        self.stdout.write(f"{waits} rows of waits, {months} rows of months")
        self.stdout.write(f"{count_access(now=now)} shares of residents with green near by")
        self.stdout.write(f"{count_patterns(now=now)} hexagons compared with those around them")
