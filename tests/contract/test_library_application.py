"""The eventsourcing library's application over the same store that services await."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import IntegrityError, ProgrammingError

from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.errors import TooLarge
from shared.kernel.ids import random_id
from shared.kernel.limits import BATCH_EVENTS_MAX
from tests.support.notes import NOTES, START, UNIT, Note, begun, context, note_of, submission
from tests.support.stores import open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = open_store(tmp_path, "notes", NOTES, ManualClock(START))
    yield store
    store.close()


async def test_what_the_library_saves_the_store_loads_and_the_other_way_round(store: SqliteStore) -> None:
    note = begun(None, UNIT, "一")
    store.application.save(note, context=context())
    loaded = note_of(await store.load(note.id))
    loaded.record(Note.Said(text="二"))
    await store.append(submission(loaded))
    again = store.application.repository.get(note.id, projector_func=Note.project)
    assert (again.texts, again.version) == (["一", "二"], 3)
    past = store.application.repository.get(note.id, version=2, projector_func=Note.project)
    assert past.texts == ["一"]
    assert [item.id for item in store.application.notification_log.select(start=1, limit=10)] == [1, 2, 3]


def test_saving_without_the_command_is_a_programming_error(store: SqliteStore) -> None:
    with pytest.raises(ProgrammingError):
        store.application.save(begun())


def test_a_taken_version_and_a_repeated_command_are_integrity_errors(store: SqliteStore) -> None:
    note, given = begun(), context()
    store.application.save(note, context=given)
    with pytest.raises(IntegrityError):
        store.application.save(begun(note.id), context=context())
    with pytest.raises(IntegrityError):
        store.application.save(begun(), context=given)
    assert store.application.recorder.max_notification_id() == 1


def test_limits_hold_for_the_library_too(store: SqliteStore) -> None:
    with pytest.raises(TooLarge):
        store.application.save(begun(None, UNIT, *["x"] * BATCH_EVENTS_MAX), context=context())


def test_an_absent_stream_is_not_found(store: SqliteStore) -> None:
    with pytest.raises(AggregateNotFoundError):
        store.application.repository.get(random_id(), projector_func=Note.project)


def test_the_process_environment_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "IS_SNAPSHOTTING_ENABLED": "y",
        "AGGREGATE_CACHE_MAXSIZE": "10",
        "PERSISTENCE_MODULE": "eventsourcing.popo",
        "COMPRESSOR_TOPIC": "eventsourcing.compressor:ZlibCompressor",
        "SERVICE_CIPHER_KEY": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    store = open_store(tmp_path, "notes", NOTES, ManualClock(START))
    application = store.application
    assert dict(application.env) == {}
    assert application.snapshots is None
    assert application.repository.cache is None
    assert (application.mapper.compressor, application.mapper.cipher) == (None, None)
    note = begun(None, UNIT, "一")
    application.save(note, context=context())
    assert application.recorder.select_events(note.id)[1].state == '{"text":"一"}'.encode()
    store.close()
