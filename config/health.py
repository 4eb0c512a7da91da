"""Is the service well? One address for a monitor, a container and ./script/up."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

WORKER_SILENCE = 45
"""Seconds without a heartbeat after which a worker counts as gone; it beats every 10."""


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 with every part "ok", or 503 with what each part says."""
    parts = {
        "database": _said_by(_database),
        "migrations": _said_by(_migrations),
        "worker": _said_by(_worker),
    }
    well = all(said == "ok" for said in parts.values())
    return JsonResponse(
        {"status": "ok" if well else "failing", **parts}, status=200 if well else 503
    )


def _said_by(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, PoolTimeout):
        return "the database does not answer"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} to run: manage.py migrate" if waiting else "ok"


def _worker() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [WORKER_SILENCE],
        )
        alive = cursor.fetchone()[0]
    return "ok" if alive else "no worker is running: manage.py procrastinate worker"
