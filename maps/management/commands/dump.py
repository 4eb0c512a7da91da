"""Make the dump of the open data now, as the worker does at night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maps.dump.making import make_dump


class Command(BaseCommand):
    """Write all layers as GeoPackage and GeoParquet, with checksums, in the place of the dump before."""

    help = "Make the dump of the open data now, as the worker does at night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what is in it."""
        try:
            dump = make_dump()
        except (OSError, RuntimeError) as error:
            raise CommandError(f"The dump cannot be written: {error}.") from error
        if dump is None:
            raise CommandError("Something in it stopped being public meanwhile. Make it again.")
        for file in dump.files:
            self.stdout.write(f"{file['sha256']}  {file['name']}  {file['bytes']:,} bytes")
