from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from gisdata.installed_sql import BASE_DIR, InstallSql, digest


def installations() -> list[InstallSql]:
    migrations = MigrationLoader(None).disk_migrations.values()
    return [op for m in migrations for op in m.operations if isinstance(op, InstallSql)]


def test_every_sql_file_is_installed_by_exactly_one_migration():
    files = sorted(Path(BASE_DIR).glob("*/sql/*.sql"))
    assert sorted(op.path for op in installations()) == files
    assert files


def test_a_changed_sql_file_needs_a_new_migration():
    changed = {op.name: digest(op.path) for op in installations() if digest(op.path) != op.digest}
    assert not changed, (
        "move the operation into a new migration, with this digest (docs/adr/0002-sql-files.md);"
        " the one before keeps its place, with operations = [] if it held nothing else"
    )
