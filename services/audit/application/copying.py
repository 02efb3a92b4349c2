"""Keeps audit's own copy of every event of all services as it was first read (A1, design 15)."""

from collections.abc import Iterable, Mapping, Sequence

from services.audit.domain import drafts
from services.audit.domain.events import CopiedEvent, Head, head_of
from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent, leaf_digest
from shared.messaging.interface import EVERY_EVENT

NAME = "copy"
LEAF_WRONG = "leaf_wrong"  # the bytes that were read do not give the leaf beside them
CHANGED = "changed"  # the log shows other bytes than it did first
MISSING = "missing"  # the log no longer has the event


class CopyProjection:
    """A consumer of every log.

    The tables are not the projection's: a rebuild must never replace what was read first. Reading a position again
    changes nothing; when its bytes differ now, that is a discrepancy.
    """

    name = NAME
    tables: Sequence[Table] = ()

    def __init__(self, logs: Iterable[str]) -> None:
        self.sources: Mapping[str, Sequence[str]] = dict.fromkeys(logs, EVERY_EVENT)

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        head = head_of(event.envelope_bytes)
        if tx.execute(_COPY, _row(event, head)) == 0:
            _compare(tx, event, head)
            return
        if not is_whole(event):
            note(tx, event, LEAF_WRONG, head.owner_unit, event.leaf)
        _index(tx, event, head)


def is_whole(event: RecordedEvent) -> bool:
    return event.leaf == leaf_digest(
        event.log, event.generation, event.position, event.recorded_at, event.envelope_bytes, event.data
    )


def _row(event: RecordedEvent, head: Head) -> dict[str, object]:
    return {
        **_place(event),
        "recorded_at": event.recorded_at,
        "stream_id": head.stream_id,
        "envelope": event.envelope_bytes,
        "data": event.data,
        "leaf": event.leaf,
    }


def _compare(tx: Transaction, event: RecordedEvent, head: Head) -> None:
    kept = tx.one(_KEPT, _place(event))
    if kept is None or bytes(kept["leaf"]) != event.leaf or not is_whole(event):
        note(tx, event, CHANGED, head.owner_unit, event.leaf)


def _index(tx: Transaction, event: RecordedEvent, head: Head) -> None:
    place = {**_place(event), "stream_id": head.stream_id}
    concerned = {**place, "recorded_at": event.recorded_at, "alone": int(len(head.units) == 1)}
    tx.execute_many(_CONCERN, [{**concerned, "unit_id": unit} for unit in head.units])
    tx.execute(_STREAM, place)
    if head.type in drafts.BEGINS:
        tx.execute("INSERT INTO {copy_drafts} (stream_id) VALUES (:id) ON CONFLICT DO NOTHING", {"id": head.stream_id})
    elif head.type in drafts.ENDS:
        tx.execute("DELETE FROM {copy_drafts} WHERE stream_id = :id", {"id": head.stream_id})


def note(
    tx: Transaction,
    event: RecordedEvent | CopiedEvent,
    kind: str,
    owner_unit: str,
    found_leaf: bytes,
    noticed_at: object = None,
) -> None:
    """Records a discrepancy once; the copy itself stays as it is."""
    row = {**_place(event), "kind": kind, "owner_unit": owner_unit, "found_leaf": found_leaf.hex()}
    tx.execute(_NOTE, {**row, "noticed_at": noticed_at})


def _place(event: RecordedEvent | CopiedEvent) -> dict[str, object]:
    return {"log": event.log, "generation": event.generation, "position": event.position}


_COPY = (
    "INSERT INTO {copy_events} (log, generation, position, recorded_at, stream_id, envelope, data, leaf)"
    " VALUES (:log, :generation, :position, :recorded_at, :stream_id, :envelope, :data, :leaf) ON CONFLICT DO NOTHING"
)
_KEPT = "SELECT leaf FROM {copy_events} WHERE log = :log AND generation = :generation AND position = :position"
_CONCERN = (
    "INSERT INTO {copy_units} (unit_id, recorded_at, log, position, generation, stream_id, alone)"
    " VALUES (:unit_id, :recorded_at, :log, :position, :generation, :stream_id, :alone)"
)
_STREAM = (
    "INSERT INTO {copy_streams} (log, stream_id, position, generation)"
    " VALUES (:log, :stream_id, :position, :generation)"
)
_NOTE = (
    "INSERT INTO {copy_discrepancies} (log, position, generation, kind, owner_unit, found_leaf, noticed_at)"
    " VALUES (:log, :position, :generation, :kind, :owner_unit, :found_leaf, :noticed_at) ON CONFLICT DO NOTHING"
)
