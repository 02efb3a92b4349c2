from pathlib import Path

import pytest

from shared.kernel.clock import ManualClock
from shared.kernel.events import EventRegistry, UnknownEvent
from tests.support.histories import decoded, golden, keep, replayed
from tests.support.notes import NOTES, START, UNIT, Note, begun, submission
from tests.support.stores import open_store


async def test_a_kept_history_replays_and_is_never_overwritten(tmp_path: Path) -> None:
    store = open_store(tmp_path, "notes", NOTES, ManualClock(START))
    note = begun(None, UNIT, "一", "二")
    await store.append(submission(note))
    path = tmp_path / "notes" / "v1.jsonl"
    events = await store.read(0, 10)
    keep(path, events)
    store.close()
    kept = golden(path)
    assert [event.data for event in kept] == [event.data for event in events]
    assert [event.envelope for event in kept] == [event.envelope for event in events]
    (again,) = replayed(kept, NOTES, [Note]).values()
    assert isinstance(again, Note)
    assert (again.id, again.texts) == (note.id, ["一", "二"])
    with pytest.raises(FileExistsError):
        keep(path, events)
    with pytest.raises(UnknownEvent):
        decoded(kept, EventRegistry([Note.Begun]))
    path.write_bytes(path.read_bytes().replace(b'{"data":', b'{ "data":'))
    with pytest.raises(ValueError, match="not canonical"):
        golden(path)
