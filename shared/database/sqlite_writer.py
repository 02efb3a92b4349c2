"""The one writer of a SQLite file."""

import sqlite3
from itertools import groupby

from shared.database.group_commit import BatchObserver, FailureObserver, GroupCommit, Ticket, Together, storage_failed
from shared.database.naming import TableNames
from shared.database.sqlite_session import LIVE_TABLES, SqliteTransaction

# After these SQLite has undone the whole transaction or cannot be trusted to go on with it.
_STORAGE_FAILURES = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
}


class SqliteWriter(GroupCommit):
    """There is one writer of the file, so jobs of one turn never run beside each other anyway."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        observe: BatchObserver | None = None,
        failed: FailureObserver | None = None,
    ) -> None:
        self._connection = connection
        self._names = TableNames({})
        super().__init__("sqlite-writer", observe, failed)

    def _close_connection(self) -> None:
        self._connection.close()

    def _run_batch(self, batch: list[Ticket]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            if len(batch) == 1:
                self._run_alone(batch[0])
            else:
                for together, neighbours in groupby(batch, lambda ticket: ticket.together):
                    self._run_neighbours(together, list(neighbours))
                self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it was, its callers must hear that nothing is stored
            self._roll_back()
            self._failed("storage")
            for ticket in batch:
                ticket.error = storage_failed(error)

    def _run_alone(self, ticket: Ticket) -> None:
        """Without company the transaction itself is the savepoint."""
        self._call(ticket)
        self._connection.execute("COMMIT" if ticket.error is None else "ROLLBACK")

    def _run_neighbours(self, together: Together | None, tickets: list[Ticket]) -> None:
        if together is None or len(tickets) == 1 or not self._done_together(together, tickets):
            for ticket in tickets:
                self._run_in_company(ticket)

    def _done_together(self, together: Together, tickets: list[Ticket]) -> bool:
        attempt = Ticket(lambda tx: together(tx, [ticket.job for ticket in tickets]), None, None)
        self._run_in_company(attempt)
        if attempt.error is not None:
            return False
        for ticket, result in zip(tickets, attempt.result, strict=True):
            ticket.result = result
        return True

    def _run_in_company(self, ticket: Ticket) -> None:
        self._connection.execute("SAVEPOINT job")
        self._call(ticket)
        if ticket.error is not None:
            self._connection.execute("ROLLBACK TO job")
        self._connection.execute("RELEASE job")

    def _call(self, ticket: Ticket) -> None:
        try:
            ticket.result = ticket.job(SqliteTransaction(self._connection, self._names_in_transaction))
        except BaseException as error:
            if is_storage_failure(error):
                raise
            ticket.error = error

    def _names_in_transaction(self) -> TableNames:
        live = dict(self._connection.execute(LIVE_TABLES).fetchall())
        if self._names.live != live:
            self._names = TableNames(live)
        return self._names

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                return  # the next BEGIN fails too and says so to its callers


def is_storage_failure(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) and (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _STORAGE_FAILURES
