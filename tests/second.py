"""A second instance of this very service: its own database, its own processes, killed as a machine dies."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connection


class Second:
    """The second instance. Its port stays open while it is dead, as at a proxy that waits for it."""

    def __init__(self, database_url):
        self.bound = socket.create_server(("127.0.0.1", 0))
        self.bound.set_inheritable(True)
        self.port = self.bound.getsockname()[1]
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "SECRET_KEY": secrets.token_hex(32),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "off",
        }
        self.process = None

    @property
    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        """Begin to serve, and wait for the first answer."""
        fd = self.bound.fileno()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"fd://{fd}", "--threads", "4",
             "--no-control-socket"],
            cwd=settings.BASE_DIR, env=self.environment, pass_fds=[fd], start_new_session=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        first = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        first.request("GET", "/open311/v2/discovery.json")
        assert first.getresponse().status == 200
        first.close()

    def kill(self):
        """End all its processes at once, with whatever they are doing."""
        if self.is_alive:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def close(self):
        """End it for good."""
        self.kill()
        self.bound.close()


@contextmanager
def second_instance():
    """Copy the tests' database as it is, and have a second instance that serves the copy."""
    known = connection.get_connection_params()
    name = f"{known['dbname']}_second"
    connection.close()
    connection.close_pool()  # nobody may look on while a database is copied
    at = {key: known[key] for key in ("host", "port", "user", "password")}
    url = f"{at['user']}:{at['password']}@{at['host']}:{at['port']}/{name}"
    with psycopg.connect(dbname="postgres", autocommit=True, **at) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{known["dbname"]}"')
        second = Second(f"postgis://{url}")
        try:
            with psycopg.connect(f"postgresql://{url}", autocommit=True) as second.database:
                yield second
        finally:
            second.close()
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
