"""A service's event store in one PostgreSQL database."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar
from uuid import UUID

from shared.database.interface import Table
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_session import PostgresReader, PostgresTransaction
from shared.eventstore.interface import LogHead, StoredAnswer, Submission
from shared.eventstore.library import ServiceApplication, ServiceRecorder
from shared.eventstore.postgres_append import AppendJob, PostgresAppender
from shared.eventstore.postgres_log import HEAD, PostgresLogReader
from shared.eventstore.postgres_lookup import Lookup
from shared.eventstore.postgres_recorder import LOGGED, PostgresRecorderEngine
from shared.eventstore.postgres_schema import COMPONENT, MIGRATIONS
from shared.eventstore.postgres_statements import COMMANDS
from shared.eventstore.sealing import EventMapper, prepare
from shared.eventstore.stored import LoggedStream
from shared.eventstore.times import moment_of
from shared.kernel.aggregate import Change
from shared.kernel.clock import Clock
from shared.kernel.command import CommandAnswer
from shared.kernel.events import EventRegistry

T = TypeVar("T")


class PostgresStore(PostgresLogReader):
    """Meets `Store`. `application` is the same store as the `eventsourcing` library knows it, for who may block."""

    def __init__(
        self,
        database: PostgresDatabase,
        service: str,
        registry: EventRegistry,
        clock: Clock,
        tables: Sequence[Table] = (),
    ) -> None:
        """Raises SchemaBehind."""
        super().__init__(service, database.readers)
        database.check_version(COMPONENT, len(MIGRATIONS))
        if tables:
            database.create_tables(tables)
        self.database = database
        self._mapper = EventMapper(registry)
        self._appender = PostgresAppender(service, clock)
        self._answers = Lookup(database.readers, COMMANDS)
        self._engine = PostgresRecorderEngine(database, self._appender)
        self.application = ServiceApplication(self._mapper, ServiceRecorder(self._engine))

    async def append(self, submission: Submission) -> CommandAnswer:
        prepared = prepare(submission, self._mapper)
        return await self.database.write(AppendJob(self._appender, prepared))

    async def append_together(self, submissions: Sequence[Submission], turn: str | None = None) -> list[CommandAnswer]:
        prepared = [prepare(submission, self._mapper) for submission in submissions]
        return await self.database.write(lambda tx: self._appender.append_several(tx, prepared), turn)

    async def load(self, stream_id: UUID, *, after_version: int = 0, up_to_version: int | None = None) -> list[Change]:
        """Through the library's mapper; its event store would select on a thread that must not wait."""
        sql, params = LOGGED + " AND stream_version > %s", [stream_id, after_version]
        if up_to_version is not None:
            sql, params = sql + " AND stream_version <= %s", [*params, up_to_version]
        async with self._readers.single() as connection:
            rows = await (await connection.execute(sql + " ORDER BY stream_version", params, binary=True)).fetchall()
        return [self._mapper.to_domain_event(stored) for stored in LoggedStream(stream_id, rows)]

    async def answer_of(self, command_id: UUID) -> StoredAnswer | None:
        row = await self._answers.of(command_id)
        return self._appender.stored_answer(command_id, row) if row else None

    async def begin_generation(self) -> LogHead:
        return await self.database.write(begin_generation_in)

    async def write(self, job: Callable[[PostgresTransaction], T], turn: str | None = None) -> T:
        return await self.database.write(job, turn)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[PostgresReader]:
        async with self._readers.snapshot() as reader:
            yield reader

    def close(self) -> None:
        self._engine.close()
        self.database.close()


def begin_generation_in(tx: PostgresTransaction, known: int = 0) -> LogHead:
    """`known`: a generation that somebody has met already, which must not be begun again."""
    tx.connection.execute("UPDATE log_head SET generation = GREATEST(generation, %s) + 1 WHERE id = 1", (known,))
    row = tx.connection.execute(HEAD).fetchone()
    assert row is not None
    return LogHead(row[0], row[1], None if row[2] is None else moment_of(row[2]))
