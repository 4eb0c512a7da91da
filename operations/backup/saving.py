"""Save the database and the photos."""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from operations.backup.commands import (
    PREFIX,
    BackupError,
    UnderWayError,
    asked,
    postgres,
    required,
    restic,
    snapshots,
)

PATIENCE = 120
"""Seconds within which PostgreSQL puts a finished piece of its log into the folder."""

LINKS = ".backup"
MADE_ANEW = "dumps"
"""Folders of MEDIA_ROOT that are not kept: ours while we work, and what the worker makes every night."""


def begin() -> str:
    """Make the key if there is none, and the repository that it opens. Returns what to know of the key.

    Raises:
        BackupError: there is a repository already, or none can be made there.
    """
    key = Path(required("BACKUP_KEY_FILE"))
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(f"{secrets.token_hex(32)}\n")
    restic("init")
    return f"The key is {key}. Keep a copy far from this machine: nothing is read without it."


def save_whole() -> None:
    """Save a base and a point, forget what is older than BACKUP_DAYS, and check the repository.

    Raises:
        BackupError: a part failed; what was kept before is untouched.
    """
    with _alone(waits=True), _recorded("whole"):
        _reach_point()  # a base waits for ever where PostgreSQL does not put its log into the folder
        _save_base()
        _save_point()
        _forget()
        restic("check")


def save_changes() -> None:
    """Save a point; where no base is there that it could follow, a whole backup.

    Raises:
        BackupError: a part failed; what was kept before is untouched.
    """
    if not _follows_a_base():
        save_whole()
        return
    with _alone(), _recorded("changes"):
        _save_point()


def check() -> None:
    """Read all that is kept and compare it with its hashes.

    Raises:
        BackupError: something is damaged or missing.
    """
    with _alone(waits=True), _recorded("check"):
        restic("--no-lock", "check", "--read-data")


@contextmanager
def _alone(*, waits: bool = False) -> Iterator[None]:
    """Be the only backup of this machine; what one that died left locked is unlocked.

    Raises:
        UnderWayError: another is under way, and this one does not wait for it.
    """
    with (Path(required("BACKUP_FOLDER")) / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError as error:
            sentence = "Another backup is under way; this one was not begun."
            raise UnderWayError(sentence) from error
        restic("unlock")
        yield


@contextmanager
def _recorded(kind: str) -> Iterator[None]:
    """Tell the service when it began, which a time before every later point is, and when it ended well."""
    row = asked(
        "INSERT INTO operations_backup (kind, started_at) VALUES (:'kind', now()) RETURNING id",
        kind=kind,
    )
    yield
    asked("UPDATE operations_backup SET finished_at = now() WHERE id = :'row'", row=row)


def _wal() -> Path:
    return Path(required("BACKUP_FOLDER")) / "wal"


def _now() -> str:
    return f"{PREFIX}{datetime.now(UTC).isoformat()}"


def _save_base() -> None:
    base = Path(required("BACKUP_FOLDER")) / "base"
    version = str(int(asked("SHOW server_version_num")) // 10_000)
    shutil.rmtree(base, ignore_errors=True)
    try:
        postgres(
            version, "pg_basebackup", "--pgdata", base,
            "--wal-method=none", "--checkpoint=fast", "--no-sync",
        )  # fmt: skip
        postgres(version, "pg_verifybackup", "--no-parse-wal", base)
        restic("backup", "--tag", f"base,{_now()}", base)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _save_point() -> None:
    """Save the database's log up to now, and the photos that its rows speak of."""
    photos = Path(required("MEDIA_ROOT")) / LINKS
    shutil.rmtree(photos, ignore_errors=True)
    try:
        _link_photos(photos)
        name = _reach_point()
        _link_photos(photos)  # again: what came while the first were linked
        restic(
            "backup", "--tag", f"point,{name}", "--ignore-ctime", "--exclude", "*.new",
            _wal(), photos,
        )  # fmt: skip
    finally:
        shutil.rmtree(photos, ignore_errors=True)


def _link_photos(into: Path) -> None:
    """Link the photos as they are now, so that none is removed while it is read; they never change."""
    into.mkdir(parents=True, exist_ok=True)
    for file in into.parent.rglob("*"):
        way = file.relative_to(into.parent)
        if way.parts[0] in {LINKS, MADE_ANEW} or not file.is_file():
            continue
        (into / way).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError, FileNotFoundError):  # linked before, or removed just now
            os.link(file, into / way)


def _reach_point() -> str:
    """Name this moment in the database's log, and wait until the folder has the log up to it."""
    if asked("SHOW archive_mode") == "off":
        raise BackupError(
            "PostgreSQL keeps no log: set archive_mode and archive_command (docs/operations.md)."
        )
    name = _now()
    piece = _wal() / asked("SELECT pg_walfile_name(pg_create_restore_point(:'name'))", name=name)
    asked("SELECT pg_switch_wal()")
    deadline = time.monotonic() + PATIENCE
    while not piece.exists():
        if time.monotonic() > deadline:
            raise BackupError(
                f"PostgreSQL did not put {piece.name} into {piece.parent}. See archive_mode and"
                " archive_command in docs/operations.md, and PostgreSQL's own log."
            )
        time.sleep(0.1)  # PostgreSQL tells nobody that its archive_command has ended
    return name


def _beginnings() -> list[str]:
    """Return the first piece of the log that each base needs, oldest first, as PostgreSQL noted them."""
    return sorted(file.name[:24] for file in _wal().glob("*.backup"))


def _follows_a_base() -> bool:
    """Tell whether the newest base is here, and of the timeline that PostgreSQL writes: none was restored since."""
    begun = _beginnings()
    now = asked("SELECT pg_walfile_name(pg_current_wal_lsn())")
    is_here = bool(begun and (_wal() / begun[-1]).exists() and begun[-1][:8] == now[:8])
    return is_here and bool(snapshots("base"))


def _forget() -> None:
    """Forget what is older than BACKUP_DAYS; of older points than two days one an hour stays."""
    days = f"{os.environ.get('BACKUP_DAYS', '30')}d"
    forget = ("forget", "--group-by", "")
    restic(*forget, "--tag", "base", "--keep-within", days)
    restic(*forget, "--tag", "point", "--keep-within", "2d", "--keep-within-hourly", days)
    restic("prune")
    begun = _beginnings()
    if len(begun) > 1:  # a time between the last two bases needs the log from the first of them on
        version = str(int(asked("SHOW server_version_num")) // 10_000)
        postgres(version, "pg_archivecleanup", _wal(), begun[-2])
