"""Reading connections to one PostgreSQL database, per event loop."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg import errors

from shared.database.group_commit import FailureObserver
from shared.database.naming import TableNames
from shared.database.postgres_connect import connect_async
from shared.database.postgres_errors import away, is_gone, is_lost, kind_of
from shared.database.postgres_session import LIVE_TABLES, PostgresReader

# Of one process at once; more wait for a free one. A command that holds a snapshot still asks for streams, one
# statement each: were both of one number, enough commands would hold all of it and wait for each other for ever.
SNAPSHOTS_MAX = 4
SINGLES_MAX = 4
_BEGIN = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {LIVE_TABLES}"

Connection = psycopg.AsyncConnection[Any]
Free = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]


class PostgresReaders:
    """A pool; whoever reads has a connection of its own while it lasts.

    The library's pool belongs to one event loop, closes only inside it and keeps tasks running; stores are opened
    before a loop runs and closed after it, and read from more than one.
    """

    def __init__(self, conninfo: str, name: str, failed: FailureObserver | None = None) -> None:
        self._conninfo, self._name = conninfo, name
        self._failed = failed or (lambda kind: None)
        self._idle: WeakKeyDictionary[asyncio.AbstractEventLoop, deque[Connection]] = WeakKeyDictionary()
        self._snapshots: Free = WeakKeyDictionary()
        self._singles: Free = WeakKeyDictionary()
        self._open: dict[int, set[Connection]] = defaultdict(set)
        self._names = TableNames({})
        self._closed = False

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[PostgresReader]:
        """Raises DatabaseAway."""
        async with self._held(self._snapshots, SNAPSHOTS_MAX) as connection:
            # One message: the isolation level, the snapshot, and which tables are live in it.
            cursor = await connection.execute(_BEGIN)
            cursor.nextset()
            live = dict(await cursor.fetchall())
            try:
                yield PostgresReader(connection, self._names_of(live))
            finally:
                if not is_lost(connection):
                    await connection.execute("ROLLBACK")

    @asynccontextmanager
    async def single(self) -> AsyncIterator[Connection]:
        """For single statements, each a snapshot by itself; whoever holds one asks for nothing else.

        Raises DatabaseAway.
        """
        async with self._held(self._singles, SINGLES_MAX) as connection:
            yield connection

    @asynccontextmanager
    async def _held(self, free: Free, most: int) -> AsyncIterator[Connection]:
        async with free.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(most)):
            connection = await self._take()
            try:
                yield connection
            except (psycopg.Error, OSError) as error:
                raise self._explained(error) from error
            finally:
                await self._give_back(connection)

    def close(self) -> None:
        """From anywhere: the loops that opened connections may be gone."""
        self._closed = True
        for connections in self._open.values():
            for connection in connections:
                connection.pgconn.finish()
        self._open.clear()
        self._idle.clear()

    def _explained(self, error: BaseException) -> BaseException:
        kind = "storage" if isinstance(error, errors.UndefinedTable) else kind_of(error)
        if kind is None:
            return error
        self._failed(kind)
        return away(error)

    def _names_of(self, live: dict[str, str]) -> TableNames:
        names = self._names
        if names.live != live:
            names = self._names = TableNames(live)
        return names

    async def _take(self) -> Connection:
        idle = self._idle.setdefault(asyncio.get_running_loop(), deque())
        while idle:
            connection = idle.pop()
            if not is_gone(connection):
                return connection
            self._forget(connection)
            await connection.close()
        try:
            connection = await connect_async(self._conninfo, self._name)
        except (psycopg.Error, OSError) as error:
            raise self._explained(error) from error
        self._open[id(asyncio.get_running_loop())].add(connection)
        return connection

    async def _give_back(self, connection: Connection) -> None:
        if self._closed or is_lost(connection):
            self._forget(connection)
            await connection.close()
            return
        if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            self._forget(connection)  # a reader that was cancelled in the middle of a statement
            await connection.close()
            return
        self._idle.setdefault(asyncio.get_running_loop(), deque()).append(connection)

    def _forget(self, connection: Connection) -> None:
        for connections in self._open.values():
            connections.discard(connection)
