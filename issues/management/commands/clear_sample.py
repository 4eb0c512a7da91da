"""Remove the sample district."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from issues.bulk import clear_sample_issues
from neighbourhoods.actions import clear_sample_boundaries
from neighbourhoods.basemap.actions import clear_sample_basemap
from neighbourhoods.names.actions import clear_sample_names
from places.loading import clear_sample_places


class Command(BaseCommand):
    """Remove everything that load_sample brought, and nothing else."""

    help = "Remove the sample district: its boundaries, figures and invented reports, nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove all of it in one transaction; the categories stay, they are real."""
        with transaction.atomic():
            removed = clear_sample_issues()
            clear_sample_places()
            clear_sample_boundaries()
            clear_sample_names()
            clear_sample_basemap()
        self.stdout.write(f"Sample district removed, {removed} reports with it.")
