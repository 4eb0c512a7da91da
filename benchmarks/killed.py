"""A whole service whose parts are killed at random and started again, as systemd does."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.servers import listens

CLUSTER, CLUSTERS = "faults", str(Path("script/cluster").resolve())
DATA = Path(".data") / CLUSTER / "data"
START_AGAIN = 0.2
"""Seconds between two looks whether a part is still there."""


class Part:
    """A process that is started anew whenever it has ended, until it is told to stop."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.command, self.environment = command, environment
        self.log = Path(".data") / CLUSTER / f"{name}.log"
        self.over = threading.Event()
        self.child: subprocess.Popen[bytes] | None = None
        self.keeper = threading.Thread(target=self._keep)
        self.keeper.start()

    def _keep(self) -> None:
        while not self.over.is_set():
            if self.child is None or self.child.poll() is not None:
                with self.log.open("a") as log:
                    self.child = subprocess.Popen(
                        self.command, env=os.environ | self.environment, start_new_session=True,
                        stdout=log, stderr=log,
                    )  # fmt: skip
            self.over.wait(START_AGAIN)

    def kill(self) -> None:
        """End it with all its children at once."""
        with suppress(ProcessLookupError, AttributeError):
            os.killpg(self.child.pid, signal.SIGKILL)  # type: ignore[union-attr]  # it may not be there yet

    def kill_a_child(self) -> None:
        """End one process of it, which the others outlive."""
        with suppress(ProcessLookupError, AttributeError, IndexError):
            children = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children")  # type: ignore[union-attr]
            os.kill(int(random.choice(children.read_text().split())), signal.SIGKILL)  # noqa: S311  # any of them

    def stop(self) -> None:
        """End it for good."""
        self.over.set()
        self.keeper.join()
        if self.child is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGTERM)
            self.child.wait(timeout=60)


class Database:
    """PostgreSQL of the cluster, always on the same port."""

    def __init__(self, port: int) -> None:
        self.port = port

    def start(self) -> str:
        """Start it, whatever state it was left in. Returns its URL."""
        environment = os.environ | {"CLUSTER_PORT": str(self.port)}
        command = [CLUSTERS, "start", CLUSTER]
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    def postmaster(self) -> int:
        """Return the number of its first process."""
        return int((DATA / "postmaster.pid").read_text().splitlines()[0])

    def kill(self, sig: signal.Signals) -> None:
        """End it: SIGQUIT is an immediate shutdown, SIGKILL what the machine does when memory is short."""
        with suppress(ProcessLookupError, FileNotFoundError):
            first = self.postmaster()
            os.kill(first, sig)
            while Path(f"/proc/{first}").exists():
                time.sleep(0.05)
        while listens(self.port):
            time.sleep(0.05)


def kill_at_random(
    ways: dict[str, Callable[[], None]], seconds: float, seed: int
) -> "Counter[str]":
    """Kill in one way after another, two to six seconds apart. Returns how often each."""
    chance = random.Random(seed)  # noqa: S311  # a seed makes the same row of faults again
    done: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(chance.uniform(2, 6))
        name = chance.choice(sorted(ways))
        ways[name]()
        done[name] += 1
        sys.stderr.write(f"  {name}\n")
    return done
