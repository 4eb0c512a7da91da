"""Two people at the same moment: each with a thread and a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from django.db import connection


def at_once(*works: Callable[[], object]) -> None:
    """Do all of the works at the same time, and raise what one of them raised."""
    with ThreadPoolExecutor(len(works)) as people:
        for done in [people.submit(_alone, work) for work in works]:
            done.result(30)


def _alone(work: Callable[[], object]) -> None:
    try:
        work()
    finally:
        connection.close()


def wait_until_locked(people: int = 1) -> None:
    """Return when so many connections of this test's database wait for a lock."""
    deadline = monotonic() + 10
    while monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees no news
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= people:
                return
    pytest.fail("nobody waits")
