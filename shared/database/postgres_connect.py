"""Connections to PostgreSQL: time-outs, types, the schemas of a service."""

from typing import Any

import psycopg
from psycopg import BaseConnection
from psycopg.types.numeric import Int8Dumper

from shared.database.postgres_arrays import DUMPERS

CONNECT_SECONDS = 5
# A statement or a lock that takes longer is given up and its caller told to try again; a transaction that its
# process left open frees what it holds.
STATEMENT_MS = 15_000
LOCK_MS = 10_000
IDLE_IN_TRANSACTION_MS = 60_000
SCHEMAS = "views,log"  # read models are the writing role's own; the log's tables are not

_OPTIONS = (
    f"-c statement_timeout={STATEMENT_MS} -c lock_timeout={LOCK_MS}"
    f" -c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_MS}"
    f" -c search_path={SCHEMAS} -c timezone=UTC"
)
PARAMETERS: dict[str, Any] = {
    "options": _OPTIONS,
    "connect_timeout": CONNECT_SECONDS,
    "autocommit": True,
    "prepare_threshold": 2,
    "tcp_user_timeout": 20_000,
}


def connect(conninfo: str, name: str) -> psycopg.Connection[Any]:
    """Raises psycopg.OperationalError."""
    connection = psycopg.connect(conninfo, application_name=name, **PARAMETERS)
    _adapt(connection)
    return connection


async def connect_async(conninfo: str, name: str) -> psycopg.AsyncConnection[Any]:
    """Raises psycopg.OperationalError."""
    connection = await psycopg.AsyncConnection.connect(conninfo, application_name=name, **PARAMETERS)
    _adapt(connection)
    return connection


def _adapt(connection: BaseConnection[Any]) -> None:
    connection.adapters.register_dumper(int, Int8Dumper)  # one type for all numbers: a statement is prepared once
    for kind, dumper in DUMPERS:
        connection.adapters.register_dumper(kind, dumper)
