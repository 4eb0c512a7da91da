"""The clocks of database and service are a day apart: reports come in, the operator is told, and set right it goes on."""

import re
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.script.test_backup import Machine
from tests.script.test_replica import LAYER, TOKEN, ask, report, shown
from tests.second import Second

DAY = 24 * 3600
MOVERS = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
PAGES = ["/issues/", "/issues/feed.atom", "/api/v1/issues/", "/open311/v2/requests.json", LAYER]


class Moved(Machine):
    """A machine of which the database's clock can be set; how long something takes it knows all the time."""

    def start_at(self, offset):
        """Start the database, a while away from now, on the port of before."""
        true = self.environment
        moved = {"LD_PRELOAD": str(MOVERS[-1]), "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}  # fmt: skip
        self.environment = true | (moved if offset else {})
        self.run("script/cluster", "start", "cluster")
        self.environment = true


@pytest.fixture
def machine(checkout, tmp_path, newcomers_environment):
    """A machine with an empty map, stopped at the end."""
    if not MOVERS:
        pytest.skip("needs the Debian package libfaketime")
    (tmp_path / "elsewhere").mkdir()
    made = Moved(checkout("first"), tmp_path / "elsewhere", newcomers_environment)
    with ExitStack() as at_the_end:
        at_the_end.callback(made.stop)
        made.start()
        made.environment["CLUSTER_PORT"] = re.search(r":(\d+)/", made.environment["DATABASE_URL"])[
            1
        ]
        for command in ("migrate", "createcachetable", "load_categories"):
            made.run(".venv/bin/python", "manage.py", command)
        yield made


@pytest.fixture
def service(machine):
    service = Second(machine.environment["DATABASE_URL"])
    service.environment |= {"ACCEPT_OUTSIDE": "on", "METRICS_TOKEN": TOKEN}  # no mahalle here
    with closing(service):
        service.start()
        yield service


def apart(service):
    """How far the clocks are apart, as the operator is told, in seconds."""
    _status, told = ask(service, "GET", "/metrics", token=TOKEN)
    return float(re.search(rb"^ortakharita_clock_difference_seconds (\S+)", told, re.MULTILINE)[1])


def test_what_comes_in_while_a_clock_is_wrong_is_kept_shown_and_counted(machine, service):
    sent = [report(service, "Önce")]
    assert apart(service) < 2
    for offset in ("+1d", "-1d"):
        machine.stop()
        machine.start_at(offset)
        assert apart(service) == pytest.approx(DAY, abs=30)
        sent.append(report(service, f"Saat {offset}"))
        assert shown(service) == set(sent)
        for page in [*PAGES, f"/issues/{sent[-1]}/"]:
            assert ask(service, "GET", page)[0] == 200, page
    machine.stop()
    machine.start_at("")
    assert apart(service) < 2
    sent.append(report(service, "Sonra"))
    assert shown(service) == set(sent)
    machine.run(".venv/bin/python", "manage.py", "recount", "--check")
