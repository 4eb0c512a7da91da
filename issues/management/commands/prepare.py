"""Bring the database and the static files up to date before the service starts."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

NEVER_ASKED_FOR = ["*.d.ts", "*-dev.mjs", "*-dev.mjs.map"]
"""Files of packages that no browser asks for, and that take seconds to compress."""


class Command(BaseCommand):
    """Everything between an empty database and a service that can start."""

    help = "Check the database, migrate, add categories and moderation, load the sample if empty, collect files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option of the container, whose image holds the files already."""
        parser.add_argument("--skip-static", action="store_true", help="leave static files alone")

    def handle(self, *args: Any, skip_static: bool, **options: Any) -> None:
        """Run the steps in one process; each can be run alone and again."""
        call_command("check_database")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_categories")
        call_command("load_moderation")
        call_command("load_place_types")
        call_command("load_planning")
        call_command("load_workinggroups")
        call_command("load_sample", if_empty=True)
        if not skip_static:
            call_command(
                "collectstatic",
                interactive=False,
                verbosity=0,
                ignore_patterns=NEVER_ASKED_FOR,
            )
