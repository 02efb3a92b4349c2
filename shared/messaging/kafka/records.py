"""Stored events as Kafka records and back, byte for byte: CloudEvents 1.0, binary mode.

| part | holds |
| --- | --- |
| key | the owner unit's id |
| value | the stored data bytes |
| ce_id, ce_type, ce_time, ce_subject | the envelope's id, type, occurred moment; the stream's id |
| ce_source | `/lianxi/<log>` |
| ce_log, ce_generation, ce_position, ce_previous, ce_partition | the place; decimal text |
| ce_recordedat | recorded time, ISO with microseconds |
| ce_envelope, ce_leaf | the stored bytes; the leaf in hexadecimal |
| traceparent | where the envelope has one |

The envelope is read from its bytes alone; the other headers are for those who route. The record's own timestamp is the
machine's clock, never business time: Kafka refuses one that is an hour ahead and may delete one far in the past.
"""

from binascii import hexlify
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from shared.kernel.envelope import Envelope, RecordedEvent

SPEC_VERSION: Final = b"1.0"
LEAF_BYTES: Final = 32
Headers = list[tuple[str, bytes]]
_WHOLE_SECOND: Final = len(b"2026-03-02T01:00:00Z")
_envelopes = msgspec.json.Decoder(Envelope)
# Its text of an id or a moment costs a quarter of what the library's own does: a relay makes five of them per event.
_json = msgspec.json.Encoder().encode


class Record(NamedTuple):
    key: bytes
    value: bytes
    headers: Headers


def to_record(event: RecordedEvent) -> Record:
    envelope = event.envelope
    headers = [
        *_of_log(event.log, event.generation),
        ("ce_id", _json(envelope.id)[1:-1]),
        _of_type(envelope.type),
        ("ce_time", _json(envelope.occurred.at)[1:-1]),
        ("ce_subject", _json(envelope.stream_id)[1:-1]),
        ("ce_position", b"%d" % event.position),
        ("ce_previous", b"%d" % event.previous),
        _of_partition(envelope.partition),
        ("ce_recordedat", _with_microseconds(_json(event.recorded_at)[1:-1])),
        ("ce_envelope", event.envelope_bytes),
        ("ce_leaf", hexlify(event.leaf)),
    ]
    if envelope.traceparent is not None:
        headers.append(("traceparent", envelope.traceparent.encode()))
    return Record(_json(envelope.owner_unit)[1:-1], event.data, headers)


@lru_cache
def _of_log(log: str, generation: int) -> tuple[tuple[str, bytes], ...]:
    return (
        ("ce_specversion", SPEC_VERSION),
        ("content-type", b"application/json"),
        ("ce_source", b"/lianxi/" + log.encode()),
        ("ce_log", log.encode()),
        ("ce_generation", b"%d" % generation),
    )


@lru_cache(maxsize=1024)
def _of_type(type_: str) -> tuple[str, bytes]:
    return "ce_type", type_.encode()


@lru_cache
def _of_partition(partition: int) -> tuple[str, bytes]:
    return "ce_partition", b"%d" % partition


def _with_microseconds(moment: bytes) -> bytes:
    """Always six digits, as everywhere: the encoder leaves out those of a whole second."""
    return moment[:-1] + b".000000Z" if len(moment) == _WHOLE_SECOND else moment


def from_record(headers: Iterable[tuple[str, bytes]], value: bytes | None) -> RecordedEvent:
    """Raises ValueError, which names what is missing or malformed."""
    if value is None:
        raise ValueError("the record has no value")
    read = _Headers(dict(headers))
    if read.raw("ce_specversion") != SPEC_VERSION:
        raise read.malformed("ce_specversion")
    envelope_bytes = read.raw("ce_envelope")
    return RecordedEvent(
        log=read.text("ce_log"),
        generation=read.number("ce_generation", at_least=1),
        position=read.number("ce_position", at_least=1),
        recorded_at=read.moment("ce_recordedat"),
        envelope=read.envelope("ce_envelope"),
        envelope_bytes=envelope_bytes,
        data=value,
        leaf=read.leaf("ce_leaf"),
        previous=read.number("ce_previous"),
    )


class _Headers:
    """Each read raises ValueError with the header's name."""

    def __init__(self, headers: dict[str, bytes]) -> None:
        self._headers = headers

    def raw(self, name: str) -> bytes:
        value = self._headers.get(name)
        if value is None:
            raise ValueError(f"the record has no header {name}")
        return value

    def text(self, name: str) -> str:
        found = self.raw(name)
        try:
            text = found.decode()
        except UnicodeDecodeError:
            raise self.malformed(name) from None
        if not text:
            raise self.malformed(name)
        return text

    def number(self, name: str, at_least: int = 0) -> int:
        digits = self.raw(name)
        if not digits.isdigit() or int(digits) < at_least:
            raise self.malformed(name)
        return int(digits)

    def moment(self, name: str) -> datetime:
        text = self.text(name)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise self.malformed(name) from None
        if moment.tzinfo is None:
            raise self.malformed(name)
        return moment.astimezone(UTC)

    def envelope(self, name: str) -> Envelope:
        found = self.raw(name)
        try:
            return _envelopes.decode(found)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise self.malformed(name) from None

    def leaf(self, name: str) -> bytes:
        text = self.text(name)
        try:
            leaf = bytes.fromhex(text)
        except ValueError:
            raise self.malformed(name) from None
        if len(leaf) != LEAF_BYTES:
            raise self.malformed(name)
        return leaf

    def malformed(self, name: str) -> ValueError:
        return ValueError(f"the record's header {name} is malformed: {self._headers[name][:80]!r}")
