"""Count what the worker counts for planning at night, without waiting for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.heard.actions import count_readiness
from planning.times.actions import count_durations


class Command(BaseCommand):
    """Count how readily mahalle report, and how long reports wait."""

    help = "Count how readily mahalle report and how long reports wait, as the worker does every night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how much."""
        now = timezone.now()
        self.stdout.write(
            f"{count_readiness(until=now)} mahalle, {count_durations(until=now)} rows of waits."
        )
