"""Appending inside the writer's transaction: positions, recorded times, leaves, the command's answer."""

import sqlite3
from collections.abc import Sequence
from uuid import UUID

import msgspec

from shared.database.sqlite_session import SqliteTransaction
from shared.eventstore.interface import CommandAlreadyStored, LogHead, StoredAnswer, StreamConflict
from shared.eventstore.sealing import PreparedSubmission, SealedEvent
from shared.eventstore.sqlite_schema import micros_of, moment_of
from shared.kernel.clock import Clock
from shared.kernel.command import CommandAnswer, CommandContext
from shared.kernel.envelope import LogPosition, leaf_digest
from shared.kernel.events import canonical_json

_HEAD = "SELECT generation, position, recorded_at FROM log_head WHERE id = 1"
_MOVE_HEAD = "UPDATE log_head SET position = ?, recorded_at = ? WHERE id = 1"
_INSERT_EVENT = f"INSERT INTO events VALUES ({', '.join('?' * 14)})"
_INSERT_COMMAND = "INSERT INTO commands VALUES (?, ?, ?, ?, ?)"
_COMMAND = "SELECT request_digest, answer FROM commands WHERE command_id = ?"
_STREAM_VERSION = "SELECT max(stream_version) FROM events WHERE stream_id = ?"

_answers = msgspec.json.Decoder(CommandAnswer)


class LogAppender:
    """Holds nothing of the log's state: what a rolled back job saw is gone with it."""

    def __init__(self, log: str, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def append(self, tx: SqliteTransaction, prepared: PreparedSubmission) -> CommandAnswer:
        """Raises CommandAlreadyStored, StreamConflict, and what an effect raises."""
        head = head_in(tx.connection)
        answer = self._store_answer(tx.connection, prepared, head)
        if prepared.events:
            self._store_events(tx.connection, prepared, head)
        for effect in prepared.effects:
            effect(tx)
        return answer

    def _store_answer(
        self, connection: sqlite3.Connection, prepared: PreparedSubmission, head: LogHead
    ) -> CommandAnswer:
        # The unique insert decides, not a look beforehand: it also sees what is not committed yet.
        count = len(prepared.events)
        answer = canonical_json(
            CommandAnswer(
                stream_id=prepared.stream_id,
                version=_version_after(connection, prepared),
                position=LogPosition(log=self._log, generation=head.generation, position=head.position + count),
                body=prepared.body,
            )
        )
        context = prepared.context
        span = (head.position + 1, head.position + count) if count else (None, None)
        row = (context.command_id.bytes, context.request_digest, answer.decode(), *span)
        try:
            connection.execute(_INSERT_COMMAND, row)
        except sqlite3.IntegrityError as error:
            stored = answer_in(connection, context.command_id)
            if stored is None:
                raise
            raise CommandAlreadyStored(stored) from error
        return _answers.decode(answer)

    def _store_events(self, connection: sqlite3.Connection, prepared: PreparedSubmission, head: LogHead) -> None:
        micros = self._first_moment(prepared.context, head)
        rows = [
            self._row(event, head.generation, head.position + ordinal, micros + ordinal - 1)
            for ordinal, event in enumerate(prepared.events, start=1)
        ]
        try:
            _insert_events(connection, rows)
        except sqlite3.IntegrityError as error:
            if "events.stream_id" not in str(error):
                raise
            raise StreamConflict(str(prepared.stream_id)) from error
        connection.execute(_MOVE_HEAD, (rows[-1][0], rows[-1][10]))

    def _first_moment(self, context: CommandContext, head: LogHead) -> int:
        """Later than everything in this log and than the cause, whatever the clock says."""
        earlier = (head.recorded_at, context.cause_recorded_at)
        floors = [micros_of(moment) + 1 for moment in earlier if moment is not None]
        return max([micros_of(self._clock.now()), *floors])

    def _row(self, event: SealedEvent, generation: int, position: int, micros: int) -> tuple[object, ...]:
        envelope = event.envelope
        leaf = leaf_digest(self._log, generation, position, moment_of(micros), event.envelope_bytes, event.data)
        return (
            position,
            generation,
            envelope.id.bytes,
            envelope.stream_id.bytes,
            envelope.stream_version,
            envelope.type,
            envelope.version,
            envelope.owner_unit.bytes,
            envelope.partition,
            envelope.command_id.bytes,
            micros,
            event.envelope_bytes,
            event.data,
            leaf,
        )


def _insert_events(connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    if len(rows) == 1:
        connection.execute(_INSERT_EVENT, rows[0])
    else:
        connection.executemany(_INSERT_EVENT, rows)


def _version_after(connection: sqlite3.Connection, prepared: PreparedSubmission) -> int:
    if prepared.stream_id is None:
        return 0
    versions = [
        event.envelope.stream_version for event in prepared.events if event.envelope.stream_id == prepared.stream_id
    ]
    if versions:
        return max(versions)
    found = connection.execute(_STREAM_VERSION, (prepared.stream_id.bytes,)).fetchone()[0]
    return int(found or 0)


def head_in(connection: sqlite3.Connection) -> LogHead:
    generation, position, micros = connection.execute(_HEAD).fetchone()
    return LogHead(generation, position, None if micros is None else moment_of(micros))


def answer_in(connection: sqlite3.Connection, command_id: UUID) -> StoredAnswer | None:
    row = connection.execute(_COMMAND, (command_id.bytes,)).fetchone()
    return StoredAnswer(command_id, row[0], _answers.decode(row[1])) if row else None


def begin_generation(tx: SqliteTransaction) -> LogHead:
    tx.connection.execute("UPDATE log_head SET generation = generation + 1 WHERE id = 1")
    return head_in(tx.connection)
