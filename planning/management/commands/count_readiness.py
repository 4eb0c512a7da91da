"""Count who is heard, without waiting for the night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.heard.actions import count_readiness


class Command(BaseCommand):
    """Count what came after the first report of each problem of the last year."""

    help = "Count how readily mahalle report, as the worker does every night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say of how many mahalle."""
        self.stdout.write(f"{count_readiness(until=timezone.now())} mahalle counted.")
