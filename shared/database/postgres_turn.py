"""A consumer's turn (`Database.write(turn=…)`), held for longer than one transaction lasts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import psycopg

from shared.database.postgres_connect import connect_async
from shared.database.postgres_errors import away
from shared.database.postgres_writer import turn_keys

# Whoever works is waited for; PostgreSQL serves who waits in the order of their coming, so the wait is one transaction.
_PATIENT: Final = "SET lock_timeout = '60s'; SET statement_timeout = '60s'"


@asynccontextmanager
async def turn_held(conninfo: str, turn: str) -> AsyncIterator[None]:
    """No process's transaction of this turn runs meanwhile, our own included; it goes with its connection.

    They wait as long as their time-out for locks lets them and are then tried again. Raises DatabaseAway.
    """
    try:
        connection = await connect_async(conninfo, f"lianxi-turn {turn}"[:63])
    except (psycopg.Error, OSError) as error:
        raise away(error) from error
    try:
        try:
            await connection.execute(_PATIENT)
            await connection.execute("SELECT pg_advisory_lock(%s)", (turn_keys([turn])[0],))
        except psycopg.Error as error:
            raise away(error) from error
        yield
    finally:
        await connection.close()
