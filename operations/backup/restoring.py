"""Bring database and photos back, into an empty folder."""

import shutil
from datetime import datetime
from pathlib import Path

from operations.backup.commands import BackupError, Snapshot, postgres, restic, snapshots


def restore(into: Path, at: datetime | None) -> str:
    """Make `into`/data, which PostgreSQL starts from, and `into`/media, the photos. Returns what to do with them.

    Without `at` it is the newest point; else all is as it was then, to the transaction.

    Raises:
        BackupError: the folder is not empty, nothing is kept of that time, or what is kept is damaged.
    """
    if into.exists() and any(into.iterdir()):
        raise BackupError(f"{into} is not empty. Name a folder that is, or one that is not there.")
    base, points = _chosen(at)
    into.mkdir(parents=True, exist_ok=True)
    data, wal = into / "data", into / "wal"
    for kept in (base, *points):
        _bring(kept, {"base": data, "wal": wal, ".backup": into / "media"})
    version = (data / "PG_VERSION").read_text().strip()
    postgres(version, "pg_verifybackup", "--no-parse-wal", data)
    _aim(data, wal, at or points[-1].name)
    return (
        f"{data} is for PostgreSQL {version}, {into / 'media'} for MEDIA_ROOT. At its first start"
        f" PostgreSQL goes on to {at or points[-1].at}, and then opens."
    )


def _chosen(at: datetime | None) -> tuple[Snapshot, list[Snapshot]]:
    """Return the base to begin with, and the points that have the log and the photos of then.

    A photo that was there at a time between two points is in either of them.
    """
    bases, points = snapshots("base"), snapshots("point")
    points = points[-1:] if at is None else _around(at, points)
    bases = [base for base in bases if points and base.at <= (at or points[-1].at)]
    if not bases or not points:
        raise BackupError("Nothing is kept of that time. script/backup list shows what is.")
    return bases[-1], points


def _around(at: datetime, points: list[Snapshot]) -> list[Snapshot]:
    """Return the last point until a time, if there is one, and the first after it."""
    after = [point for point in points if point.at > at][:1]
    if points and not after:
        raise BackupError(f"The last backup is of {points[-1].at}. Name a time before, or none.")
    return [point for point in points if point.at <= at][-1:] + after


def _bring(kept: Snapshot, places: dict[str, Path]) -> None:
    """Restore a snapshot and move its folders to their places; a file that is there already is the same."""
    for folder in kept.folders:
        place = places[folder.name]
        raw = place.with_name("raw")
        restic("--no-lock", "restore", kept.id, "--verify", "--target", raw, "--include", folder)
        found = raw / folder.relative_to("/")
        if place.exists():
            _move_files(found, place)
        else:
            found.rename(place)
        shutil.rmtree(raw)


def _move_files(found: Path, place: Path) -> None:
    for file in found.rglob("*"):
        if file.is_file():
            target = place / file.relative_to(found)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)


def _aim(data: Path, wal: Path, target: datetime | str) -> None:
    """Tell PostgreSQL where the log is, and how far it shall go; what an earlier restore told is forgotten."""
    how = "time" if isinstance(target, datetime) else "name"
    settings = data / "postgresql.auto.conf"
    earlier = ("recovery_target", "restore_command")
    kept = [line for line in settings.read_text().splitlines() if not line.startswith(earlier)]
    told = [
        f'restore_command = \'cp "{wal}/%f" "%p"\'',
        f"recovery_target_{how} = '{target}'",
        "recovery_target_action = 'promote'",
    ]
    settings.write_text("\n".join([*kept, *told, ""]))
    (data / "recovery.signal").touch()
