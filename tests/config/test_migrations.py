"""A migration that would hold a table of many rows while it reads or rewrites it is refused."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = {
    "accounts",
    "intake",
    "issues",
    "maps",
    "neighbourhoods",
    "operations",
    "places",
    "planning",
    "workinggroups",
}

KNOWN = {
    "accounts": "0010", "intake": "0001", "issues": "0032", "maps": "0007", "neighbourhoods": "0005", "operations": "0001",
    "places": "0008", "planning": "0009", "workinggroups": "0012",
}  # fmt: skip
"""Up to these they have run where the service is, or its tables were small then."""

LARGE = {
    "issues_issue", "issues_issueevent", "issues_photo", "issues_statuschange", "issues_moderationstep", "issues_support",
    "issues_comment", "issues_reporter", "issues_dailycount", "issues_cellcount", "workinggroups_frozenfeature",
    "neighbourhoods_basemapfeature", "procrastinate_jobs", "procrastinate_events",
}  # fmt: skip

HOLDS = {
    "adding-field-with-default", "adding-foreign-key-constraint", "adding-not-nullable-field", "adding-required-field",
    "adding-serial-primary-key-field", "changing-column-type", "constraint-missing-not-valid", "disallowed-unique-constraint",
    "require-concurrent-index-creation", "require-concurrent-index-deletion",
}  # fmt: skip
"""Rules of squawk about locks that last as long as a table is read or written anew."""

SQUAWK = Path(sys.executable).with_name("squawk")


def holding(sql):
    """What of some SQL would hold a large table: squawk's words."""
    done = subprocess.run(
        [SQUAWK, "--reporter", "json", "--stdin-filepath", "migration.sql"],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = sql.splitlines()
    found = json.loads(done.stdout or "[]")
    about = [(one, " ".join(lines[one["line"] : one["line_end"] + 1])) for one in found]
    return [
        one["message"]
        for one, statement in about
        if one["rule_name"] in HOLDS and LARGE & set(statement.replace('"', " ").split())
    ]


@pytest.mark.parametrize(
    ("sql", "is_held"),
    [
        ('CREATE INDEX "x" ON "issues_issue" ("status");', True),
        ('CREATE INDEX CONCURRENTLY "x" ON "issues_issue" ("status");', False),
        ('CREATE INDEX "x" ON "issues_endpoint" ("name");', False),
        ('ALTER TABLE "issues_issue" ALTER COLUMN "spot" TYPE bigint;', True),
        ('ALTER TABLE "issues_issue" ADD CONSTRAINT "x" CHECK (number > 0);', True),
        ('ALTER TABLE "issues_issue" ADD CONSTRAINT "x" CHECK (number > 0) NOT VALID;', False),
        ('ALTER TABLE "issues_issue" ADD COLUMN "x" text NULL;', False),
    ],
)
def test_what_holds_a_large_table_is_known(sql, is_held):
    assert bool(holding(sql)) == is_held


def test_no_new_migration_holds_a_large_table(db):
    loader = MigrationLoader(connection)
    new = [key for key in loader.disk_migrations if key[0] in OURS and key[1][:4] > KNOWN[key[0]]]
    for app, name in new:
        out = StringIO()
        call_command("sqlmigrate", app, name, stdout=out)
        assert not holding(out.getvalue()), f"{app} {name}"


def test_every_app_with_migrations_is_known(db):
    assert (
        {app for app, _name in MigrationLoader(connection).disk_migrations} & OURS
        == set(KNOWN)
        == OURS
    )
