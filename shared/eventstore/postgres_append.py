"""Appending inside the writer's connection: one statement gives positions, recorded times, leaves and answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
import psycopg
from psycopg import errors

from shared.database.postgres_arrays import TextArray
from shared.database.postgres_session import PostgresTransaction
from shared.eventstore.interface import CommandAlreadyStored, StoredAnswer, StreamConflict
from shared.eventstore.postgres_statements import COMMAND, MANY, SINGLE, STREAM_VERSION
from shared.eventstore.sealing import PreparedSubmission
from shared.eventstore.times import micros_of
from shared.kernel.clock import Clock
from shared.kernel.command import CommandAnswer
from shared.kernel.envelope import LogPosition
from shared.kernel.events import canonical_json

Connection = psycopg.Connection[Any]


class PostgresAppender:
    def __init__(self, log: str, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def append(self, tx: PostgresTransaction, prepared: PreparedSubmission) -> CommandAnswer:
        """Raises CommandAlreadyStored, StreamConflict, and what an effect raises."""
        return self.append_several(tx, [prepared])[0]

    def append_several(self, tx: PostgresTransaction, submissions: Sequence[PreparedSubmission]) -> list[CommandAnswer]:
        """Whole or not at all, the effects in order after all events are in. Raises what `append` raises."""
        try:
            if tx.is_open:
                with tx.savepoint():
                    answers = self.write(tx.connection, submissions)
            else:
                answers = self.write(tx.connection, submissions)
        except errors.UniqueViolation as error:
            raise self._explained(tx.connection, submissions, error) from error
        for prepared in submissions:
            for effect in prepared.effects:
                effect(tx)
        return answers

    def append_all(self, tx: PostgresTransaction, jobs: Sequence["AppendJob"]) -> list[CommandAnswer]:
        """Raises UniqueViolation when one of them must be refused."""
        return self.write(tx.connection, [job.prepared for job in jobs])

    def write(self, connection: Connection, submissions: Sequence[PreparedSubmission]) -> list[CommandAnswer]:
        now = micros_of(self._clock.now()) - 1
        versions = [_version_after(connection, prepared) for prepared in submissions]
        first = submissions[0]
        if len(submissions) == 1 and len(first.events) == 1:
            statement, params = SINGLE, self._single(first, versions[0], now)
        else:
            statement, params = MANY, self._many(submissions, versions, now)
        row = connection.execute(statement, params, prepare=True, binary=True).fetchone()
        assert row is not None
        generation, base = row
        return self._answers(submissions, versions, generation, base)

    def _single(self, prepared: PreparedSubmission, version: int, now: int) -> dict[str, Any]:
        event, context = prepared.events[0], prepared.context
        envelope = event.envelope
        return {
            "log": self._log,
            "count": 1,
            "floor": _floor(prepared, now),
            "command_id": context.command_id,
            "digest": context.request_digest,
            "answer_stream": prepared.stream_id,
            "answer_version": version,
            "body": canonical_json(prepared.body).decode(),
            "event_id": envelope.id,
            "stream_id": envelope.stream_id,
            "stream_version": envelope.stream_version,
            "type": envelope.type,
            "version": envelope.version,
            "owner_unit": envelope.owner_unit,
            "partition": envelope.partition,
            "envelope": event.envelope_bytes,
            "data": event.data,
        }

    def _many(self, submissions: Sequence[PreparedSubmission], versions: Sequence[int], now: int) -> dict[str, Any]:
        events = [event for prepared in submissions for event in prepared.events]
        lasts: list[int] = []
        floors: list[int] = []
        floor = -1
        for prepared in submissions:
            if prepared.events:
                floor = max(floor, _floor(prepared, now) - len(floors))
            floors += [floor] * len(prepared.events)
            lasts.append(len(floors))
        return {
            "log": self._log,
            "count": len(events),
            "floor": floor if events else None,
            "command_ids": [prepared.context.command_id for prepared in submissions],
            "digests": [prepared.context.request_digest for prepared in submissions],
            "answer_streams": [prepared.stream_id for prepared in submissions],
            "answer_versions": list(versions),
            "lasts": lasts,
            "counts": [len(prepared.events) for prepared in submissions],
            "bodies": TextArray(canonical_json(prepared.body).decode() for prepared in submissions),
            "event_ids": [event.envelope.id for event in events],
            "stream_ids": [event.envelope.stream_id for event in events],
            "stream_versions": [event.envelope.stream_version for event in events],
            "types": TextArray(event.envelope.type for event in events),
            "versions": [event.envelope.version for event in events],
            "owner_units": [event.envelope.owner_unit for event in events],
            "partitions": [event.envelope.partition for event in events],
            "of_commands": [prepared.context.command_id for prepared in submissions for _ in prepared.events],
            "floors": floors,
            "envelopes": [event.envelope_bytes for event in events],
            "data": [event.data for event in events],
        }

    def _answers(
        self, submissions: Sequence[PreparedSubmission], versions: Sequence[int], generation: int, base: int
    ) -> list[CommandAnswer]:
        answers, position = [], base
        for prepared, version in zip(submissions, versions, strict=True):
            position += len(prepared.events)
            at = LogPosition(log=self._log, generation=generation, position=position)
            # A body is answered as it will be when the command is repeated: ids in it are text by then.
            body = msgspec.json.decode(canonical_json(prepared.body)) if prepared.body else prepared.body
            answers.append(CommandAnswer(stream_id=prepared.stream_id, version=version, position=at, body=body))
        return answers

    def _explained(
        self, connection: Connection, submissions: Sequence[PreparedSubmission], error: errors.UniqueViolation
    ) -> Exception:
        """Whoever came first has committed, or the insert would still wait: so a look at the commands sees it."""
        for prepared in submissions:
            stored = self.stored_in(connection, prepared.context.command_id)
            if stored is not None:
                return CommandAlreadyStored(stored)
        if error.diag.constraint_name == "streams":
            return StreamConflict(str(submissions[0].stream_id))
        return error

    def stored_answer(self, command_id: UUID, row: tuple[Any, ...]) -> StoredAnswer:
        digest, stream_id, version, generation, position, body = row
        at = LogPosition(log=self._log, generation=generation, position=position)
        answer = CommandAnswer(stream_id=stream_id, version=version, position=at, body=msgspec.json.decode(body))
        return StoredAnswer(command_id, bytes(digest), answer)

    def stored_in(self, connection: Connection, command_id: UUID) -> StoredAnswer | None:
        row = connection.execute(COMMAND, (command_id,)).fetchone()
        return self.stored_answer(command_id, row) if row else None


class AppendJob:
    """One command for the writer; one without effects is a transaction by itself, alone or with its neighbours.

    After a lost connection it is run `again`: when the first run was stored after all, its answer is the answer.
    """

    __slots__ = ("_again", "_appender", "prepared", "together")
    repeatable = True

    def __init__(self, appender: PostgresAppender, prepared: PreparedSubmission, *, again: bool = False) -> None:
        self._appender = appender
        self._again = again
        self.prepared = prepared
        self.together = appender.append_all if _is_plain(prepared) and not again else None

    def again(self) -> "AppendJob":
        return AppendJob(self._appender, self.prepared, again=True)

    def __call__(self, tx: PostgresTransaction) -> CommandAnswer:
        try:
            return self._appender.append(tx, self.prepared)
        except CommandAlreadyStored as already:
            if self._again and already.stored.request_digest == self.prepared.context.request_digest:
                return already.stored.answer
            raise


def _is_plain(prepared: PreparedSubmission) -> bool:
    return bool(prepared.events) and not prepared.effects and _changed_version(prepared) is not None


def _floor(prepared: PreparedSubmission, now: int) -> int:
    cause = prepared.context.cause_recorded_at
    return now if cause is None else max(now, micros_of(cause))


def _changed_version(prepared: PreparedSubmission) -> int | None:
    """The version of the answer's stream after the submission; None when it does not change that stream."""
    versions = [
        event.envelope.stream_version for event in prepared.events if event.envelope.stream_id == prepared.stream_id
    ]
    return max(versions) if versions else None


def _version_after(connection: Connection, prepared: PreparedSubmission) -> int:
    if prepared.stream_id is None:
        return 0
    version = _changed_version(prepared)
    if version is None:
        row = connection.execute(STREAM_VERSION, (prepared.stream_id,)).fetchone()
        version = int(row[0] or 0) if row else 0
    return version
