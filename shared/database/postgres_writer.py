"""The one writing connection of a process to a PostgreSQL database."""

import hashlib
import time
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import psycopg

from shared.database.group_commit import BatchObserver, FailureObserver, GroupCommit, Ticket, Together, storage_failed
from shared.database.naming import TableNames
from shared.database.postgres_connect import connect
from shared.database.postgres_errors import is_gone, is_lost, kind_of
from shared.database.postgres_session import LIVE_TABLES, PostgresTransaction

# Of one batch after its connection was lost; a server that stays away longer is for the caller to wait for.
_PAUSES_S = (0.0, 0.05, 0.2, 0.5, 1.0)
_TAKE_TURNS = "SELECT pg_advisory_xact_lock(turn) FROM unnest('{{{turns}}}'::bigint[]) AS turn; "

Connection = psycopg.Connection[Any]


class PostgresWriter(GroupCommit):
    """A batch is one transaction; jobs in company have a savepoint each.

    A job that names `together` and needs no other statement is a transaction by itself: one trip, commit and all. What
    a lost connection left open is settled by running again the jobs that say `repeatable`: the unique command id
    arbitrates, never a look. All others are told that nothing is known to be stored.
    """

    def __init__(
        self,
        conninfo: str,
        name: str,
        observe: BatchObserver | None = None,
        failed: FailureObserver | None = None,
    ) -> None:
        self._conninfo, self._name = conninfo, name
        self._connection: Connection | None = None
        self._names = TableNames({})
        self._live: TableNames | None = None  # of the transaction that is open
        super().__init__("postgres-writer", observe, failed)

    def _close_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _run_batch(self, batch: list[Ticket]) -> None:
        try:
            self._run_on(self._connected(), batch)
        except Exception as error:  # noqa: BLE001 - whatever it was, its callers must hear what became of their jobs
            self._failed(kind_of(error) or "other")
            lost = self._connection is None or is_lost(self._connection)
            self._roll_back()
            again = [ticket for ticket in batch if lost and getattr(ticket.job, "repeatable", False)]
            for ticket in batch:
                ticket.result, ticket.error = None, storage_failed(error)
            if again:
                self._run_again(again)

    def _run_again(self, tickets: list[Ticket]) -> None:
        for ticket in tickets:
            repeatable: Any = ticket.job
            ticket.job = repeatable.again()
        for pause in _PAUSES_S:
            time.sleep(pause)
            try:
                self._run_on(self._connected(), tickets)
                return
            except Exception as error:  # noqa: BLE001 - as above
                self._failed(kind_of(error) or "other")
                self._roll_back()
                for ticket in tickets:
                    ticket.result, ticket.error = None, storage_failed(error)

    def _connected(self) -> Connection:
        if self._connection is not None and is_gone(self._connection):
            self._connection.close()
            self._connection = None
        if self._connection is None:
            self._connection = connect(self._conninfo, self._name)
        return self._connection

    def _run_on(self, connection: Connection, batch: list[Ticket]) -> None:
        self._live = None
        for ticket in batch:
            ticket.error = None
        together = batch[0].together
        if together is not None and all(ticket.together == together for ticket in batch):
            if len(batch) == 1:
                self._call(connection, batch[0])
                return
            if self._done_in_one_trip(connection, together, batch):
                return
        self._run_in_transaction(connection, batch)

    def _done_in_one_trip(self, connection: Connection, together: Together, batch: list[Ticket]) -> bool:
        try:
            results = together(self._transaction(connection), [ticket.job for ticket in batch])
        except psycopg.Error as error:
            if kind_of(error) is not None:
                raise
            return False
        for ticket, result in zip(batch, results, strict=True):
            ticket.result = result
        return True

    def _run_in_transaction(self, connection: Connection, batch: list[Ticket]) -> None:
        self._begin(connection, batch)
        if len(batch) == 1:
            self._call(connection, batch[0])
            connection.execute("COMMIT" if batch[0].error is None else "ROLLBACK")
            return
        for together, neighbours in groupby(batch, lambda ticket: ticket.together):
            self._run_neighbours(connection, together, list(neighbours))
        connection.execute("COMMIT")

    def _begin(self, connection: Connection, batch: list[Ticket]) -> None:
        turns = turn_keys(ticket.turn for ticket in batch if ticket.turn is not None)
        # All of the batch's at once and in one order, so that two processes never wait for each other.
        taken = _TAKE_TURNS.format(turns=",".join(map(str, turns))) if turns else ""
        # One message: the transaction, its turns, and which tables are live then.
        cursor = connection.execute(f"BEGIN; {taken}{LIVE_TABLES}", prepare=False)
        cursor.set_result(-1)
        self._live = self._names_of(dict(cursor.fetchall()))

    def _run_neighbours(self, connection: Connection, together: Together | None, tickets: list[Ticket]) -> None:
        if together is None or len(tickets) == 1 or not self._done_together(connection, together, tickets):
            for ticket in tickets:
                self._run_in_company(connection, ticket)

    def _done_together(self, connection: Connection, together: Together, tickets: list[Ticket]) -> bool:
        attempt = Ticket(lambda tx: together(tx, [ticket.job for ticket in tickets]), None, None)
        self._run_in_company(connection, attempt)
        if attempt.error is not None:
            return False
        for ticket, result in zip(tickets, attempt.result, strict=True):
            ticket.result = result
        return True

    def _run_in_company(self, connection: Connection, ticket: Ticket) -> None:
        connection.execute("SAVEPOINT job")
        self._call(connection, ticket)
        if ticket.error is not None:
            connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")

    def _call(self, connection: Connection, ticket: Ticket) -> None:
        transaction = self._transaction(connection)
        try:
            ticket.result = ticket.job(transaction)
        except BaseException as error:
            if kind_of(error) is not None or is_lost(connection):
                raise
            ticket.error = error
        finally:
            if transaction.has_switched:
                self._live = None  # who comes after it in this transaction asks anew

    def _transaction(self, connection: Connection) -> PostgresTransaction:
        return PostgresTransaction(connection, lambda: self._names_in(connection))

    def _names_in(self, connection: Connection) -> TableNames:
        return self._live or self._names_of(dict(connection.execute(LIVE_TABLES).fetchall()))

    def _names_of(self, live: dict[str, str]) -> TableNames:
        if self._names.live != live:
            self._names = TableNames(live)
        return self._names

    def _roll_back(self) -> None:
        """Leaves a connection that can be used, or none."""
        connection, self._connection = self._connection, None
        if connection is None or is_lost(connection):
            return
        try:
            connection.execute("ROLLBACK")
        except psycopg.Error:
            connection.close()
        else:
            self._connection = connection


def turn_keys(turns: Iterable[str]) -> list[int]:
    """Sorted advisory-lock keys."""
    return sorted({int.from_bytes(hashlib.sha256(turn.encode()).digest()[:8], "big", signed=True) for turn in turns})
