"""The replica of the consents that the meeting log records (T1)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from services.tasking.domain.values import Consent
from shared.database.interface import Reader, Table, Transaction
from shared.kernel.envelope import JudgedBy, RecordedEvent

RESOLUTION_CONSENTED = "meeting.meeting.resolution_consented"
OPINIONS_CONSENTED = "meeting.instruction.opinions_consented"


_TABLE = Table(
    "consents",
    (
        """CREATE TABLE {consents} (resolution_id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL,
        committee_id TEXT NOT NULL, generation BIGINT NOT NULL, position BIGINT NOT NULL)""",
    ),
)


class ConsentProjection:
    name = "consents"
    tables: Sequence[Table] = (_TABLE,)
    sources: Mapping[str, Sequence[str]] = MappingProxyType({"meeting": (RESOLUTION_CONSENTED, OPINIONS_CONSENTED)})

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        fields = event.fields()
        tx.execute(
            "INSERT INTO {consents} (resolution_id, meeting_id, committee_id, generation, position)"
            " VALUES (:resolution_id, :meeting_id, :committee_id, :generation, :position)"
            " ON CONFLICT (resolution_id) DO NOTHING",
            {
                "resolution_id": consented_in(fields),
                "meeting_id": fields["meeting_id"],
                "committee_id": fields["committee_id"],
                "generation": event.generation,
                "position": event.position,
            },
        )


def consented_in(fields: Mapping[str, object]) -> str:
    """What was consented to: a meeting's resolution, or the opinions on a leaders' instruction; a plan names its id."""
    return str(fields.get("resolution_id") or fields["opinions_id"])


async def find_consent(reader: Reader, resolution_id: UUID) -> tuple[Consent, JudgedBy] | None:
    """The consent, and the event of the meeting log that it stands in."""
    row = await reader.one("SELECT * FROM {consents} WHERE resolution_id = :id", {"id": str(resolution_id)})
    if row is None:
        return None
    consent = Consent(
        resolution_id=UUID(row["resolution_id"]),
        meeting_id=UUID(row["meeting_id"]),
        committee_id=UUID(row["committee_id"]),
    )
    return consent, JudgedBy(log="meeting", generation=row["generation"], position=row["position"])
