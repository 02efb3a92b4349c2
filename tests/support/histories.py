"""Golden histories: stored events of a released version, kept as files, that must replay for ever.

A file holds one event per line, `{"data": …, "envelope": …}`, canonical JSON. It is written once, when a service's
events are first on main or get a new version, and never changed: `keep` refuses to overwrite.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec

from shared.kernel.aggregate import Aggregate
from shared.kernel.envelope import Envelope, RecordedEvent
from shared.kernel.events import DomainEvent, EventRegistry, canonical_json

HISTORIES = Path(__file__).resolve().parent.parent / "history"


@dataclass(frozen=True, slots=True)
class GoldenEvent:
    envelope: Envelope
    data: bytes


def keep(path: Path, events: Iterable[RecordedEvent]) -> None:
    """Raises FileExistsError: a kept history is not made to fit the code."""
    lines = [b'{"data":%b,"envelope":%b}\n' % (event.data, event.envelope_bytes) for event in events]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.writelines(lines)


def golden(path: Path) -> list[GoldenEvent]:
    """Raises ValueError when a line's bytes are not the canonical ones."""
    events = []
    for line in path.read_bytes().splitlines():
        parts = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        event = GoldenEvent(msgspec.json.decode(parts["envelope"], type=Envelope), bytes(parts["data"]))
        if canonical_json(msgspec.json.decode(line)) != line:
            raise ValueError(f"{path.name}: not canonical: {line!r}")
        events.append(event)
    return events


def decoded(events: Iterable[GoldenEvent], registry: EventRegistry) -> list[DomainEvent]:
    """Raises UnknownEvent or DecodeError where an old event no longer reads."""
    return [registry.decode(event.envelope.type, event.envelope.version, event.data) for event in events]


def replayed(
    events: Sequence[GoldenEvent], registry: EventRegistry, aggregates: Iterable[type[Aggregate]]
) -> dict[UUID, Aggregate]:
    """Every stream of the history as its aggregate, by id."""
    classes = {cls.STREAM: cls for cls in aggregates}
    streams: dict[UUID, Aggregate] = {}
    for event, decoded_event in zip(events, decoded(events, registry), strict=True):
        stream_id = event.envelope.stream_id
        if stream_id not in streams:
            streams[stream_id] = classes[event.envelope.stream_type](stream_id)
        streams[stream_id].apply(decoded_event)
    return streams
