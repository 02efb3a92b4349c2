"""The eventsourcing library's own recorder cases, run on our recorder.

The library's events carry no envelope; a fixture supplies one, nothing else is changed.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import TestCase
from uuid import UUID

import pytest
from eventsourcing.persistence import Notification, ProgrammingError, StoredEvent, Tracking
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)

from services.local.engine.postgres_server import PostgresServer
from shared.database.postgres import PostgresDatabase
from shared.eventstore.library import ServiceRecorder
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.sealing import MappedEvent
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.aggregate import Change
from shared.kernel.clock import ManualClock
from shared.kernel.limits import BATCH_EVENTS_MAX
from tests.support.notes import NOTES, START, UNIT, Note, context
from tests.support.postgres import database_named
from tests.support.stores import open_store


class EnvelopeSupplier(ServiceRecorder):
    """Gives each of the library's bare events an envelope, and hides it again when they are selected."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, tracking: Tracking | None = None, **kwargs: Any
    ) -> Sequence[int]:
        mapped = [_with_change(event) for event in stored_events]
        return super().insert_events(mapped, tracking=tracking, context=context())

    def select_events(self, originator_id: UUID | str, **bounds: Any) -> Sequence[StoredEvent]:
        return [
            StoredEvent(event.originator_id, event.originator_version, event.topic, event.state)
            for event in super().select_events(originator_id, **bounds)
        ]


class WithoutPositions(EnvelopeSupplier):
    """An aggregate recorder tells no positions; ours is always an application recorder too."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:  # type: ignore[override]
        super().insert_events(stored_events, **kwargs)


def _with_change(event: StoredEvent) -> MappedEvent:
    assert isinstance(event.originator_id, UUID)
    change = Change(
        originator_id=event.originator_id,
        originator_version=event.originator_version,
        stream_type=Note.STREAM,
        owner_unit=UNIT,
        founding_unit=UNIT,
        units=frozenset({UNIT}),
        event=Note.Begun(unit_id=UNIT),
        occurred=None,
        effective_on=None,
        decision=None,
    )
    return MappedEvent(event.originator_id, event.originator_version, event.topic, event.state, 1, change)


class _OurRecorder(TestCase):
    recorder_class: type[ServiceRecorder] = EnvelopeSupplier
    store: SqliteStore | PostgresStore

    def open(self) -> SqliteStore | PostgresStore:
        raise NotImplementedError

    def setUp(self) -> None:
        self.store = self.open()
        self.addCleanup(self.store.close)

    def create_recorder(self) -> Any:
        recorder = self.store.application.recorder
        assert isinstance(recorder, ServiceRecorder)
        return self.recorder_class(recorder.engine)


class _OnSqlite(_OurRecorder):
    def open(self) -> SqliteStore:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        return open_store(Path(directory.name), "library", NOTES, ManualClock(START))


@pytest.mark.server
class _OnPostgres(_OurRecorder):
    @pytest.fixture(autouse=True)
    def _database(self, postgres: PostgresServer, tmp_path: Path) -> None:
        self._conninfo = database_named(postgres, tmp_path, "library")

    def open(self) -> PostgresStore:
        return PostgresStore(PostgresDatabase(self._conninfo), "library", NOTES, ManualClock(START))


class TestAggregateRecorder(_OnSqlite, AggregateRecorderTestCase):
    recorder_class = WithoutPositions


@pytest.mark.slow
class TestApplicationRecorder(_OnSqlite, ApplicationRecorderTestCase[ServiceRecorder]): ...


class TestTrackingRecorder(_OnSqlite, TrackingRecorderTestCase): ...


class TestProcessRecorder(_OnSqlite, ProcessRecorderTestCase): ...


class TestNonInterleavingPositions(_OnSqlite, NonInterleavingNotificationIDsBaseCase):
    insert_num = BATCH_EVENTS_MAX  # the library asks for 1,000 in one save; our limit of a batch is lower


class TestAggregateRecorderOnPostgres(_OnPostgres, AggregateRecorderTestCase):
    recorder_class = WithoutPositions


@pytest.mark.slow
class TestApplicationRecorderOnPostgres(_OnPostgres, ApplicationRecorderTestCase[ServiceRecorder]): ...


class TestTrackingRecorderOnPostgres(_OnPostgres, TrackingRecorderTestCase): ...


class TestProcessRecorderOnPostgres(_OnPostgres, ProcessRecorderTestCase): ...


class TestNonInterleavingPositionsOnPostgres(_OnPostgres, NonInterleavingNotificationIDsBaseCase):
    insert_num = BATCH_EVENTS_MAX


class TestRecorderRefusals(_OnSqlite):
    def test_an_event_without_its_command_is_refused(self) -> None:
        recorder = self.store.application.recorder
        bare = StoredEvent(UNIT, 1, "notes.note.begun", b"{}")
        with pytest.raises(ProgrammingError):
            recorder.insert_events([bare], context=context())
        with pytest.raises(ProgrammingError):
            recorder.insert_events([_with_change(bare)])
        assert recorder.max_notification_id() is None

    def test_notifications_are_the_log(self) -> None:
        self.create_recorder().insert_events([StoredEvent(UNIT, 1, "notes.note.begun", b"{}")])
        assert self.store.application.notification_log.select(start=1, limit=200) == [
            Notification(UNIT, 1, "notes.note.begun", b"{}", 1)
        ]
