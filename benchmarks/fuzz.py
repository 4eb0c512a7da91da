"""Feed what reads strangers' bytes with atheris: cases, the slowest, the most memory, and what broke it.

script/bench fuzz [--cases 50000] [--seconds 900] [target …]
A target ends where it breaks; the bytes are kept under .data/fuzz. Once mended, they go into tests/found/.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from benchmarks.fuzzing import TARGETS
from benchmarks.measure import progress, report, timed
from benchmarks.peers import peers_python

PATIENCE = 5
"""Seconds that one case may take."""

MEMORY_MB = 500
"""What the whole process may hold, its libraries included."""

LONGEST = 20_000
"""Bytes of a case."""

KEPT = settings.BASE_DIR / ".data" / "fuzz"
TOLD = {
    "cases": "number_of_executed_units",
    "slowest_s": "slowest_unit_time_sec",
    "peak_rss_mb": "peak_rss_mb",
}


def main() -> None:
    """Drive each target in a process of its own."""
    parser = argparse.ArgumentParser(prog="script/bench fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", default=TARGETS, metavar="target")
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--seconds", type=int, default=900, help="of each target, at most")
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_categories", stdout=sys.stderr)
    found = {}
    for target in asked.targets:
        with timed(target):
            found[target] = driven(target, asked.cases, asked.seconds)
    report({"benchmark": "fuzz", "patience_s": PATIENCE, "memory_mb": MEMORY_MB, "targets": found})
    sys.exit(any(told["broken_by"] for told in found.values()))


def driven(target: str, cases: int, seconds: int) -> dict[str, Any]:
    """Return what libFuzzer tells of a target, and the file that broke it, if one did."""
    folder = KEPT / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in broken(folder):
        old.unlink()
    command = [
        sys.executable, "-m", "benchmarks.fuzzing", target, str(folder), packages_of_peers(),
        f"-runs={cases}", f"-max_total_time={seconds}", f"-timeout={PATIENCE}", f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={LONGEST}", "-len_control=0", "-print_final_stats=1",
    ]  # fmt: skip
    with (folder / "log").open("w") as log:
        ended = subprocess.run(command, stderr=log, stdout=log, check=False).returncode
    said = (folder / "log").read_text(errors="replace")
    told = {name: _last(rf"stat::{stat}: *(\d+)", said) for name, stat in TOLD.items()}
    found = [str(file.relative_to(settings.BASE_DIR)) for file in broken(folder)]
    if ended or told["cases"] is None:  # a process that was killed leaves no file
        progress.print(said[-3000:], markup=False)
        found = found or [f"it ended by {ended}"]
    return told | {"broken_by": found}


def packages_of_peers() -> str:
    """Return where atheris lies."""
    asked = [peers_python(), "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def broken(folder: Path) -> list[Path]:
    """Return what broke a target."""
    return sorted(file for kind in ("crash", "timeout", "oom") for file in folder.glob(f"{kind}-*"))


def _last(pattern: str, text: str) -> int | None:
    found = re.findall(pattern, text)
    return int(found[-1]) if found else None
