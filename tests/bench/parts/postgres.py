"""The PostgreSQL of a benchmark: a server of its own that flushes as in production, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.local.engine.postgres_server import PostgresServer
from shared.database.postgres_provision import provision_roles


@contextmanager
def running() -> Iterator[PostgresServer]:
    """Raises PostgresNotAvailable, which says how to get it."""
    with tempfile.TemporaryDirectory() as directory:
        server = PostgresServer(Path(directory) / "postgres", dies_with_us=True)
        try:
            server.start()
            provision_roles(server.conninfo(), server.password)
            yield server
        finally:
            server.stop()
            server.remove()
