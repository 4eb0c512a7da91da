"""Takes a port, then becomes the web server on it: nobody can take the port in between.

``python -m config.serve [PORT]``: the port is written into .data/port; without PORT the first free one from 8000 on
"""

import os
import shutil
import socket
import sys
from pathlib import Path

FIRST, LAST = 8000, 8099
METRICS = Path(".data/metrics").absolute()


def taken(port: int) -> socket.socket | None:
    """Return a socket bound to a loopback port, or None where it is not to be had."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
        bound.listen()
    except OSError:
        bound.close()
        return None
    return bound


def chosen(asked: str) -> socket.socket:
    """Return a socket bound to the port that is asked for, or to the first free one; or end with a sentence."""
    ports = [int(asked)] if asked else range(FIRST, LAST + 1)
    bound = next(filter(None, map(taken, ports)), None)
    if bound is None:
        wanted = asked or f"{FIRST}–{LAST}"
        sys.exit(f"ortak-harita: port {wanted} is taken. Choose another: PORT=9000 ./script/up")
    return bound


def main(asked: str) -> None:
    """Take the port and become gunicorn."""
    bound = chosen(asked)
    port = bound.getsockname()[1]
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    bound.set_inheritable(True)
    Path(".data/port").write_text(str(port), encoding="ascii")
    command = [
        "gunicorn", "config.wsgi", "--bind", f"fd://{bound.fileno()}", "--workers", "2",
        "--threads", "4", "--no-control-socket", "--capture-output", "--error-logfile", ".data/log/web.log",
    ]  # fmt: skip
    shutil.rmtree(METRICS, ignore_errors=True)  # of processes that are gone
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(METRICS))
    os.execvp(command[0], command)  # noqa: S606  # no shell is wanted: this process becomes gunicorn


if __name__ == "__main__":
    main("".join(sys.argv[1:]))
