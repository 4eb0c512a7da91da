"""The programs that do the work: restic, and PostgreSQL's own."""

import json
import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "at-"
"""Of the name of a base or a point; behind it stands the moment of the database that it holds."""


class BackupError(Exception):
    """Something that the operator has to put right; the message says what."""


class UnderWayError(BackupError):
    """Another backup is at work, and this one need not wait: the next is in five minutes."""


@dataclass(frozen=True)
class Snapshot:
    """What was kept at once; `folders` are named as they were then."""

    id: str
    at: datetime
    name: str
    folders: tuple[Path, ...]


def required(name: str) -> str:
    """Return a variable of the environment.

    Raises:
        BackupError: it is not set.
    """
    value = os.environ.get(name, "")
    if not value:
        raise BackupError(f"{name} is not set. docs/operations.md says what it is.")
    return value


def restic(*arguments: str | Path) -> str:
    """Ask restic about the repository; see `_ran`."""
    where = {
        "RESTIC_REPOSITORY": required("BACKUP_REPOSITORY"),
        "RESTIC_PASSWORD_FILE": required("BACKUP_KEY_FILE"),
    }
    return _ran("restic", "--quiet", *arguments, more=where)


def snapshots(kind: str) -> list[Snapshot]:
    """Return all that is kept of a kind, "base" or "point", oldest first."""
    found = json.loads(restic("--no-lock", "snapshots", "--json", "--tag", kind)) or []
    kept = [_snapshot(one["id"], one["tags"], one["paths"]) for one in found]
    return sorted(kept, key=lambda one: one.at)


def _snapshot(id: str, tags: list[str], paths: list[str]) -> Snapshot:
    name = next(tag for tag in tags if tag.startswith(PREFIX))
    at = datetime.fromisoformat(name.removeprefix(PREFIX))
    return Snapshot(id, at, name, tuple(map(Path, paths)))


def asked(question: str, **words: str) -> str:
    """Return what the database answers; in the question `:'name'` stands for a word.

    Raises:
        BackupError: it does not answer, or refuses.
    """
    set_ = [f"--set={name}={value}" for name, value in ({"ON_ERROR_STOP": "1"} | words).items()]
    command = ("psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", *set_)
    return _ran(*command, more=_database(), given=question).strip()


def postgres(version: str, program: str, *arguments: str | Path) -> None:
    """Run a program of PostgreSQL of that major version, Debian's where there are several; see `_ran`."""
    debian = Path(f"/usr/lib/postgresql/{version}/bin/{program}")
    _ran(debian if debian.exists() else program, *arguments, more=_database())


def _database() -> dict[str, str]:
    """Return DATABASE_URL as libpq's variables: an argument would show the password to all on the machine."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    known = {
        "PGHOST": url.hostname,
        "PGPORT": url.port and str(url.port),
        "PGUSER": url.username and unquote(url.username),
        "PGPASSWORD": url.password and unquote(url.password),
        "PGDATABASE": url.path.strip("/"),
    } | {f"PG{name.upper()}": value for name, value in parse_qsl(url.query)}
    return {name: value for name, value in known.items() if value}


def _ran(*command: str | Path, more: dict[str, str], given: str = "") -> str:
    """Run a program with `more` in its environment, and return what it printed.

    Raises:
        BackupError: it is not installed, or it failed; with its own last words.
    """
    try:
        done = subprocess.run(  # noqa: S603  # programs of this file's choice, without a shell
            command, check=True, input=given, capture_output=True, text=True, env=os.environ | more
        )
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed.") from error
    except subprocess.CalledProcessError as error:
        words = error.stderr.strip() or error.stdout.strip()
        raise BackupError(f"{Path(command[0]).name} failed: {words[-2000:]}") from error
    return done.stdout
