"""Add the categories a district starts with."""

from typing import Any

from django.core.management.base import BaseCommand

from issues.loading import load_catalogue


class Command(BaseCommand):
    """Add the categories that are missing."""

    help = "Add the categories of issues/catalogue.py that are missing; change none that is there."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add them and say how many."""
        self.stdout.write(f"{load_catalogue()} categories added.")
