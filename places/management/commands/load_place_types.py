"""Add the types of places."""

from typing import Any

from django.core.management.base import BaseCommand

from places.loading import load_types


class Command(BaseCommand):
    """Add the types that are missing."""

    help = "Add the types of places that are missing; those that are there stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add them and say how many."""
        self.stdout.write(f"{load_types()} types of places added.")
