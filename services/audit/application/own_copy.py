"""Reading audit's own copy, always in bounded batches."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from services.audit.application.copying import NAME
from services.audit.domain.events import CopiedEvent, head_of
from shared.database.interface import Reader, Row

BATCH_EVENTS = 500
# What a restore undid: events after the base of a later generation of their log. They are kept and not counted.
STANDS = (
    "NOT EXISTS (SELECT 1 FROM {generations} AS g WHERE g.consumer = '" + NAME + "' AND g.log = c.log"
    " AND g.generation > c.generation AND g.base < c.position)"
)
_OF_UNIT = (
    " AND c.position IN (SELECT s.position FROM {copy_streams} AS s WHERE s.log = :log AND s.stream_id IN"
    " (SELECT u.stream_id FROM {copy_units} AS u WHERE u.unit_id = :unit AND u.log = :log))"
)


async def events_of(
    reader: Reader, log: str, *, unit: str | None = None, as_of: datetime | None = None
) -> AsyncIterator[Sequence[CopiedEvent]]:
    """A log's events in order, in batches; of a unit: every event of every stream that ever concerned it."""
    conditions = f"c.log = :log AND c.position > :after AND {STANDS}"
    if unit is not None:
        conditions += _OF_UNIT
    if as_of is not None:
        conditions += " AND c.recorded_at <= :as_of"
    sql = f"SELECT c.* FROM {{copy_events}} AS c WHERE {conditions} ORDER BY c.position LIMIT :rows"
    params: dict[str, Any] = {"log": log, "unit": unit, "as_of": as_of, "after": 0, "rows": BATCH_EVENTS}
    while rows := await reader.all(sql, params):
        yield [copied(row) for row in rows]
        params["after"] = rows[-1]["position"]
        if len(rows) < BATCH_EVENTS:
            break


def copied(row: Row) -> CopiedEvent:
    return CopiedEvent(
        log=row["log"],
        generation=row["generation"],
        position=row["position"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        head=head_of(row["envelope"]),
        envelope=bytes(row["envelope"]),
        data=bytes(row["data"]),
        leaf=bytes(row["leaf"]),
    )
