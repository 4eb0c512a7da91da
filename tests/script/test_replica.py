"""A streaming replica on loopback: what costs much is read there, and nobody is shown the past."""

import http.client
import json
import re
import shutil
from contextlib import ExitStack, closing, contextmanager
from math import inf
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from uuid_utils.compat import uuid7

from tests.district import FOUNTAIN
from tests.script.test_backup import Machine, owner
from tests.second import Second

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()
COPY = "pg_basebackup -D {folder} -R -X stream -c fast -C -S ortakharita -d {url}"
TOKEN = "a-token-that-only-the-monitor-knows"
LAYER = "/layers/issues.geojson"


class Replica:
    """A streaming replica of a machine's database, which writes down each statement."""

    def __init__(self, machine):
        self.machine = machine
        self.home = machine.folder / ".data" / "replica"
        self.home.mkdir()
        shutil.copy2(machine.home / "password", self.home / "password")
        for file in (self.home, self.home / "password"):
            shutil.chown(file, user=owner())
        url = machine.environment["DATABASE_URL"].replace("postgis:", "postgresql:")
        self.as_owner(COPY.format(folder=self.home / "data", url=url))
        with (self.home / "data" / "postgresql.auto.conf").open("a") as settings:
            settings.write("log_statement = 'all'\n")

    def as_owner(self, command):
        binaries = Path(sorted(Path("/usr/lib/postgresql").iterdir())[-1]) / "bin"
        become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--inh-caps=+dac_read_search",
                  "--ambient-caps=+dac_read_search"] if owner() == "postgres" else []  # fmt: skip
        words = command.split()
        self.machine.run(*become, str(binaries / words[0]), *words[1:])

    def start(self):
        """Start it, again on the port of before."""
        self.url = self.machine.run("script/cluster", "start", "replica").strip()
        self.machine.environment["CLUSTER_PORT"] = str(urlsplit(self.url).port)

    def die(self):
        self.as_owner(f"pg_ctl -D {self.home / 'data'} -m immediate -w stop")

    def say(self, statement):
        with psycopg.connect(
            self.url.replace("postgis:", "postgresql:"), autocommit=True
        ) as database:
            done = database.execute(statement)
            return done.fetchone() if done.description else None

    @contextmanager
    def left_behind(self):
        """Let it follow nobody any more, as after a restore of the database; it has all there is."""
        [follows] = self.say("SHOW primary_conninfo")
        self._follow("")
        self._wait_until_it_follows("NOT EXISTS")
        yield
        self._follow(follows)
        self._wait_until_it_follows("EXISTS")

    def _follow(self, whom):
        self.say(sql.SQL("ALTER SYSTEM SET primary_conninfo = {}").format(whom))
        self.say("SELECT pg_reload_conf()")

    def _wait_until_it_follows(self, how):
        following = "(SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')"
        for _time in range(600):
            [found] = self.say(f"SELECT {how} {following}, pg_sleep(0.05)")[:1]
            if found:
                return
        raise AssertionError(f"it is still {how}")

    def asked(self, word='FROM "layer_issues"'):
        """How often the layer was read here."""
        return (self.home / "log").read_text(errors="replace").count(word)


@pytest.fixture
def machine(checkout, tmp_path, newcomers_environment):
    """A machine with an empty map, whose databases are stopped at the end."""
    (tmp_path / "elsewhere").mkdir()
    made = Machine(checkout("first"), tmp_path / "elsewhere", newcomers_environment)
    with ExitStack() as at_the_end:
        at_the_end.callback(made.stop)
        at_the_end.callback(made.run, "script/cluster", "stop", "replica")
        made.start()
        for command in ("migrate", "createcachetable", "load_categories"):
            made.run(".venv/bin/python", "manage.py", command)
        yield made


@pytest.fixture
def replica(machine):
    copy = Replica(machine)
    copy.start()
    return copy


@pytest.fixture
def service(machine, replica):
    """Serve the map of both."""
    service = Second(machine.environment["DATABASE_URL"])
    service.environment |= {
        "REPLICA_URL": replica.url, "ACCEPT_OUTSIDE": "on", "METRICS_TOKEN": TOKEN,  # no mahalle here
    }  # fmt: skip
    with closing(service):
        service.start()
        yield service


def ask(service, method, path, body=None, token=""):
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)) as connection:
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        connection.request(method, path, body, headers)
        with connection.getresponse() as answer:
            return answer.status, answer.read()


def report(service, description):
    issue = uuid7()
    sent = {"id": str(issue), "location": {"type": "Point", "coordinates": list(FOUNTAIN)},
            "category": "bozuk-yol", "description": description}  # fmt: skip
    status, told = ask(service, "POST", "/api/v1/issues/", json.dumps(sent))
    assert status == 201, told
    return json.loads(told)["number"]


def shown(service):
    """The numbers of the reports on the map."""
    status, told = ask(service, "GET", LAYER)
    assert status == 200, told
    return {feature["properties"]["number"] for feature in json.loads(told)["features"]}


def behind(service):
    """How far the operator is told that the replica is behind, in seconds."""
    _status, told = ask(service, "GET", "/metrics", token=TOKEN)
    return float(re.search(rb"^ortakharita_replica_behind_seconds (\S+)", told, re.MULTILINE)[1])


def until_it_reads_the_replica(service, replica):
    """Read the map until the replica has been asked once more."""
    before, until = replica.asked(), monotonic() + 60
    while monotonic() < until:
        shown(service)
        if replica.asked() > before:
            return
    raise AssertionError("the replica was not asked again")


def lags_and_is_not_asked(machine, service, replica, first):
    """Let the replica lag while a report is taken down and one comes in. Returns what is shown then."""
    replica.say("SELECT pg_wal_replay_pause()")
    another = report(service, "Yeni")
    with machine.database() as database:
        database.execute("UPDATE issues_issue SET visibility = 'held' WHERE number = %s", [first])
    before = replica.asked()
    now = shown(service)
    assert (first in now, another in now) == (False, True)
    assert ask(service, "GET", "/tiles/issues/14/9516/6143.mvt")[0] == 200
    assert behind(service) > 0
    assert replica.asked() == before
    replica.say("SELECT pg_wal_replay_resume()")
    until_it_reads_the_replica(service, replica)
    return now


def test_nobody_is_shown_the_past_while_the_replica_follows_lags_dies_and_comes_back(
    machine, service, replica
):
    first = report(service, "Bu kaldırılacak")
    for number in range(10):
        assert report(service, f"{number}. çukur") in shown(service)
    until_it_reads_the_replica(service, replica)
    assert ask(service, "GET", "/tiles/issues/14/9516/6143.mvt")[0] == 200
    assert replica.asked("ST_AsMVT(")

    now = lags_and_is_not_asked(machine, service, replica, first)

    with replica.left_behind():
        before = replica.asked()
        assert shown(service) == now
        assert replica.asked() == before
    until_it_reads_the_replica(service, replica)

    replica.die()
    assert [shown(service) for _time in range(20)] == [now] * 20
    assert behind(service) == inf
    replica.start()
    until_it_reads_the_replica(service, replica)
    assert shown(service) == now


def test_the_guide_says_how_it_is_made():
    url = "postgresql://ortakharita@database/ortakharita"
    assert COPY.format(folder="/var/lib/postgresql/replica", url=url) in GUIDE
