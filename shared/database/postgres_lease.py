"""A lease held by a connection: PostgreSQL gives it to the next when the holder's connection is gone."""

import asyncio
from typing import Any, Final

import psycopg

from shared.database.postgres_connect import connect_async
from shared.database.postgres_errors import away, is_lost
from shared.database.postgres_writer import turn_keys

ASK_SECONDS: Final = 0.25  # how often one that stands by asks
# A machine that vanishes says no goodbye: the server asks after it, and gives the lease on within some ten seconds.
_KEEPALIVE: Final = (
    "SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;"
    " SET tcp_user_timeout = 10000"
)


class PostgresLease:
    """Meets `Lease`; the name counts within one database."""

    def __init__(self, conninfo: str, name: str, *, ask_seconds: float = ASK_SECONDS) -> None:
        self._conninfo, self._name, self._ask_seconds = conninfo, name, ask_seconds
        self._key = turn_keys([f"lease:{name}"])[0]
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def take(self) -> None:
        """Raises DatabaseAway."""
        while not await self._taken():  # noqa: ASYNC110 - PostgreSQL tells nobody that a lock is free
            await asyncio.sleep(self._ask_seconds)

    async def is_held(self) -> bool:
        connection = self._connection
        if connection is None or is_lost(connection):
            return False
        try:
            await connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    async def release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _taken(self) -> bool:
        try:
            if self._connection is None or is_lost(self._connection):
                self._connection = await connect_async(self._conninfo, f"lianxi-lease {self._name}"[:63])
                await self._connection.execute(_KEEPALIVE)
            found = await self._connection.execute("SELECT pg_try_advisory_lock(%s)", (self._key,))
            row = await found.fetchone()
        except (psycopg.Error, OSError) as error:
            await self.release()
            raise away(error) from error
        return bool(row and row[0])
