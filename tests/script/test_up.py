"""./script/up as a newcomer runs it: one command starts all of it, Ctrl-C stops all of it."""

import json
import os
import re
import signal
import subprocess
import urllib.request
from pathlib import Path

import psutil
import pytest

# Hears Ctrl-C, as a command does that a person starts, even where the tests run deaf to it.
UP = ["env", "--default-signal=INT", "./script/up"]


class Service:
    """A running ./script/up; its address once it is printed."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            UP,
            cwd=folder, env=environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.said = ""
        self.address = self._address()

    def _address(self):
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"Ortak Harita: (http://localhost:\d+)/", line):
                return found[1]
        raise AssertionError(self.said)

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            return answer.read().decode()

    def interrupt(self) -> None:
        """Press Ctrl-C: the signal goes to the whole foreground group."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.communicate(timeout=60)

    def processes(self):
        """What still runs in or for its folder; what is ending has no command line any more."""
        running = []
        for process in psutil.process_iter(["cmdline", "cwd", "status"]):
            known = [process.info["cwd"] or "", *(process.info["cmdline"] or [])]
            has_ended = process.info["status"] == "zombie" or not process.info["cmdline"]
            if str(self.folder) in " ".join(known) and not has_ended:
                running.append(known)
        return running


@pytest.fixture
def up(newcomers_environment):
    started = []

    def start(folder, **environment):
        service = Service(folder, newcomers_environment | environment)
        started.append(service)
        return service

    yield start
    for service in started:
        if service.process.poll() is None:
            service.interrupt()


def run_up(folder, environment, **more):
    return subprocess.run(
        ["./script/up"],
        cwd=folder, env=environment | more, text=True, capture_output=True, timeout=120, check=False,
    )  # fmt: skip


def assert_private_durable_and_checked(folder):
    assert (
        str(folder / ".data/cluster/data")
        in (folder / ".data/cluster/data/postmaster.opts").read_text()
    )
    url = subprocess.run(
        ["script/cluster", "start", "cluster"],
        cwd=folder, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    shown = [
        subprocess.run(
            ["psql", url.replace("postgis:", "postgresql:"), "-qtAc", f"SHOW {name}"],
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for name in ("fsync", "data_checksums", "listen_addresses", "password_encryption")
    ]  # fmt: skip
    assert shown == ["on", "on", "127.0.0.1", "scram-sha-256"]


def test_one_command_starts_it_and_ctrl_c_stops_all_of_it(checkout, up, newcomers_environment):
    folder = checkout("first")
    service = up(folder)
    assert json.loads(service.get("/healthz"))["status"] == "ok"
    assert json.loads(service.get("/api/v1/neighbourhoods/statistics/"))["total"] == 5000
    assert "Bildir" in service.get("/")
    assert "maplibregl" in service.get("/static/maplibre-gl/maplibre-gl.css")

    assert_private_durable_and_checked(folder)

    again = run_up(folder, newcomers_environment)
    assert again.returncode == 1
    assert f"already running here: {service.address}" in again.stderr

    beside = up(checkout("second"))
    assert beside.address != service.address
    assert json.loads(beside.get("/healthz"))["status"] == "ok"

    port = service.address.rpartition(":")[2]
    taken = run_up(checkout("third"), newcomers_environment, PORT=port)
    assert taken.returncode == 1
    assert f"port {port} is taken" in taken.stderr

    for running in (service, beside):
        assert running.processes()
        running.interrupt()
        assert running.process.returncode == 130
        assert running.processes() == []
        assert not (running.folder / ".data/cluster/data/postmaster.pid").exists()

    restarted = up(folder)
    assert json.loads(restarted.get("/healthz"))["status"] == "ok"
    assert json.loads(restarted.get("/api/v1/neighbourhoods/statistics/"))["total"] == 5000


def test_with_a_database_url_no_cluster_is_made(checkout, newcomers_environment):
    folder = checkout("elsewhere")
    away = run_up(folder, newcomers_environment, DATABASE_URL="postgis://a:b@127.0.0.1:1/none")
    assert away.returncode == 1
    assert "No PostgreSQL lets us in at 127.0.0.1:1" in away.stderr
    assert not (folder / ".data/cluster").exists()


def test_an_interrupted_first_start_is_taken_up_again(checkout, up, newcomers_environment):
    folder = checkout("interrupted")
    first = subprocess.Popen(
        UP, cwd=folder, env=newcomers_environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for line in first.stderr:
        if "private to this folder" in line:
            break
    os.killpg(first.pid, signal.SIGINT)
    first.communicate(timeout=60)
    assert json.loads(up(folder).get("/healthz"))["status"] == "ok"


@pytest.mark.parametrize("port", ["0", "99999", "abc"])
def test_a_port_that_is_none_is_told(checkout, newcomers_environment, port):
    ran = run_up(checkout("no-port"), newcomers_environment, PORT=port)
    assert ran.returncode == 1
    assert f"PORT={port} is no port" in ran.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="makes a small disk, which only root may")
def test_a_disk_that_is_nearly_full_is_told_before_anything_is_begun(
    checkout, tmp_path, newcomers_environment
):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        ran = run_up(checkout("disk/full"), newcomers_environment)
        assert ran.returncode == 1
        assert "MB left; the service needs 100 MB. Make room and start again." in ran.stderr
        assert not (disk / "full/.data/cluster").exists()
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
