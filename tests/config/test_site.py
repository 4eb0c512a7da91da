"""Languages, health, settings that explain themselves."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TRANSLATE = "run ./script/messages, then write the Turkish in config/locale/tr"


def beat(seconds_ago):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_all_is_well_while_a_worker_beats(db, client):
    beat(5)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}


@pytest.mark.parametrize("seconds", [None, 300])
def test_a_missing_or_silent_worker_is_told(db, client, seconds):
    if seconds:
        beat(seconds)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "no worker" in answer.json()["worker"]


def test_a_migration_that_waits_is_told(db, client):
    beat(5)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'maps'")
    assert "manage.py migrate" in client.get("/healthz").json()["migrations"]


def test_a_database_that_is_away_is_told_without_an_error_page():
    ran = managed(
        "shell",
        "-c",
        "from django.test import Client; a = Client(SERVER_NAME='localhost').get('/healthz'); print(a.status_code, a.content)",
        DATABASE_URL="postgis://nobody:x@127.0.0.1:1/none",
    )
    assert "503" in ran.stdout
    assert "the database does not answer" in ran.stdout


LOCKED_OUT = """
import config.wsgi
from django.db import connection, OperationalError
from django.test import Client
with connection.cursor() as cursor:
    cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
    print(*cursor.fetchone())
for path in ["/issues/", "/api/v1/issues/"]:
    answer = Client(SERVER_NAME="localhost").get(path)
    print(path, answer.status_code, answer["Retry-After"], answer["Content-Type"])
"""


def test_a_page_that_waits_too_long_for_a_lock_says_that_we_are_busy(
    transactional_town, database_url
):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE issues_issue, issues_cellcount, issues_category")
        ran = managed("shell", "--no-imports", "-c", LOCKED_OUT, DATABASE_URL=database_url)
    assert not ran.returncode, ran.stderr
    limits, *answers = ran.stdout.splitlines()
    assert limits == "5s 30s"
    assert answers == [
        "/issues/ 503 30 text/html; charset=utf-8",
        "/api/v1/issues/ 503 30 application/problem+json",
    ]


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_pages_of_a_fault_need_nothing_and_lead_back_to_the_map(name):
    page = get_template(name).render()
    assert 'href="/static/site/base.css"' in page
    assert 'href="/"' in page
    assert 'lang="en"' in page
    assert "<script" not in page


def managed(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (
            {"SECRET_KEY": "change-me-before-going-live", "SITE_URL": "https://a.example.org"},
            "SECRET_KEY is still the example",
        ),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"PUBLISH_AT_ONCE": "perhaps"}, "use on or off"),
        ({"PROXIES": "one"}, "use a whole number"),
    ],
)
def test_a_wrong_setting_is_one_clear_sentence(environment, said):
    ran = managed("check", **environment)
    assert ran.returncode != 0
    assert said in ran.stderr


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("", "'self'"),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "'self' https://tiles.example.org"),
    ],
)
def test_a_page_may_ask_the_host_of_the_base_map_and_no_other(address, allowed):
    asked = "from django.conf import settings; print(*settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['connect-src'])"
    ran = managed("shell", "--no-imports", "-c", asked, BASEMAP_URL=address)
    assert ran.stdout.strip() == allowed, ran.stderr


def test_pages_are_turkish_whatever_the_browser_says_until_the_reader_chooses(town, client):
    assert "Mahalleler" in client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = client.get("/")
    assert "Neighbourhoods" in page.content.decode()
    assert page["Content-Language"] == "en"


def test_no_string_is_untranslated_or_fuzzy():
    for name in ("django", "djangojs"):
        text = (ROOT / f"config/locale/tr/LC_MESSAGES/{name}.po").read_text()
        entries = text.split("\n\n")[1:]
        assert entries
        empty = [e for e in entries if re.search(r'^msgstr(\[\d\])? ""$(?!\n")', e, re.M)]
        assert not empty, TRANSLATE
        assert "fuzzy" not in text, TRANSLATE


def test_the_translation_file_knows_every_string_of_the_code(tmp_path):
    """Make the messages anew in a copy of the sources: none may be missing."""
    for name in ("django", "djangojs"):
        committed = message_ids((ROOT / f"config/locale/tr/LC_MESSAGES/{name}.po").read_text())
        assert made_messages(tmp_path / name, name) == committed, TRANSLATE


def made_messages(folder, domain):
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    for file in files:
        if (
            file.endswith((".py", ".html", ".js", ".txt"))
            and (ROOT / file).exists()
            and "tests/" not in file
        ):
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text((ROOT / file).read_text())
    (folder / "locale").mkdir()
    here = Path.cwd()
    os.chdir(folder)
    try:
        call_command("makemessages", locale=["tr"], domain=domain, no_location=True, verbosity=0)
    finally:
        os.chdir(here)
    return message_ids(next(folder.rglob(f"{domain}.po")).read_text())


def message_ids(text):
    joined = re.sub(r'"\n"', "", text)
    return set(re.findall(r'^msgid "(.+)"$', joined, re.M))


def test_an_unknown_address_of_the_api_is_a_problem_and_no_page(town, api):
    for call in (api.get, api.post):
        answer = call("/api/v1/dragons/")
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"


def test_what_the_database_url_says_behind_its_question_mark_reaches_the_connection():
    ran = managed(
        "shell", "-c",
        "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])",
        DATABASE_URL="postgis://a:b@127.0.0.1/c?sslmode=verify-full",
    )  # fmt: skip
    assert "'sslmode': 'verify-full'" in ran.stdout


def test_every_answer_carries_a_strict_policy(town, client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "https:" not in policy


def test_the_locks_name_no_host_and_pin_by_hash():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-peers.lock"):
        lock = (ROOT / name).read_text()
        pinned = re.findall(r"^[a-z0-9-]+==", lock, re.M)
        assert lock.count("--hash=sha256:") >= len(pinned) > 20
        assert "://" not in lock
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
    assert settings.NODE_MODULES.is_dir()


def test_only_ones_own_browser_keeps_a_page_that_was_made_for_somebody(town, client, elif_):
    pages = ["/", "/issues/", "/places/", "/groups/"]
    assert {client.get(page)["Cache-Control"] for page in pages} == {"no-cache"}
    client.force_login(elif_)
    assert {client.get(page)["Cache-Control"] for page in pages} == {"no-cache, private"}


def test_behind_tls_no_other_host_of_the_domain_can_set_our_cookies():
    told = managed("shell", "-c", "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)", SITE_URL="https://harita.example.org")  # fmt: skip
    assert "__Host-sessionid __Host-csrftoken" in told.stdout
