"""The directory that holds all services' SQLite files; one process at a time."""

import fcntl
import os
from pathlib import Path

from shared.database.group_commit import BatchObserver, FailureObserver
from shared.database.sqlite import SqliteDatabase
from shared.database.sqlite_readers import SqliteReaders
from shared.kernel.errors import Unavailable


class DirectoryInUse(Unavailable):
    code = "directory_in_use"


class SqliteDirectory:
    """Two writers of one file would each believe they know the log's head: the second process is refused."""

    def __init__(self, path: Path) -> None:
        """Raises DirectoryInUse."""
        self.path = path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # names of people lie here
        self._lock = os.open(path / "lianxi.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise DirectoryInUse(
                f"数据目录 {path} 正被另一个联席程序使用，请先停止它，或换一个目录。", path=str(path)
            ) from None
        self._open: list[SqliteDatabase | SqliteReaders] = []

    def file(self, service: str) -> Path:
        return self.path / f"{service}.sqlite3"

    def database(
        self, service: str, *, observe: BatchObserver | None = None, failed: FailureObserver | None = None
    ) -> SqliteDatabase:
        database = SqliteDatabase(self.file(service), observe=observe, failed=failed)
        self._open.append(database)
        return database

    def readers(self, service: str) -> SqliteReaders:
        """Reads of another service's file, for followers of its log."""
        readers = SqliteReaders(self.file(service))
        self._open.append(readers)
        return readers

    def close(self) -> None:
        """Closes every database opened through it, then frees the directory."""
        for opened in self._open:
            opened.close()
        self._open.clear()
        os.close(self._lock)
