"""Add what planning begins with."""

from typing import Any

from django.core.management.base import BaseCommand

from planning.loading import load_figure_kinds, load_planners


class Command(BaseCommand):
    """Add the kinds of figures that are missing, and the group of planners."""

    help = "Add the kinds of figures that are missing, and the group Planlama; what is there stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add them and say how many."""
        self.stdout.write(f"{load_figure_kinds()} kinds of figures added.")
        load_planners()
