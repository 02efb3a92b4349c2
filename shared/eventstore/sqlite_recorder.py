"""The library's recorder on SQLite: selects through the reading pool, inserts through the group commit."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from eventsourcing.persistence import Notification, StoredEvent, Tracking

from shared.database.sqlite import SqliteDatabase
from shared.eventstore.library import track
from shared.eventstore.sealing import PreparedSubmission
from shared.eventstore.sqlite_append import AppendJob, LogAppender, head_in
from shared.eventstore.stored import LoggedStream

_LOGGED = "SELECT stream_version, type, data, version, envelope FROM events WHERE stream_id = ?"
_TRACKED = "SELECT position FROM process_tracking WHERE application = ?"


class SqliteRecorderEngine:
    def __init__(self, database: SqliteDatabase, appender: LogAppender) -> None:
        self._database = database
        self._appender = appender

    def record(self, prepared: PreparedSubmission, tracking: Tracking | None) -> Sequence[int]:
        if tracking is not None:
            prepared = msgspec.structs.replace(prepared, effects=[lambda tx: track(tx, tracking)])
        last = self._database.write_now(AppendJob(self._appender, prepared)).position.position
        return list(range(last - len(prepared.events) + 1, last + 1))

    def track(self, tracking: Tracking) -> None:
        self._database.write_now(lambda tx: track(tx, tracking))

    def tracked(self, application: str) -> int | None:
        with self._database.readers.single() as connection:
            row = connection.execute(_TRACKED, (application,)).fetchone()
            return row[0] if row else None

    def stream(
        self, stream_id: UUID, gt: int | None, lte: int | None, desc: bool, limit: int | None
    ) -> Sequence[StoredEvent]:
        sql, params = _LOGGED, [stream_id.bytes, -1 if limit is None else limit]
        bounds: list[int] = []
        if gt is not None:
            sql, bounds = sql + " AND stream_version > ?", [*bounds, gt]
        if lte is not None:
            sql, bounds = sql + " AND stream_version <= ?", [*bounds, lte]
        sql += f" ORDER BY stream_version {'DESC' if desc else 'ASC'} LIMIT ?"
        with self._database.readers.single() as connection:
            rows = connection.execute(sql, (params[0], *bounds, params[1])).fetchall()
        return LoggedStream(stream_id, rows)

    def notifications(self, first: int, last: int | None, limit: int, types: Sequence[str]) -> Sequence[Notification]:
        sql, params = "SELECT stream_id, stream_version, type, data, position FROM events WHERE position >= ?", [first]
        if last is not None:
            sql, params = sql + " AND position <= ?", [*params, last]
        if types:
            sql += f" AND type IN ({', '.join('?' * len(types))})"
        with self._database.readers.single() as connection:
            rows = connection.execute(sql + " ORDER BY position LIMIT ?", (*params, *types, limit)).fetchall()
        return [Notification(UUID(bytes=row[0]), *row[1:]) for row in rows]

    def last_position(self) -> int:
        with self._database.readers.single() as connection:
            return head_in(connection).position
