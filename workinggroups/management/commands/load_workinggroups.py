"""Add what working groups begin with."""

from typing import Any

from django.core.management.base import BaseCommand

from workinggroups.loading import load_founders


class Command(BaseCommand):
    """Add the group of those who found working groups."""

    help = "Add the group Çalışma grupları, whose people found working groups; what is there stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add it."""
        self.stdout.write(f"Who may found working groups: group {load_founders()}.")
