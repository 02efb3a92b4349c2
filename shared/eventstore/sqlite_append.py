"""Appending inside the writer's transaction: positions, recorded times, leaves, the command's answer."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from shared.database.sqlite_session import SqliteTransaction
from shared.eventstore.interface import CommandAlreadyStored, LogHead, StoredAnswer, StreamConflict
from shared.eventstore.sealing import PreparedSubmission, SealedEvent
from shared.eventstore.times import micros_of, moment_of
from shared.kernel.clock import Clock
from shared.kernel.command import CommandAnswer
from shared.kernel.envelope import LogPosition, leaf_digest_at
from shared.kernel.events import canonical_json

_HEAD = "SELECT generation, position, recorded_at FROM log_head WHERE id = 1"
_MOVE_HEAD = "UPDATE log_head SET position = ?, recorded_at = ? WHERE id = 1"
_INSERT_EVENT = f"INSERT INTO events VALUES ({', '.join('?' * 14)})"
_INSERT_COMMAND = "INSERT INTO commands VALUES (?, ?, ?, ?, ?)"
_COMMAND = "SELECT request_digest, answer FROM commands WHERE command_id = ?"
_STREAM_VERSION = "SELECT max(stream_version) FROM events WHERE stream_id = ?"

_answers = msgspec.json.Decoder(CommandAnswer)


@dataclass(slots=True)
class Head:
    """The end of the log inside one transaction."""

    generation: int
    position: int
    micros: int | None


class LogAppender:
    """Holds nothing of the log's state: what a rolled back job saw is gone with it."""

    def __init__(self, log: str, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def append(self, tx: SqliteTransaction, prepared: PreparedSubmission) -> CommandAnswer:
        """Raises CommandAlreadyStored, StreamConflict, and what an effect raises."""
        try:
            (answer,) = self._write(tx.connection, [prepared])
        except sqlite3.IntegrityError as error:
            raise _explained(tx.connection, prepared, error) from error
        for effect in prepared.effects:
            effect(tx)
        return answer

    def append_all(self, tx: SqliteTransaction, jobs: Sequence["AppendJob"]) -> list[CommandAnswer]:
        """Several commands in three statements; raises IntegrityError when one of them must be refused."""
        return self._write(tx.connection, [job.prepared for job in jobs])

    def _write(self, connection: sqlite3.Connection, submissions: Sequence[PreparedSubmission]) -> list[CommandAnswer]:
        # The unique insert of the command decides, not a look beforehand: it sees what is not committed yet.
        head = Head(*connection.execute(_HEAD).fetchone())
        answers, commands, events = [], [], []
        for prepared in submissions:
            events += self._event_rows(prepared, head)
            answer = self._answer(connection, prepared, head)
            stored = canonical_json(answer)
            commands.append(_command_row(prepared, head, stored))
            # A body is answered as it will be when the command is repeated: ids in it are text by then.
            answers.append(_answers.decode(stored) if prepared.body else answer)
        _insert(connection, _INSERT_COMMAND, commands)
        _insert(connection, _INSERT_EVENT, events)
        if events:
            connection.execute(_MOVE_HEAD, (head.position, head.micros))
        return answers

    def _event_rows(self, prepared: PreparedSubmission, head: Head) -> list[tuple[object, ...]]:
        """Moves the head over the events."""
        if not prepared.events:
            return []
        cause = prepared.context.cause_recorded_at
        floor = -1 if cause is None else micros_of(cause)
        # Later than everything in this log and than the cause, whatever the clock says.
        head.micros = max(micros_of(self._clock.now()) - 1, floor, -1 if head.micros is None else head.micros)
        rows = []
        for event in prepared.events:
            head.position += 1
            head.micros += 1
            rows.append(self._row(event, head.generation, head.position, head.micros))
        return rows

    def _answer(self, connection: sqlite3.Connection, prepared: PreparedSubmission, head: Head) -> CommandAnswer:
        return CommandAnswer(
            stream_id=prepared.stream_id,
            version=_version_after(connection, prepared),
            position=LogPosition(log=self._log, generation=head.generation, position=head.position),
            body=prepared.body,
        )

    def _row(self, event: SealedEvent, generation: int, position: int, micros: int) -> tuple[object, ...]:
        envelope = event.envelope
        leaf = leaf_digest_at(self._log, generation, position, micros, event.envelope_bytes, event.data)
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


class AppendJob:
    """One command for the writer; one without effects can be written together with its neighbours."""

    __slots__ = ("_appender", "prepared", "together")

    def __init__(self, appender: LogAppender, prepared: PreparedSubmission) -> None:
        self._appender = appender
        self.prepared = prepared
        plain = prepared.events and not prepared.effects
        self.together = appender.append_all if plain else None

    def __call__(self, tx: SqliteTransaction) -> CommandAnswer:
        return self._appender.append(tx, self.prepared)


def _command_row(prepared: PreparedSubmission, head: Head, answer: bytes) -> tuple[object, ...]:
    count = len(prepared.events)
    span = (head.position - count + 1, head.position) if count else (None, None)
    return (prepared.context.command_id.bytes, prepared.context.request_digest, answer.decode(), *span)


def _insert(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    if len(rows) == 1:
        connection.execute(statement, rows[0])
    elif rows:
        connection.executemany(statement, rows)


def _explained(
    connection: sqlite3.Connection, prepared: PreparedSubmission, error: sqlite3.IntegrityError
) -> Exception:
    if "events.stream_id" in str(error):
        return StreamConflict(str(prepared.stream_id))
    if "commands.command_id" in str(error):
        stored = answer_in(connection, prepared.context.command_id)
        if stored is not None:
            return CommandAlreadyStored(stored)
    return error


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
