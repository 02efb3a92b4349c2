"""Dossiers 卷宗: everything of one meeting or instruction in order, as this service's own log tells it (M11).

An entry stands with its stream; the stream says which matter it belongs to and, by the one rule of visibility, who
sees it. So a stream that only later names its meeting brings its earlier entries along.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from services.meeting.application.dossier_contents import (
    DRAFT_UNTIL,
    OPEN_FROM_THE_START,
    documents_of,
    links_of,
    matter_of,
    responsible_of,
)
from services.meeting.client import SENTENCES, Circumstances
from shared.database.interface import Table, Transaction
from shared.kernel.clock import business_day
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import canonical_json
from shared.messaging.documents import Doc

STREAMS = Table(
    "dossier_streams",
    (
        """CREATE TABLE {dossier_streams} (id TEXT PRIMARY KEY, owner_unit TEXT NOT NULL, draft BIGINT NOT NULL,
        kind TEXT NOT NULL, matter_id TEXT)""",
        "CREATE INDEX {dossier_streams_by_matter} ON {dossier_streams} (matter_id, id)",
    ),
)
STREAM_UNITS = Table(
    "dossier_streams_units",
    (
        """CREATE TABLE {dossier_streams_units} (id TEXT NOT NULL, unit_id TEXT NOT NULL,
        PRIMARY KEY (id, unit_id))""",
        "CREATE INDEX {dossier_streams_units_by_unit} ON {dossier_streams_units} (unit_id, id)",
    ),
)
ENTRIES = Table(
    "dossier_entries",
    (
        """CREATE TABLE {dossier_entries} (event_id TEXT PRIMARY KEY, stream_id TEXT NOT NULL, type TEXT NOT NULL,
        recorded_at TEXT NOT NULL, happened_on TEXT NOT NULL, unit_id TEXT NOT NULL, sentence TEXT NOT NULL,
        documents TEXT NOT NULL, links TEXT NOT NULL)""",
        "CREATE INDEX {dossier_entries_in_order} ON {dossier_entries} (stream_id, recorded_at)",
    ),
)
_STREAM = (
    "INSERT INTO {dossier_streams} AS s (id, owner_unit, draft, kind, matter_id)"
    " VALUES (:id, :owner_unit, :draft, :kind, :matter_id)"
    " ON CONFLICT (id) DO UPDATE SET owner_unit = excluded.owner_unit,"
    " matter_id = COALESCE(excluded.matter_id, s.matter_id)"
)
# A transmittal that a paper is of belongs itself to a meeting or an instruction, and its papers with it.
_OF_THE_MATTER = (
    "UPDATE {dossier_streams} AS d SET matter_id = COALESCE("
    "(SELECT t.matter_id FROM {dossier_streams} AS t WHERE t.id = d.matter_id), d.matter_id) WHERE d.id = :id"
)
_NAMING_TRANSMITTALS = frozenset({"meeting.paper.drafted", "meeting.paper.issued"})
_PUBLISH = "UPDATE {dossier_streams} SET draft = 0 WHERE id = :id"
_TAKE_PART = "INSERT INTO {dossier_streams_units} (id, unit_id) VALUES (:id, :unit_id) ON CONFLICT DO NOTHING"
_ENTRY = (
    "INSERT INTO {dossier_entries} (event_id, stream_id, type, recorded_at, happened_on, unit_id, sentence,"
    " documents, links) VALUES (:event_id, :stream_id, :type, :recorded_at, :happened_on, :unit_id, :sentence,"
    " :documents, :links) ON CONFLICT (event_id) DO NOTHING"
)


class Dossiers:
    name = "dossiers"
    tables: Sequence[Table] = (STREAMS, STREAM_UNITS, ENTRIES)

    def __init__(self) -> None:
        self.sources: Mapping[str, Sequence[str]] = {"meeting": tuple(SENTENCES)}

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        self.apply_all([event], tx)

    def apply_all(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        told = [(event, event.fields()) for event in events]
        tx.execute_many(_STREAM, [_stream(event, data) for event, data in told])
        naming = [event for event in events if event.envelope.type in _NAMING_TRANSMITTALS]
        tx.execute_many(_OF_THE_MATTER, [{"id": event.envelope.stream_id} for event in naming])
        published = [event for event in events if event.envelope.type in DRAFT_UNTIL.values()]
        tx.execute_many(_PUBLISH, [{"id": event.envelope.stream_id} for event in published])
        taking_part = {(event.envelope.stream_id, unit) for event in events for unit in event.envelope.units}
        tx.execute_many(_TAKE_PART, [{"id": stream, "unit_id": unit} for stream, unit in sorted(taking_part)])
        tx.execute_many(_ENTRY, [_entry(event, data) for event, data in told])


def _stream(event: RecordedEvent, data: Doc) -> dict[str, Any]:
    envelope = event.envelope
    return {
        "id": envelope.stream_id,
        "owner_unit": envelope.owner_unit,
        "draft": int(envelope.stream_type not in OPEN_FROM_THE_START),
        "kind": envelope.stream_type,
        "matter_id": matter_of(event, data),
    }


def _entry(event: RecordedEvent, data: Doc) -> dict[str, Any]:
    envelope = event.envelope
    return {
        "event_id": envelope.id,
        "stream_id": envelope.stream_id,
        "type": envelope.type,
        "recorded_at": event.recorded_at,
        "happened_on": business_day(envelope.occurred.at),
        "unit_id": responsible_of(event),
        "sentence": sentence_of(event, data),
        "documents": canonical_json(documents_of(event, data)).decode(),
        "links": canonical_json(links_of(event, data)).decode(),
    }


def sentence_of(event: RecordedEvent, data: Doc) -> str:
    """With marks for units' names."""
    decision = event.envelope.decision
    plain = (
        {"unit_id": str(decision.unit_id), "decided_on": decision.decided_on.isoformat()}
        if decision is not None
        else None
    )
    circumstances = Circumstances(owner=str(event.envelope.owner_unit), decision=plain)
    return SENTENCES[event.envelope.type](data, circumstances)
