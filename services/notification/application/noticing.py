"""Events → notices: one row for each recipient of each event, whatever the delivery does."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.notification.application.tables import MATTERS, NOTICES
from services.notification.domain.matters import ENDINGS
from services.notification.domain.matters import MATTERS as MATTERS_OF
from services.notification.domain.telling import TELLINGS, Matter, Telling
from shared.database.interface import Table, Transaction
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import canonical_json
from shared.kernel.ids import derive

NAME: Final = "notices"
NEVER: Final = "9999"  # sorts behind every moment
_REMEMBER = (
    "INSERT INTO {notice_matters} (matter_id, kind, title, unit_id, due_at)"
    " VALUES (:matter_id, :kind, :title, :unit_id, :due_at)"
    " ON CONFLICT (matter_id) DO UPDATE SET title = excluded.title, due_at = excluded.due_at"
)
_TELL = (
    "INSERT INTO {notices} (notice_id, event_id, kind, matter_id, issuer_id, unit_id, role, facts, due_at, due_order,"
    " recorded_at, waits) VALUES (:notice_id, :event_id, :kind, :matter_id, :issuer_id, :unit_id, :role, :facts,"
    " :due_at, :due_order, :recorded_at, 1) ON CONFLICT (notice_id) DO NOTHING"
)
_QUEUE = (
    "INSERT INTO {notice_queue} (notice_id, recorded_at, done, asked_again) VALUES (:notice_id, :recorded_at, 0, 0)"
    " ON CONFLICT (notice_id) DO NOTHING"
)
_END = "UPDATE {notices} SET waits = 0 WHERE matter_id = :matter_id AND waits = 1"


class NoticesProjection:
    """What is told is written beside what is remembered of its matter; a later event of the matter ends the waiting."""

    name = NAME
    tables: Sequence[Table] = (MATTERS, NOTICES)

    def __init__(self) -> None:
        self.sources: Mapping[str, Sequence[str]] = _by_log([*MATTERS_OF, *TELLINGS, *ENDINGS])

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        name, data = event.envelope.type, event.fields()
        if remember := MATTERS_OF.get(name):
            _keep(tx, event.envelope.stream_id, remember(data))
        if telling := TELLINGS.get(name):
            self._tell(tx, event, telling(data, _kept(tx, event.envelope.stream_id)))
        if ending := ENDINGS.get(name):
            _end(tx, event.envelope.stream_id, ending(data))

    def _tell(self, tx: Transaction, event: RecordedEvent, told: Telling) -> None:
        common: dict[str, Any] = {
            "event_id": event.envelope.id,
            "kind": told.kind,
            "matter_id": event.envelope.stream_id,
            "issuer_id": event.envelope.owner_unit,
            "facts": canonical_json(told.facts).decode(),
            "due_at": told.due_at,
            "recorded_at": event.recorded_at,
        }
        rows = [
            {**common, "notice_id": notice_id(event.envelope.id, unit, role), "unit_id": unit, "role": role}
            for unit, role in told.recipients
        ]
        for row in rows:
            row["due_order"] = told.due_at or NEVER
        tx.execute_many(_TELL, rows)
        tx.execute_many(_QUEUE, [{name: row[name] for name in ("notice_id", "recorded_at")} for row in rows])


def notice_id(event_id: UUID, unit: UUID | str, role: str) -> UUID:
    """The same event delivered again is the same notice."""
    return derive("notice", event_id, unit, role)


def _by_log(names: Sequence[str]) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        sources.setdefault(name.partition(".")[0], []).append(name)
    return sources


def _keep(tx: Transaction, matter_id: UUID, matter: Matter) -> None:
    row = {"kind": matter.kind, "title": matter.title, "unit_id": matter.unit_id, "due_at": matter.due_at}
    tx.execute(_REMEMBER, {"matter_id": matter_id, **row})


def _kept(tx: Transaction, matter_id: UUID) -> Matter:
    """An unknown matter is an empty one: its notice is told all the same."""
    row = tx.one("SELECT * FROM {notice_matters} WHERE matter_id = :id", {"id": matter_id})
    if row is None:
        return Matter()
    due_at = datetime.fromisoformat(row["due_at"]) if row["due_at"] else None
    return Matter(kind=row["kind"], title=row["title"], unit_id=row["unit_id"], due_at=due_at)


def _end(tx: Transaction, matter_id: UUID, unit: str | None) -> None:
    if unit is None:
        return
    condition = " AND unit_id = :unit_id" if unit else ""
    tx.execute(_END + condition, {"matter_id": matter_id, **({"unit_id": unit} if unit else {})})
