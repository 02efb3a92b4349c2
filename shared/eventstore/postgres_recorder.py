"""The library's recorder on PostgreSQL, for synchronous callers: selects on a connection of its own."""

from collections.abc import Sequence
from threading import Lock
from typing import Any
from uuid import UUID

import msgspec
import psycopg
from eventsourcing.persistence import Notification, StoredEvent, Tracking

from shared.database.postgres import PostgresDatabase
from shared.database.postgres_connect import connect
from shared.database.postgres_errors import away, is_lost, kind_of
from shared.eventstore.library import track
from shared.eventstore.postgres_append import AppendJob, PostgresAppender
from shared.eventstore.sealing import PreparedSubmission
from shared.eventstore.stored import LoggedStream

LOGGED = "SELECT stream_version, type, data, version, envelope FROM events WHERE stream_id = %s"
_TRACKED = "SELECT position FROM process_tracking WHERE application = %s"


class PostgresRecorderEngine:
    def __init__(self, database: PostgresDatabase, appender: PostgresAppender) -> None:
        self._database = database
        self._appender = appender
        self._turn = Lock()
        self._connection: psycopg.Connection[Any] | None = None

    def record(self, prepared: PreparedSubmission, tracking: Tracking | None) -> Sequence[int]:
        if tracking is not None:
            prepared = msgspec.structs.replace(prepared, effects=[lambda tx: track(tx, tracking)])
        last = self._database.write_now(AppendJob(self._appender, prepared)).position.position
        return list(range(last - len(prepared.events) + 1, last + 1))

    def track(self, tracking: Tracking) -> None:
        self._database.write_now(lambda tx: track(tx, tracking))

    def tracked(self, application: str) -> int | None:
        rows = self._select(_TRACKED, (application,))
        return rows[0][0] if rows else None

    def stream(
        self, stream_id: UUID, gt: int | None, lte: int | None, desc: bool, limit: int | None
    ) -> Sequence[StoredEvent]:
        sql, params = LOGGED, [stream_id]
        bounds: list[int | None] = []
        if gt is not None:
            sql, bounds = sql + " AND stream_version > %s", [*bounds, gt]
        if lte is not None:
            sql, bounds = sql + " AND stream_version <= %s", [*bounds, lte]
        sql += f" ORDER BY stream_version {'DESC' if desc else 'ASC'} LIMIT %s"
        return LoggedStream(stream_id, self._select(sql, (*params, *bounds, limit)))

    def notifications(self, first: int, last: int | None, limit: int, types: Sequence[str]) -> Sequence[Notification]:
        sql = "SELECT stream_id, stream_version, type, data, position FROM events WHERE position >= %s"
        params: list[Any] = [first]
        if last is not None:
            sql, params = sql + " AND position <= %s", [*params, last]
        if types:
            sql, params = sql + " AND type = ANY(%s)", [*params, list(types)]
        return [Notification(*row) for row in self._select(sql + " ORDER BY position LIMIT %s", (*params, limit))]

    def last_position(self) -> int:
        return int(self._select("SELECT position FROM log_head WHERE id = 1", ())[0][0])

    def close(self) -> None:
        with self._turn:
            if self._connection is not None:
                self._connection.close()

    def _select(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Raises DatabaseAway."""
        with self._turn:
            try:
                if self._connection is None or is_lost(self._connection):
                    self._connection = connect(self._database.conninfo, "lianxi-recorder")
                return self._connection.execute(sql, params, binary=True).fetchall()
            except psycopg.Error as error:
                if kind_of(error) is None:
                    raise
                raise away(error) from error
