"""A real PostgreSQL for tests: one server a session, a database of its own for each store."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from services.local.engine.postgres_server import PostgresServer
from shared.database.postgres_provision import WRITER, provision_database, provision_roles
from shared.eventstore.postgres_schema import COMPONENT, GRANTS, MIGRATIONS

TEMPLATE = "t_template"


@contextmanager
def postgres_server(directory: Path, *, safe: bool) -> Iterator[PostgresServer]:
    """Skips the test that asks for it where there is none on this machine."""
    server = PostgresServer(directory, safe=safe, dies_with_us=True)
    if server.missing() is not None:
        pytest.skip("PostgreSQL is not installed: apt install postgresql")
    try:
        server.start()
        provision_roles(server.conninfo(), server.password)
        yield server
    finally:
        server.stop()
        server.remove()


def database_named(server: PostgresServer, *parts: object) -> str:
    """The writing role's connection to a database for these parts; made when it is asked for first."""
    name = "t_" + hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:24]
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        if not _is_there(connection, name):
            if not _is_there(connection, TEMPLATE):
                provision_database(server.conninfo(), TEMPLATE, COMPONENT, MIGRATIONS, GRANTS)
            # A copy of a provisioned one is made in a third of the time.
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    return server.conninfo(name, WRITER)


def _is_there(connection: psycopg.Connection[Any], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None
