"""A backup made with PostgreSQL's own tools is restored whole."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from issues.models import CellCount, Issue
from tests.district import BRIDGE, FOUNTAIN, pin, resolve


def tool(name):
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found:
        pytest.skip(f"needs PostgreSQL's {name}")
    return str(found[-1])


def test_a_backup_is_restored_with_every_report_and_count(transactional_town, tmp_path):
    resolve(pin(FOUNTAIN))
    pin(BRIDGE)
    known = connection.get_connection_params()
    where = {
        "PGHOST": known["host"], "PGPORT": str(known["port"]), "PGUSER": known["user"],
        "PGPASSWORD": known["password"],
    }  # fmt: skip

    def run(name, *arguments):
        words = [tool(name), *arguments]
        subprocess.run(words, env=os.environ | where, check=True, capture_output=True)

    backup = tmp_path / "backup"
    run("pg_dump", "-Fc", "-f", backup, known["dbname"])
    run("createdb", "restored")
    try:
        run("pg_restore", "--exit-on-error", "-d", "restored", backup)
        with psycopg.connect(
            dbname="restored", **{name[2:].lower(): where[name] for name in where}
        ) as restored:
            counted = restored.execute(
                "SELECT (SELECT count(*) FROM issues_issue), (SELECT count(*) FROM issues_cellcount),"
                " issues_wrong_counts()"
            ).fetchone()
    finally:
        run("dropdb", "restored")
    assert counted == (Issue.objects.count(), CellCount.objects.count(), 0)
