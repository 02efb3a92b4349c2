"""The PostgreSQL of a benchmark: a server of its own that flushes as in production, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.local.engine.postgres_server import PostgresServer
from shared.database.postgres_provision import provision_roles
from tests.bench.parts.leaving import LeftOut


@contextmanager
def running() -> Iterator[PostgresServer]:
    """Raises LeftOut, PostgresNotAvailable."""
    with tempfile.TemporaryDirectory() as directory:
        server = PostgresServer(Path(directory) / "postgres", dies_with_us=True)
        if (lacking := server.missing()) is not None:
            raise LeftOut(lacking)
        try:
            server.start()
            provision_roles(server.conninfo(), server.password)
            yield server
        finally:
            server.stop()
            server.remove()
