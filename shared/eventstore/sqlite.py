"""A service's event store in one SQLite file."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar
from uuid import UUID

from shared.database.interface import Table
from shared.database.sqlite import SqliteDatabase
from shared.database.sqlite_session import SqliteReader, SqliteTransaction
from shared.eventstore.interface import LogHead, StoredAnswer, Submission
from shared.eventstore.library import ServiceApplication, ServiceRecorder
from shared.eventstore.sealing import EventMapper, prepare
from shared.eventstore.sqlite_append import AppendJob, LogAppender, answer_in, begin_generation
from shared.eventstore.sqlite_log import SqliteLogReader
from shared.eventstore.sqlite_recorder import SqliteRecorderEngine
from shared.eventstore.sqlite_schema import MIGRATIONS
from shared.kernel.aggregate import Change
from shared.kernel.clock import Clock
from shared.kernel.command import CommandAnswer
from shared.kernel.events import EventRegistry

T = TypeVar("T")


class SqliteStore(SqliteLogReader):
    """Meets `Store`. `application` is the same store as the `eventsourcing` library knows it."""

    def __init__(
        self,
        database: SqliteDatabase,
        service: str,
        registry: EventRegistry,
        clock: Clock,
        tables: Sequence[Table] = (),
    ) -> None:
        super().__init__(service, database.readers)
        database.migrate("eventstore", MIGRATIONS)
        database.create_tables(tables)
        self.database = database
        self._mapper = EventMapper(registry)
        self._appender = LogAppender(service, clock)
        recorder = ServiceRecorder(SqliteRecorderEngine(database, self._appender))
        self.application = ServiceApplication(self._mapper, recorder)

    async def append(self, submission: Submission) -> CommandAnswer:
        prepared = prepare(submission, self._mapper)
        return await self.database.write(AppendJob(self._appender, prepared))

    async def append_together(self, submissions: Sequence[Submission], turn: str | None = None) -> list[CommandAnswer]:
        prepared = [prepare(submission, self._mapper) for submission in submissions]
        return await self.database.write(lambda tx: [self._appender.append(tx, each) for each in prepared], turn)

    async def load(self, stream_id: UUID, *, after_version: int = 0, up_to_version: int | None = None) -> list[Change]:
        return self.application.changes(stream_id, gt=after_version or None, lte=up_to_version)

    async def answer_of(self, command_id: UUID) -> StoredAnswer | None:
        with self._readers.single() as connection:
            return answer_in(connection, command_id)

    async def begin_generation(self) -> LogHead:
        return await self.database.write(begin_generation)

    async def write(self, job: Callable[[SqliteTransaction], T], turn: str | None = None) -> T:
        return await self.database.write(job, turn)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqliteReader]:
        with self._readers.snapshot() as reader:
            yield reader

    def close(self) -> None:
        self.database.close()
