"""script/backup and script/restore: the machine is gone, and all that was acknowledged is there again."""

import fcntl
import hashlib
import http.client
import json
import os
import shutil
import subprocess
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from psycopg import sql
from uuid_utils.compat import uuid7

from tests.district import FOUNTAIN
from tests.pictures import encoded
from tests.second import Second

ARCHIVE = 'cmp -s "%p" "{wal}/%f" || (test ! -e "{wal}/%f" && cp "%p" "{wal}/%f.new" && sync "{wal}/%f.new" && mv "{wal}/%f.new" "{wal}/%f")'

RUNS = ("public", "operations_backup")


class Machine:
    """A machine with the sources, a database of its own and photos; the backup lies elsewhere."""

    def __init__(self, folder, elsewhere, environment):
        self.folder = folder
        self.home = folder / ".data" / "cluster"
        self.environment = environment | {
            "SECRET_KEY": "a-key-of-the-machine-that-goes-away-in-this-test",
            "MEDIA_ROOT": str(folder / ".data" / "media"),
            "BACKUP_FOLDER": str(folder / ".data" / "backup"),
            "BACKUP_REPOSITORY": str(elsewhere / "repository"),
            "BACKUP_KEY_FILE": str(elsewhere / "key"),
        }
        (folder / ".data" / "backup" / "wal").mkdir(parents=True)
        shutil.chown(folder / ".data" / "backup" / "wal", user=owner())

    def run(self, *command, fails=False):
        done = subprocess.run(
            command,
            check=False,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self):
        """Start the database, and wait until it has gone as far as it shall."""
        self.environment["DATABASE_URL"] = self.run("script/cluster", "start", "cluster").strip()
        with self.database() as database:
            while database.execute("SELECT pg_is_in_recovery() FROM pg_sleep(0.1)").fetchone()[0]:
                pass

    def stop(self):
        self.run("script/cluster", "stop", "cluster")

    def database(self):
        url = self.environment["DATABASE_URL"].replace("postgis:", "postgresql:")
        return psycopg.connect(url, autocommit=True)

    def archive(self):
        """Have PostgreSQL put its log where the backup finds it, as docs/operations.md says."""
        wal = f"{self.environment['BACKUP_FOLDER']}/wal"
        with self.database() as database:
            database.execute("ALTER SYSTEM SET archive_mode = 'on'")
            command = sql.Literal(ARCHIVE.format(wal=wal))
            database.execute(sql.SQL("ALTER SYSTEM SET archive_command = {}").format(command))
        self.stop()
        self.start()

    def tables(self):
        """What each table holds, as a number of rows and a hash."""
        with self.database() as database:
            names = database.execute(
                "SELECT schemaname, tablename FROM pg_tables"
                " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
            ).fetchall()
            return {name: database.execute(sql.SQL(
                "SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {} AS t"
            ).format(sql.Identifier(*name))).fetchone() for name in names}  # fmt: skip

    def files(self):
        """The hash of each photo."""
        media = self.folder / ".data" / "media"
        return {
            str(file.relative_to(media)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in media.rglob("*.jpg")
        }


def owner():
    """Whoever PostgreSQL runs as: not root."""
    return "postgres" if os.geteuid() == 0 else os.geteuid()


@pytest.fixture
def machine(checkout, tmp_path, newcomers_environment):
    """Make machines by their names; all keep their backup at the same place."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made = []

    def new(name):
        made.append(Machine(checkout(name), elsewhere, newcomers_environment))
        return made[-1]

    yield new
    for one in made:
        one.stop()


def reported(service, description):
    """Report with a photo, as a phone does. Returns the report's id and the photo's."""
    issue, photo = uuid7(), uuid7()
    report = {
        "id": str(issue), "location": {"type": "Point", "coordinates": list(FOUNTAIN)},
        "category": "bozuk-yol", "description": description,
    }  # fmt: skip
    sent(service, "POST", "/api/v1/issues/", json.dumps(report), "application/json")
    body = encode_multipart(BOUNDARY, {"photo": Picture(encoded())})
    sent(service, "PUT", f"/api/v1/issues/by-id/{issue}/photos/{photo}/", body, MULTIPART_CONTENT)
    return issue, photo


class Picture:
    """A picture as a form sends it."""

    name = "cukur.jpg"
    content_type = "image/jpeg"

    def __init__(self, content):
        self.content = content

    def read(self):
        return self.content


def sent(service, method, path, body, kind):
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)) as connection:
        connection.request(method, path, body, {"Content-Type": kind})
        with connection.getresponse() as answer:
            assert answer.status == 201, answer.read()


@pytest.fixture
def serve(monkeypatch):
    """Serve a machine's map."""
    with ExitStack() as begun:

        def service(machine):
            monkeypatch.setenv("MEDIA_ROOT", machine.environment["MEDIA_ROOT"])
            one = begun.enter_context(closing(Second(machine.environment["DATABASE_URL"])))
            one.start()
            return one

        yield service


def moved_in(old, new):
    """Give what was restored to the user of the database, as docs/operations.md says."""
    (new.home / "password").write_bytes((old / "password").read_bytes())
    for file in [new.home, *new.home.rglob("*")]:
        shutil.chown(file, user=owner())
    shutil.copytree(new.home / "media", new.folder / ".data" / "media")
    new.start()


def lived_through_a_day(machine, serve):
    """Back up a machine as the guide says, while people report. Returns their reports, a photo, a moment."""
    machine.start()
    machine.run(".venv/bin/python", "manage.py", "prepare", "--skip-static")
    machine.run("script/backup", "begin")
    assert "archive_mode" in machine.run("script/backup", fails=True)
    machine.archive()
    service = serve(machine)
    before, _ = reported(service, "Önce yazıldı")
    machine.run("script/backup")
    with (machine.folder / ".data/backup/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "under way" in machine.run("script/backup", "changes")
    early, photo = reported(service, "Ertesi sabah yazıldı")
    machine.run("script/backup", "changes")
    moment = datetime.now(UTC)
    late, _ = reported(service, "Öğleden sonra yazıldı")
    removal = f"from issues import models as m, photos as p; p.remove_photo(photo=m.Photo.objects.get(pk='{photo}'))"
    machine.run(".venv/bin/python", "manage.py", "shell", "-c", removal)
    service.kill()
    machine.run("script/backup", "changes")
    machine.run("script/backup", "check")
    return (before, early, late), photo, moment


def test_a_machine_that_is_gone_comes_back_to_the_last_row_and_photo(machine, serve, tmp_path):
    first = machine("first")
    reports, photo, moment = lived_through_a_day(first, serve)
    tables, files = first.tables(), first.files()
    first.stop()
    keys = shutil.copytree(
        first.home, tmp_path / "keys", ignore=lambda _, names: {*names} - {"password"}
    )
    shutil.rmtree(first.folder / ".data")

    second = machine("second")
    second.run("script/restore", second.home)
    assert "is not empty" in second.run("script/restore", second.home, fails=True)
    moved_in(keys, second)
    found = second.tables()
    check_was_later = found.pop(RUNS)[0] == tables.pop(RUNS)[0] - 1
    assert (found, check_was_later) == (tables, True)
    assert second.files() == files
    second.archive()
    reported(serve(second), "Yeni makinede yazıldı")
    second.run("script/backup", "changes")
    assert second.run("script/backup", "list").count("base") == 2, "a new machine begins anew"

    check_a_moment(
        machine("third"), keys, moment, reports, photo, second.environment["DATABASE_URL"]
    )
    assert f"photos/{photo}.jpg" not in second.files()
    damage(tmp_path / "elsewhere" / "repository" / "data")
    assert "restic failed" in second.run("script/backup", "check", fails=True)
    Path(second.environment["BACKUP_KEY_FILE"]).write_text("another key")
    assert "wrong password" in second.run("script/restore", tmp_path / "new", fails=True)


def check_a_moment(third, keys, moment, reports, photo, newest):
    """Go back to a moment: what came later is not there, what was removed later is until it is erased again."""
    third.run("script/restore", third.home, moment.isoformat())
    moved_in(keys, third)
    asked = "SELECT id FROM issues_issue WHERE id = ANY(%s)"
    with third.database() as database:
        ids = {row[0] for row in database.execute(asked, [[*reports]])}
        photos = {str(row[0]) for row in database.execute("SELECT id FROM issues_photo")}
    assert ids == {*reports[:2]}
    assert str(photo) in photos
    assert {f"photos/{one}.jpg" for one in photos} <= set(third.files())
    again = (".venv/bin/python", "manage.py", "erase_again", newest)
    assert "issues.Photo: 1 gone" in third.run(*again)
    assert "issues.Photo: 1 gone" in third.run(*again, "--erase")
    assert "gone" not in third.run(*again)


def damage(folder):
    """Turn one bit of the largest file."""
    file = max(folder.rglob("*"), key=lambda file: file.stat().st_size)
    file.chmod(0o600)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
