"""Where what costs much is read: on a streaming replica, as long as that has all that the database has committed.

What is taken down is gone for everybody at once, and who writes reads what they wrote. So a replica that lacks a single
commit is not asked, nor is one that does not answer, or that no longer follows this very database.
"""

import logging
from collections.abc import Callable, Iterator
from math import inf
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

REPLICA = "replica"
LEFT_ALONE = 5.0
"""Seconds for which a process does not ask a replica that did not answer."""

COMMITTED = "SELECT pg_current_wal_flush_lsn()::text"
ENDS_AT = (
    "SELECT coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 'inf')::float"
)
HAS = """
SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn
   AND EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')
"""
"""Where the database was restored to a moment before, its replica is ahead of it, and cannot follow."""

AWAY = (OperationalError, InterfaceError)

Found = TypeVar("Found")
_log = logging.getLogger(__name__)
_asked_again = {"at": 0.0}


class ReplicaAwayError(Exception):
    """The replica does not answer; the message says how."""


def read(work: Callable[[BaseDatabaseWrapper], Found]) -> Found:
    """Do work that only reads, on the replica, and again on the database itself where the replica breaks off."""
    source = reading()
    try:
        return work(source)
    except AWAY as error:
        if source is connection or not is_away(error):
            raise
        _leave_alone(error)
    return work(connection)


def is_away(error: Exception) -> bool:
    """Tell whether a replica broke off by itself; who asked too much of it would ask it of the database again.

    By SQLSTATE: connections (08), shut down (57P), in the way of what it replays (40001), or none at all.
    """
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(("08", "57P", "40001"))


def rows_of(text: str, /, **parameters: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query with named parameters."""

    def asked(source: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
        with source.cursor() as cursor:
            cursor.execute(text, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    return read(asked)


def batches_of(text: str, size: int, /, **parameters: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a query a batch at a time, at constant memory, from one snapshot.

    What breaks off before the first batch is begun anew on the database itself.
    """
    source, is_begun = reading(), False
    try:
        for batch in _batches(source, text, size, parameters):
            is_begun = True
            yield batch
    except AWAY as error:
        if source is connection or not is_away(error):
            raise
        _leave_alone(error)
        if is_begun:
            raise
        yield from _batches(connection, text, size, parameters)


def _batches(
    source: BaseDatabaseWrapper, text: str, size: int, parameters: dict[str, Any]
) -> Iterator[list[tuple[Any, ...]]]:
    # The transaction: a cursor that outlives its statement is first written out whole.
    with transaction.atomic(using=source.alias), source.chunked_cursor() as cursor:
        cursor.execute(text, parameters)
        while found := cursor.fetchmany(size):
            yield found


def reading() -> BaseDatabaseWrapper:
    """Return the connection to read with now: the replica's, or in a transaction and in doubt the database's own."""
    if REPLICA not in settings.DATABASES or connection.in_atomic_block:
        return connection
    if monotonic() < _asked_again["at"]:
        return connection
    try:
        return connections[REPLICA] if _has_all() else connection
    except ReplicaAwayError as error:
        _leave_alone(error)
        return connection


def seconds_behind() -> float:
    """Return how old is what the replica has, 0 as long as it has all; infinite where it does not answer."""
    try:
        return 0 if _has_all() else float(_of_replica(ENDS_AT))
    except ReplicaAwayError:
        return inf


def _has_all() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(COMMITTED)
        [committed] = cursor.fetchone()
    return bool(_of_replica(HAS, committed))


def _of_replica(question: str, *parameters: str) -> Any:
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(question, parameters)
            return cursor.fetchone()[0]
    except AWAY as error:
        raise ReplicaAwayError(str(error)) from error


def _leave_alone(error: Exception) -> None:
    _log.warning("the replica does not answer; the database itself is read: %s", error)
    _asked_again["at"] = monotonic() + LEFT_ALONE
    connections[REPLICA].close()
