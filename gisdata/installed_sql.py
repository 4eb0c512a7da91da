"""SQL files as migration operations.

Each file under an app's sql/ is installed by exactly one migration, the newest that changed it:
whoever edits a file moves its operation into a new migration, with the new digest. The files are
written to be run again (CREATE OR REPLACE, DROP … IF EXISTS), so an existing database takes the
change and a new one never meets a text older or newer than its tables. See docs/adr/0002.
"""

from hashlib import sha256
from pathlib import Path

from django.db.migrations import RunSQL

BASE_DIR = Path(__file__).resolve().parent.parent


def digest(path: Path) -> str:
    """Return the first 12 hexadecimal digits of a file's SHA-256."""
    return sha256(path.read_bytes()).hexdigest()[:12]


class InstallSql(RunSQL):
    """Run one file of an app's sql/ folder; the digest says which text was meant."""

    def __init__(self, app: str, name: str, digest: str) -> None:
        self.app, self.name, self.digest = app, name, digest
        super().__init__(self.path.read_text(encoding="utf-8"), RunSQL.noop)

    @property
    def path(self) -> Path:
        """The file that is run."""
        return BASE_DIR / self.app / "sql" / self.name

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        """Return what a migration file says to make this operation again."""
        return type(self).__name__, [self.app, self.name, self.digest], {}
