"""A database that cannot be used is told in one sentence."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from gisdata.management.commands import check_database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def url(database_url):
    """The tests' own database, as a URL to change."""
    return urlsplit(database_url)


def said_for(url):
    ran = subprocess.run(
        [sys.executable, "manage.py", "check_database"],
        capture_output=True, text=True, cwd=ROOT, check=False,
        env={**os.environ, "DATABASE_URL": urlunsplit(url)},
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    return ran.stderr.strip()


def test_a_good_database_is_passed_in_silence(url):
    assert said_for(url) == ""


def test_a_wrong_password(url):
    wrong = url._replace(netloc=f"{url.username}:wrong@{url.hostname}:{url.port}")
    assert "The password of 'ortakharita' is wrong" in said_for(wrong)


def test_a_missing_database(url):
    assert "There is no database 'atlantis'" in said_for(url._replace(path="/atlantis"))


def test_nobody_there(url):
    away = url._replace(netloc=f"{url.username}:x@127.0.0.1:1")
    assert "No PostgreSQL lets us in at 127.0.0.1:1" in said_for(away)


@pytest.fixture
def bare_database(url):
    """A database beside the tests' own, without PostGIS, and a user who may add nothing."""
    known = connection.get_connection_params()
    credentials = {k: known[k] for k in ("host", "port", "user", "password")}
    with psycopg.connect(dbname="postgres", autocommit=True, **credentials) as admin:
        admin.execute("DROP DATABASE IF EXISTS bare")
        admin.execute("DROP ROLE IF EXISTS guest")
        admin.execute("CREATE DATABASE bare")
        admin.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    yield url._replace(netloc=f"guest:guest@{url.hostname}:{url.port}", path="/bare")
    with psycopg.connect(dbname="postgres", autocommit=True, **credentials) as admin:
        admin.execute("DROP DATABASE bare")
        admin.execute("DROP ROLE guest")


def test_postgis_that_this_user_may_not_add(bare_database):
    assert "run in it: CREATE EXTENSION postgis" in said_for(bare_database)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("OLDEST_POSTGRESQL", 99, "is too old; 99 or newer is needed"),
        ("OLDEST_POSTGIS", (99, 0), "is too old; 99.0 or newer is needed"),
    ],
)
def test_a_version_below_ours_is_told(db, monkeypatch, name, value, said):
    monkeypatch.setattr(check_database, name, value)
    with pytest.raises(CommandError, match=said):
        call_command("check_database")


def test_a_server_without_postgis_is_told_what_to_install(url, monkeypatch):
    known = connection.get_connection_params()
    credentials = {k: known[k] for k in ("host", "port", "user", "password", "dbname")}
    with psycopg.connect(**credentials) as own:
        # As on a server without the package: the view of what can be added has no such row.
        own.execute("CREATE TEMP VIEW pg_available_extensions AS SELECT * FROM"
                    " pg_catalog.pg_available_extensions WHERE name <> 'postgis'")  # fmt: skip
        own.execute("SET search_path = pg_temp, pg_catalog")
        with pytest.raises(CommandError, match=r"install: postgresql-\d+-postgis-3"):
            check_database.refuse_unfit(own)
