"""Which errors mean that a replica is away; with a real one: tests/script/test_replica.py."""

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from psycopg import errors

from gisdata.replica import is_away, reading


def raised(kind, cause):
    error = kind("as Django tells it")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "cause",
    [None, errors.AdminShutdown(), errors.ConnectionFailure(), errors.SerializationFailure()],
)
def test_who_broke_off_by_itself_is_away(cause):
    assert is_away(raised(OperationalError, cause))
    assert is_away(raised(InterfaceError, cause))


@pytest.mark.parametrize(
    "cause",
    [errors.QueryCanceled(), errors.DiskFull(), errors.LockNotAvailable(), errors.OutOfMemory()],
)
def test_who_was_asked_too_much_is_not(cause):
    assert not is_away(raised(OperationalError, cause))


def test_in_a_transaction_the_database_itself_is_read(db, monkeypatch):
    monkeypatch.setitem(settings.DATABASES, "replica", {})
    assert reading() is connection
