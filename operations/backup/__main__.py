"""`python3 -m operations.backup`, as script/backup and script/restore call it."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from operations.backup import saving
from operations.backup.commands import BackupError, UnderWayError, snapshots
from operations.backup.restoring import restore


def main(arguments: list[str]) -> None:
    """Do what is asked, or end with a sentence that says what to put right."""
    asked = _parser().parse_args(arguments)
    said: str | None
    try:
        if asked.what == "restore":
            said = restore(asked.into.absolute(), asked.at)
        else:
            said = WORK[asked.what]()
    except UnderWayError as error:
        said = str(error)  # which is no failure of a timer
    except BackupError as error:
        sys.exit(f"ortak-harita: {error}")
    if said:
        sys.stdout.write(f"{said}\n")


def listed() -> str:
    """List what is kept."""
    return "\n".join(
        f"{kind:6}{kept.at.astimezone():%Y-%m-%d %H:%M:%S%z}  {kept.id[:8]}"
        for kind in ("base", "point")
        for kept in snapshots(kind)
    )


WORK: dict[str, Callable[[], str | None]] = {
    "begin": saving.begin,
    "whole": saving.save_whole,
    "changes": saving.save_changes,
    "check": saving.check,
    "list": listed,
}


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="operations.backup", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    for name, work in WORK.items():
        what.add_parser(name, help=(work.__doc__ or "").partition("\n")[0])
    restoring = what.add_parser("restore", help="bring all back, into an empty folder")
    restoring.add_argument("into", type=Path, help="a folder that is empty or not there")
    restoring.add_argument("at", type=_moment, nargs="?", help="a time like 2026-11-30T14:05+03:00")
    return parser


def _moment(text: str) -> datetime:
    """Read a time; without a zone it is the machine's."""
    return datetime.fromisoformat(text).astimezone()


if __name__ == "__main__":
    main(sys.argv[1:])
