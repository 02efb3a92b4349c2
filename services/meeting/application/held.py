"""Which committee held which joint meeting on which day: kept beside the meetings, for the board of M2."""

from datetime import date
from uuid import UUID

import msgspec

from shared.database.interface import Reader, Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Doc

HELD = Table(
    "joint_meetings_held",
    (
        """CREATE TABLE {joint_meetings_held} (committee_id TEXT NOT NULL, meeting_id TEXT NOT NULL,
        held_on TEXT NOT NULL, theme TEXT NOT NULL, PRIMARY KEY (committee_id, meeting_id))""",
        "CREATE INDEX {joint_meetings_held_by_day} ON {joint_meetings_held} (held_on)",
    ),
)
_NOTE = (
    "INSERT INTO {joint_meetings_held} (committee_id, meeting_id, held_on, theme)"
    " VALUES (:committee_id, :meeting_id, :held_on, :theme) ON CONFLICT DO NOTHING"
)


def note_held(tx: Transaction, event: RecordedEvent, meeting: Doc) -> None:
    """A meeting that several hold together counts for each of them."""
    if meeting["joint"]:
        row = {"meeting_id": event.envelope.stream_id, "held_on": meeting["held"]["held_on"], "theme": meeting["theme"]}
        tx.execute_many(_NOTE, [{**row, "committee_id": host} for host in meeting["hosts"]])


async def held_between(reader: Reader, first: date, last: date) -> dict[UUID, list[Doc]]:
    """Committee → its joint meetings of these days, in their order."""
    rows = await reader.all(
        "SELECT committee_id, meeting_id, held_on, theme FROM {joint_meetings_held}"
        " WHERE held_on >= :first AND held_on <= :last ORDER BY held_on, meeting_id",
        {"first": first, "last": last},
    )
    found: dict[UUID, list[Doc]] = {}
    for row in rows:
        meeting = {name: row[name] for name in ("meeting_id", "held_on", "theme")}
        found.setdefault(UUID(row["committee_id"]), []).append(meeting)
    return found


def meeting_in(tx: Transaction, meeting_id: UUID) -> Doc:
    [row] = tx.all("SELECT body FROM {meetings} WHERE id = :id", {"id": meeting_id})
    document: Doc = msgspec.json.decode(row["body"])
    return document
