"""Reading connections to one SQLite file: this process's own file or a neighbour's, never written to."""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.database.naming import TableNames
from shared.database.sqlite_session import LIVE_TABLES, SqliteReader

_KEPT_OPEN = 16
_BUSY_TIMEOUT_S = 5.0


class SqliteReaders:
    """A pool; whoever reads has a connection of its own while it lasts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._names = TableNames({})
        self._closed = False

    @contextmanager
    def snapshot(self) -> Iterator[SqliteReader]:
        connection = self._take()
        try:
            connection.execute("BEGIN")
            # A deferred transaction begins with its first read; this one also fixes which tables are live in it.
            reader = SqliteReader(connection, self._names_in(connection))
            yield reader
        finally:
            self._give_back(connection)

    @contextmanager
    def single(self) -> Iterator[sqlite3.Connection]:
        """For one statement, fetched whole: it is a snapshot by itself."""
        connection = self._take()
        try:
            yield connection
        finally:
            self._give_back(connection)

    def close(self) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _names_in(self, connection: sqlite3.Connection) -> TableNames:
        live = dict(connection.execute(LIVE_TABLES).fetchall())
        names = self._names
        if names.live != live:
            names = self._names = TableNames(live)
        return names

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def _open(self) -> sqlite3.Connection:
        # mode=rw and not ro: the first reader after a crash has to recover the write-ahead log.
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_BUSY_TIMEOUT_S,
            cached_statements=256,
        )
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if self._closed or len(self._idle) >= _KEPT_OPEN:
            connection.close()
        else:
            self._idle.append(connection)
