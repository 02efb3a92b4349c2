"""A stored event as a Kafka record, and back."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from shared.kernel.clock import ManualClock
from shared.kernel.command import CommandContext
from shared.kernel.envelope import RecordedEvent
from shared.messaging.kafka.records import from_record, to_record
from tests.support.notes import NOTES, START, UNIT, begun, context, submission
from tests.support.stores import open_store

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


async def stored(tmp_path: Path, given: CommandContext | None = None) -> list[RecordedEvent]:
    store = open_store(tmp_path, "notes", NOTES, ManualClock(START))
    await store.append(submission(begun(None, UNIT, "一、落实“五老”进校园", "二\U00020000"), given))
    events = await store.read(0, 10)
    store.close()
    return events


async def test_a_record_gives_the_event_back_byte_for_byte(tmp_path: Path) -> None:
    events = await stored(tmp_path)
    assert [event.previous for event in events] == [0, 1, 2]
    for event in events:
        record = to_record(event)
        back = from_record(record.headers, record.value)
        assert back == event
        assert back.recorded_at.tzinfo == event.recorded_at.tzinfo


async def test_a_record_has_the_standard_headers_and_the_owner_as_its_key(tmp_path: Path) -> None:
    (event, *_) = await stored(tmp_path)
    record, envelope = to_record(event), event.envelope
    headers = dict(record.headers)
    assert len(headers) == len(record.headers)
    assert UUID(record.key.decode()) == envelope.owner_unit == UNIT
    assert record.value == event.data
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_type"] == b"notes.note.begun"
    assert headers["ce_source"] == b"/lianxi/notes"
    assert headers["content-type"] == b"application/json"
    assert headers["ce_id"].decode() == str(envelope.id)
    assert headers["ce_subject"].decode() == str(envelope.stream_id)
    assert headers["ce_envelope"] == event.envelope_bytes
    assert bytes.fromhex(headers["ce_leaf"].decode()) == event.leaf
    assert "traceparent" not in headers


@pytest.mark.parametrize("fraction", ["", ".5", ".000001", ".123456"])
async def test_moments_always_have_six_digits_and_come_back(tmp_path: Path, fraction: str) -> None:
    (event, *_) = await stored(tmp_path)
    moved = msgspec.structs.replace(event, recorded_at=datetime.fromisoformat(f"2026-03-02T01:00:00{fraction}+00:00"))
    record = to_record(moved)
    digits = fraction.removeprefix(".").ljust(6, "0")
    assert dict(record.headers)["ce_recordedat"] == f"2026-03-02T01:00:00.{digits}Z".encode()
    assert from_record(record.headers, record.value) == moved


async def test_a_trace_goes_with_the_record(tmp_path: Path) -> None:
    given = replace(context(), traceparent=TRACE)
    (event, *_) = await stored(tmp_path, given)
    assert dict(to_record(event).headers)["traceparent"].decode() == TRACE


NEEDED = ("ce_specversion", "ce_log", "ce_generation", "ce_position", "ce_recordedat", "ce_envelope", "ce_leaf")
MALFORMED = [
    ("ce_specversion", b"0.3"),
    ("ce_log", b""),
    ("ce_log", b"\xff"),
    ("ce_generation", b"0"),
    ("ce_position", b"-1"),
    ("ce_position", b" 1"),
    ("ce_previous", b"one"),
    ("ce_recordedat", b"2026-03-02T01:00:00"),
    ("ce_recordedat", b"yesterday"),
    ("ce_envelope", b"{}"),
    ("ce_envelope", b"\xff"),
    ("ce_leaf", b"zz"),
    ("ce_leaf", b"00"),
]


@pytest.mark.parametrize("name", [*NEEDED, "ce_previous"])
async def test_what_is_missing_is_named(tmp_path: Path, name: str) -> None:
    (event, *_) = await stored(tmp_path)
    record = to_record(event)
    with pytest.raises(ValueError, match=f"no header {name}$"):
        from_record([each for each in record.headers if each[0] != name], record.value)


@pytest.mark.parametrize(("name", "value"), MALFORMED)
async def test_what_is_malformed_is_named(tmp_path: Path, name: str, value: bytes) -> None:
    (event, *_) = await stored(tmp_path)
    record = to_record(event)
    with pytest.raises(ValueError, match=f"header {name} is malformed"):
        from_record([*record.headers, (name, value)], record.value)


async def test_a_record_without_a_value_is_no_event(tmp_path: Path) -> None:
    (event, *_) = await stored(tmp_path)
    with pytest.raises(ValueError, match="no value"):
        from_record(to_record(event).headers, None)
