"""Whether a database can be connected to, told apart: its server is away, or it is there and does not let us in."""

import asyncio

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

from shared.database.postgres_connect import CONNECT_SECONDS, connect_async
from shared.database.postgres_errors import DatabaseRefused, away


async def check_reachable(conninfo: str, name: str) -> None:
    """Raises DatabaseAway: nobody answers, or the server starts or ends; DatabaseRefused: time will not mend it."""
    refused: Exception | None = None
    for _ in range(2):  # a server that has come up between a connection and the ping takes the second one
        try:
            connection = await connect_async(conninfo, name)
        except (psycopg.OperationalError, OSError) as error:
            if not await asyncio.to_thread(_takes_connections, conninfo):
                raise away(error) from error
            refused = error
        else:
            await connection.close()
            return
    raise DatabaseRefused(
        "数据库在运行，但不让本程序连接：用户、口令或库名不对，或者连接数已满。请核对 LIANXI_DATABASE，没有建库的先运行 lianxi provision。"
    ) from refused


def _takes_connections(conninfo: str) -> bool:
    """As the library asks it: yes also where the server refuses us for a reason of ours, no while it starts or ends."""
    given = make_conninfo(conninfo, connect_timeout=CONNECT_SECONDS)
    return pq.PGconn.ping(given.encode()) == pq.Ping.OK
