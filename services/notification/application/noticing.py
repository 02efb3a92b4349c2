"""Events → notices: one row for each recipient of each event, whatever the delivery does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from services.notification.application.tables import MATTERS, NOTICES
from services.notification.domain.matters import CALLS, ENDINGS, Ended, matter_id
from services.notification.domain.matters import MATTERS as MATTERS_OF
from services.notification.domain.telling import TELLINGS, Matter, Telling
from services.notification.domain.vocabulary import NEWS_DAYS
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
        matter, issuer = matter_id(name, str(event.envelope.stream_id), data), str(event.envelope.owner_unit)
        if remember := MATTERS_OF.get(name):
            _keep(tx, matter, remember(data, _kept(tx, matter)))
        if ending := ENDINGS.get(name):
            for ended in ending(data, issuer):
                _end(tx, matter, ended)
        if telling := TELLINGS.get(name):
            known = _with_who_was_called(tx, matter, replace(_kept(tx, matter), concerned=_concerned(event)))
            self._tell(tx, event, matter, telling(data, known, issuer))

    def _tell(self, tx: Transaction, event: RecordedEvent, matter: str, told: Telling) -> None:
        common: dict[str, Any] = {
            "event_id": event.envelope.id,
            "kind": told.kind,
            "matter_id": matter,
            "issuer_id": event.envelope.owner_unit,
            "due_at": told.due_at,
            "recorded_at": event.recorded_at,
        }
        rows = [
            {
                **common,
                "notice_id": notice_id(event.envelope.id, unit, role),
                "unit_id": unit,
                "role": role,
                "facts": _facts(told, unit),
            }
            for unit, role in told.recipients
        ]
        for row in rows:
            row["due_order"] = told.due_at or _passes(event, told) or NEVER
        tx.execute_many(_TELL, rows)
        tx.execute_many(_QUEUE, [{name: row[name] for name in ("notice_id", "recorded_at")} for row in rows])


def _passes(event: RecordedEvent, told: Telling) -> datetime | None:
    days = NEWS_DAYS.get(told.kind)
    return event.envelope.occurred.at + timedelta(days=days) if days else None


def _concerned(event: RecordedEvent) -> tuple[str, ...]:
    owner = event.envelope.owner_unit
    return tuple(sorted(str(unit) for unit in event.envelope.units if unit != owner))


def notice_id(event_id: UUID, unit: UUID | str, role: str) -> UUID:
    """The same event delivered again is the same notice."""
    return derive("notice", event_id, unit, role)


def _by_log(names: Sequence[str]) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        sources.setdefault(name.partition(".")[0], []).append(name)
    return sources


def _keep(tx: Transaction, matter_id: str, matter: Matter) -> None:
    row = {"kind": matter.kind, "title": matter.title, "unit_id": matter.unit_id, "due_at": matter.due_at}
    tx.execute(_REMEMBER, {"matter_id": matter_id, **row})


def _kept(tx: Transaction, matter_id: str) -> Matter:
    """An unknown matter is an empty one: its notice is told all the same."""
    row = tx.one("SELECT * FROM {notice_matters} WHERE matter_id = :id", {"id": matter_id})
    if row is None:
        return Matter()
    due_at = datetime.fromisoformat(row["due_at"]) if row["due_at"] else None
    return Matter(kind=row["kind"], title=row["title"], unit_id=row["unit_id"], due_at=due_at)


def _with_who_was_called(tx: Transaction, matter_id: str, matter: Matter) -> Matter:
    """Who was called to the meeting, in which role, by whom, as what."""
    rows = tx.all(
        f"SELECT unit_id, role, issuer_id, facts FROM {{notices}} WHERE matter_id = :id AND kind IN ({_CALLS})"
        " ORDER BY recorded_at, unit_id, role",
        {"id": matter_id},
    )
    told = tuple(dict.fromkeys((row["unit_id"], row["role"], row["issuer_id"]) for row in rows))
    parts = {row["unit_id"]: msgspec.json.decode(row["facts"]).get("part", "member") for row in rows}
    return replace(matter, told=told, parts=parts)


def _facts(told: Telling, unit: str) -> str:
    part = {"part": told.parts[unit]} if unit in told.parts else {}
    return canonical_json({**told.facts, **part}).decode()


def _end(tx: Transaction, matter_id: str, ended: Ended) -> None:
    given = {"unit_id": ended.unit_id, "issuer_id": ended.issuer_id}
    narrowed = {name: value for name, value in given.items() if value}
    conditions = "".join(f" AND {name} = :{name}" for name in narrowed)
    if ended.kinds:
        conditions += f" AND kind IN ({_listed(ended.kinds)})"
    tx.execute(_END + conditions, {"matter_id": matter_id, **narrowed})


def _listed(kinds: Iterable[str]) -> str:
    """Kinds are our own words, so that they may stand in a statement."""
    return ", ".join(f"'{kind}'" for kind in kinds)


_CALLS: Final = _listed(CALLS)
