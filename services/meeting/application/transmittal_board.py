"""The board of a transmittal: one row for each unit, and which transmittals pass it on (M10).

A page of the board is one statement whatever the number of units, and so are the counts of all levels below. Units and
their returns are rows of their own, for a return may be read before the transmittal it answers.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from services.meeting.domain.transmittal_return import TransmittalReturn
from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Doc

ISSUED, WIDENED = "meeting.transmittal.issued", "meeting.transmittal.widened"
SUBMITTED, CORRECTED = "meeting.transmittal_return.submitted", "meeting.transmittal_return.corrected"
ACCEPTED, SENT_BACK = "meeting.transmittal_return.accepted", "meeting.transmittal_return.sent_back"
WAYS = ("gathered", "dispersed", "online", "offline")

ROWS = Table(
    "transmittal_rows",
    (
        """CREATE TABLE {transmittal_rows} (transmittal_id TEXT NOT NULL, unit_id TEXT NOT NULL,
        ordinal BIGINT NOT NULL, owner_unit TEXT NOT NULL, due_on TEXT NOT NULL, return_id TEXT NOT NULL,
        PRIMARY KEY (transmittal_id, unit_id))""",
        "CREATE INDEX {transmittal_rows_in_order} ON {transmittal_rows} (transmittal_id, ordinal)",
        "CREATE INDEX {transmittal_rows_by_unit} ON {transmittal_rows} (unit_id, due_on, transmittal_id)",
    ),
)
RETURNED = Table(
    "transmittal_returned",
    (
        """CREATE TABLE {transmittal_returned} (return_id TEXT PRIMARY KEY, state TEXT NOT NULL, late BIGINT NOT NULL,
        submitted_on TEXT NOT NULL, held_on TEXT NOT NULL, attended BIGINT NOT NULL, told_on TEXT,
        gathered BIGINT NOT NULL, dispersed BIGINT NOT NULL, online BIGINT NOT NULL, offline BIGINT NOT NULL)""",
    ),
)
LEVELS = Table(
    "transmittal_levels",
    (
        """CREATE TABLE {transmittal_levels} (above TEXT NOT NULL, transmittal_id TEXT NOT NULL,
        distance BIGINT NOT NULL, PRIMARY KEY (above, transmittal_id))""",
    ),
)
_ADD = (
    "INSERT INTO {transmittal_rows} (transmittal_id, unit_id, ordinal, owner_unit, due_on, return_id)"
    " VALUES (:transmittal_id, :unit_id, :ordinal, :owner_unit, :due_on, :return_id)"
    " ON CONFLICT (transmittal_id, unit_id) DO NOTHING"
)
_LINK = (
    "INSERT INTO {transmittal_levels} (above, transmittal_id, distance) VALUES (:above, :transmittal_id, :distance)"
    " ON CONFLICT (above, transmittal_id) DO NOTHING"
)
_LAST = (
    "SELECT ordinal, owner_unit, due_on FROM {transmittal_rows} WHERE transmittal_id = :id"
    " ORDER BY ordinal DESC LIMIT 1"
)
_SUBMIT = (
    "INSERT INTO {transmittal_returned} (return_id, state, late, submitted_on, held_on, attended, told_on,"
    " gathered, dispersed, online, offline) VALUES (:return_id, 'submitted', :late, :submitted_on, :held_on,"
    " :attended, :told_on, :gathered, :dispersed, :online, :offline) ON CONFLICT (return_id) DO NOTHING"
)
_CORRECT = (
    "UPDATE {transmittal_returned} SET state = 'submitted', held_on = :held_on, attended = :attended,"
    " told_on = :told_on, gathered = :gathered, dispersed = :dispersed, online = :online, offline = :offline"
    " WHERE return_id = :return_id"
)
_DECIDE = "UPDATE {transmittal_returned} SET state = :state WHERE return_id = :return_id"


class TransmittalBoard:
    """`late` and `submitted_on` of what was returned are the first return's."""

    name = "transmittal_board"
    tables: Sequence[Table] = (ROWS, RETURNED, LEVELS)
    sources: Mapping[str, Sequence[str]] = MappingProxyType(
        {"meeting": (ISSUED, WIDENED, SUBMITTED, CORRECTED, ACCEPTED, SENT_BACK)}
    )

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        data: Doc = event.fields()
        stream_id = str(event.envelope.stream_id)
        match event.envelope.type:
            case "meeting.transmittal.issued":
                _issued(tx, data)
            case "meeting.transmittal.widened":
                [last] = tx.all(_LAST, {"id": stream_id})
                _add(tx, stream_id, last["owner_unit"], last["due_on"], data["units"], last["ordinal"] + 1)
            case "meeting.transmittal_return.submitted":
                first = {"submitted_on": data["submitted_on"], "late": int(data["late"])}
                tx.execute(_SUBMIT, _content(data, stream_id) | first)
            case "meeting.transmittal_return.corrected":
                tx.execute(_CORRECT, _content(data, stream_id))
            case decided:
                tx.execute(_DECIDE, {"state": decided.rpartition(".")[2], "return_id": stream_id})


def _issued(tx: Transaction, data: Doc) -> None:
    transmittal_id = data["transmittal_id"]
    chain = [*data["passed_from"], transmittal_id]
    links = [
        {"above": above, "transmittal_id": transmittal_id, "distance": len(chain) - 1 - place}
        for place, above in enumerate(chain)
    ]
    tx.execute_many(_LINK, links)
    _add(tx, transmittal_id, data["committee_id"], data["due_on"], data["units"], 1)


def _add(tx: Transaction, transmittal_id: str, owner: str, due_on: str, units: Sequence[str], begin: int) -> None:
    rows: list[dict[str, Any]] = [
        {
            "transmittal_id": transmittal_id,
            "unit_id": unit,
            "ordinal": ordinal,
            "owner_unit": owner,
            "due_on": due_on,
            "return_id": return_id(transmittal_id, unit),
        }
        for ordinal, unit in enumerate(units, begin)
    ]
    tx.execute_many(_ADD, rows)


def return_id(transmittal_id: str, unit_id: str) -> str:
    """Where the unit's return stands or will stand."""
    return str(TransmittalReturn.stream_of(UUID(transmittal_id), UUID(unit_id)))


def _content(data: Doc, stream_id: str) -> dict[str, Any]:
    ways = {way: int(way in data["ways"]) for way in WAYS}
    return {
        "return_id": stream_id,
        "held_on": data["held_on"],
        "attended": data["attended"],
        "told_on": data["told_on"],
        **ways,
    }
