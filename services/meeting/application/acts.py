"""Who did which step of a meeting, on which day: kept beside the state documents, for the way shows it.

`on` is the day from which a fact counts, where it has one (the day a meeting was held), else the day it happened.
"""

from uuid import UUID

from shared.database.interface import Reader, Row, Table, Transaction
from shared.kernel.clock import business_day
from shared.kernel.envelope import RecordedEvent

ACTS = Table(
    "meeting_acts",
    (
        """CREATE TABLE {meeting_acts} (meeting_id TEXT NOT NULL, version BIGINT NOT NULL, event TEXT NOT NULL,
        happened_on TEXT NOT NULL, unit_id TEXT NOT NULL, role TEXT NOT NULL, person_id TEXT,
        PRIMARY KEY (meeting_id, version))""",
    ),
)
_NOTE = (
    "INSERT INTO {meeting_acts} (meeting_id, version, event, happened_on, unit_id, role, person_id)"
    " VALUES (:meeting_id, :version, :event, :happened_on, :unit_id, :role, :person_id) ON CONFLICT DO NOTHING"
)


def note_act(tx: Transaction, event: RecordedEvent) -> None:
    envelope = event.envelope
    tx.execute(
        _NOTE,
        {
            "meeting_id": envelope.stream_id,
            "version": envelope.stream_version,
            "event": envelope.type.rpartition(".")[2],
            "happened_on": envelope.effective_on or business_day(envelope.occurred.at),
            "unit_id": envelope.actor.unit_id,
            "role": envelope.actor.role,
            "person_id": envelope.actor.person_id,
        },
    )


async def acts_of(reader: Reader, meeting_id: UUID) -> list[Row]:
    """In the order in which they were done."""
    return await reader.all(
        "SELECT event, version, happened_on, unit_id, role, person_id FROM {meeting_acts}"
        " WHERE meeting_id = :meeting_id ORDER BY version",
        {"meeting_id": meeting_id},
    )
