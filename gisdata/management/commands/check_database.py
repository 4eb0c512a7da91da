"""Can the database be used? One clear sentence when not."""

from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

OLDEST_POSTGRESQL = 15
OLDEST_POSTGIS = (3, 3)


class Command(BaseCommand):
    """Look at the server before anything else does."""

    help = "Check that DATABASE_URL leads to a PostgreSQL with PostGIS, new enough for us."

    def handle(self, *args: Any, **options: Any) -> None:
        """Connect and look; every failure is one sentence."""
        database: dict[str, Any] = dict(settings.DATABASES["default"])
        try:
            with psycopg.connect(
                host=database["HOST"] or None,
                port=database["PORT"] or None,
                user=database["USER"] or None,
                password=database["PASSWORD"] or None,
                dbname=database["NAME"],
                connect_timeout=10,
                **{name: value for name, value in database["OPTIONS"].items() if name != "pool"},
            ) as connection:
                refuse_unfit(connection)
        except psycopg.OperationalError as error:
            raise CommandError(explained(error, database)) from error


def explained(error: psycopg.OperationalError, database: dict[str, Any]) -> str:
    """Return what a failed connection means, in a sentence."""
    where = f"{database['HOST'] or 'the local socket'}:{database['PORT'] or 5432}"
    said = str(error)
    if "password authentication failed" in said or "no password supplied" in said:
        return f"The password of {database['USER']!r} is wrong for {where}. Look at DATABASE_URL."
    if "database" in said and "does not exist" in said:
        return f"There is no database {database['NAME']!r} at {where}. Create it: createdb {database['NAME']}"
    return f"No PostgreSQL lets us in at {where}. Look at DATABASE_URL. It says: {said.strip()}"


def refuse_unfit(connection: psycopg.Connection[Any]) -> None:
    """Raise CommandError when PostgreSQL or PostGIS is missing or too old."""
    major = connection.info.server_version // 10000
    if major < OLDEST_POSTGRESQL:
        raise CommandError(
            f"PostgreSQL {major} is too old; {OLDEST_POSTGRESQL} or newer is needed."
        )
    found = connection.execute(
        "SELECT coalesce(installed_version, default_version), installed_version IS NOT NULL"
        " FROM pg_available_extensions WHERE name = 'postgis'"
    ).fetchone()
    if not found:
        raise CommandError(
            f"This server has no PostGIS. On it, install: postgresql-{major}-postgis-3"
        )
    version, is_installed = found
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_POSTGIS:
        oldest = ".".join(map(str, OLDEST_POSTGIS))
        raise CommandError(f"PostGIS {version} is too old; {oldest} or newer is needed.")
    if not is_installed and not _may_create(connection):
        raise CommandError(
            "PostGIS is there but not in this database, and this user may not add it. "
            "As a superuser, run in it: CREATE EXTENSION postgis"
        )


def _may_create(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    return bool((row.fetchone() or [False])[0])
