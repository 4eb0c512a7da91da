"""A database of the release before is brought to this one, and every report is what it was."""

import json
import subprocess
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
BEFORE = "5066909"
"""The commit of the release before."""

KEPT = {
    "issues_issue": "id, number, status, visibility, description, spot, ST_AsEWKT(location), reported_at",
    "issues_statuschange": "issue_id, to_status, note, changed_at",
    "issues_dailycount": "*",
    "places_place": "id, name, status, ST_AsEWKT(shape)",
    "neighbourhoods_neighbourhood": "code, name, ST_AsEWKT(boundary)",
}
"""What must be the same afterwards, by table."""


@pytest.fixture
def before(tmp_path):
    """The sources of the release before, with today's packages."""
    folder = tmp_path / "before"
    folder.mkdir()
    archive = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        pytest.skip("the sources of the release before are not at hand")
    subprocess.run(["tar", "-x"], cwd=folder, input=archive.stdout, check=True)
    for packages in (".venv", "node_modules"):
        (folder / packages).symlink_to(ROOT / packages)
    return folder


def manage(folder, environment, *words):
    done = subprocess.run(
        [".venv/bin/python", "manage.py", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def content(url):
    with psycopg.connect(url.replace("postgis:", "postgresql:")) as database:
        return {
            table: database.execute(
                f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM (SELECT {columns} FROM {table}) AS t"
            ).fetchone()
            for table, columns in KEPT.items()
        }


def some_waiting_and_moved(url):
    """Queue an alert as the release before did, and move a pin. Returns the report's number and id."""
    with psycopg.connect(url.replace("postgis:", "postgresql:")) as database:
        number, id = database.execute(
            "SELECT number, id FROM issues_issue ORDER BY number LIMIT 1"
        ).fetchone()
        database.execute(
            "UPDATE issues_issue SET location = ST_Translate(location, 0.0001, 0) WHERE id = %s",
            [id],
        )
        database.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args) VALUES ('issues.follow.tasks.alert', 'default', %s)",
            [json.dumps({"issue": str(id)})],
        )
    return number, id


def check_waiting_and_moved(url, waiting):
    number, id = waiting
    with psycopg.connect(url.replace("postgis:", "postgresql:")) as database:
        args = database.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name LIKE '%follow.tasks.alert'"
        ).fetchone()[0]
        assert args == {"number": number}
        elsewhere = database.execute(
            "SELECT count(*) FROM issues_issueevent e JOIN issues_issue i ON i.id = e.pgh_obj_id AND NOT e.location ~= i.location"
        ).fetchone()[0]
        assert elsewhere == 0
        events = database.execute(
            "SELECT count(*) FROM issues_issueevent WHERE pgh_obj_id = %s", [id]
        ).fetchone()[0]
        assert events > 0


def test_nothing_is_lost_on_the_way_from_the_release_before(
    before, checkout, newcomers_environment
):
    now = checkout("now")
    cluster = ["script/cluster", "start", "cluster"]
    url = subprocess.run(
        cluster, cwd=now, env=newcomers_environment, capture_output=True, text=True, check=True
    ).stdout.strip()
    environment = newcomers_environment | {
        "DATABASE_URL": url,
        "SECRET_KEY": "a-key-of-the-release-before-and-after-it",
    }
    try:
        manage(before, environment, "prepare", "--skip-static")
        waiting = some_waiting_and_moved(url)
        known = content(url)
        assert known["issues_issue"][0] == 5000
        manage(now, environment, "prepare", "--skip-static")
        manage(now, environment, "migrate", "--check")
        manage(now, environment, "recount", "--check")
        assert content(url) == known
        check_waiting_and_moved(url, waiting)
    finally:
        subprocess.run(["script/cluster", "stop", "cluster"], cwd=now, check=True)
