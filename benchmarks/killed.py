"""A whole service whose parts are killed at random and started again, as systemd does."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

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
        self.child = self._started()
        self.keeper = threading.Thread(target=self._keep)
        self.keeper.start()

    def _started(self) -> "subprocess.Popen[bytes]":
        with self.log.open("a") as log:
            return subprocess.Popen(
                self.command, env=os.environ | self.environment, start_new_session=True,
                stdout=log, stderr=log,
            )  # fmt: skip

    def _keep(self) -> None:
        while not self.over.wait(START_AGAIN):
            if self.child.poll() is not None:
                self.child = self._started()

    def kill(self) -> None:
        """End it with all its children at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)

    def kill_a_child(self) -> None:
        """End the oldest of its processes, which the others outlive."""
        with suppress(ProcessLookupError, FileNotFoundError, IndexError):
            os.kill(children_of(self.child.pid)[0], signal.SIGKILL)

    def stop(self) -> None:
        """End it for good."""
        self.over.set()
        self.keeper.join()
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGTERM)
        self.child.wait(timeout=60)


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started, oldest first."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in children.split()]


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
        first = self.postmaster()
        processes = [first, *children_of(first)]
        os.kill(first, sig)
        while any(Path(f"/proc/{process}").exists() for process in processes):
            time.sleep(
                0.05
            )  # nothing tells when its parent has taken note; till then pg_ctl thinks that it runs


def kill_at_random(
    ways: dict[str, Callable[[], None]], seconds: float, seed: int
) -> "Counter[str]":
    """Kill in one way after another, two to six seconds apart. Returns how often each."""
    chance = np.random.default_rng(seed)
    pause = threading.Event()  # nobody sets it: the time between two faults is part of the measure
    done: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pause.wait(chance.uniform(2, 6))
        name = str(chance.choice(sorted(ways)))
        ways[name]()
        done[name] += 1
        sys.stderr.write(f"  {name}\n")
    return done
