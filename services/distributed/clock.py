"""A clock that is moved by hand, as one row that every process reads: for demonstrations and tests."""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Any, Final

import psycopg

from shared.database.postgres_connect import connect
from shared.database.postgres_errors import away, is_gone
from shared.kernel.clock import ManualClock, require_utc

DATABASE: Final = "clock"  # beside the services' own
COMPONENT: Final = "clock"
MIGRATIONS: Final = (("CREATE TABLE clock (id bigint PRIMARY KEY CHECK (id = 1), at timestamptz NOT NULL)",),)
GRANTS: Final = ("GRANT SELECT, INSERT, UPDATE ON log.clock TO lianxi_writer",)

_READ = "SELECT at FROM clock WHERE id = 1"
_BEGIN = "INSERT INTO clock (id, at) VALUES (1, %s) ON CONFLICT DO NOTHING"
_MOVE = "UPDATE clock SET at = GREATEST(at, %s) WHERE id = 1"


class DatabaseClock(ManualClock):
    """Asked anew each time: two processes never have two times. Until it is begun it stands where it is told to."""

    def __init__(self, conninfo: str, begins: datetime) -> None:
        self._conninfo, self._begins = conninfo, require_utc(begins)
        self._turn = Lock()
        self._connection: psycopg.Connection[Any] | None = None

    def now(self) -> datetime:
        """Raises DatabaseAway."""
        rows = self._run(_READ)
        moment: datetime = rows[0][0] if rows else self._begins
        return require_utc(moment)

    def begin(self, moment: datetime) -> None:
        """Where it stands first; one that stands already stays."""
        self._run(_BEGIN, (require_utc(moment),))

    def move_to(self, moment: datetime) -> None:
        """Raises ValueError when the moment lies before the present one, DatabaseAway."""
        moment = require_utc(moment)
        if moment < self.now():
            raise ValueError(f"the clock does not go back: {moment} < {self.now()}")
        self.begin(moment)
        self._run(_MOVE, (moment,))

    def close(self) -> None:
        with self._turn:
            if self._connection is not None:
                self._connection.close()

    def _run(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._turn:
            try:
                if self._connection is None or is_gone(self._connection):
                    self._connection = connect(self._conninfo, "lianxi-clock")
                cursor = self._connection.execute(sql, params)
                return cursor.fetchall() if cursor.description is not None else []
            except psycopg.Error as error:
                raise away(error) from error
