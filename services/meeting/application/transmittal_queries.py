"""What is answered of transmittals: the board, the counts of each level, what a unit still owes, bulletin material.

The rows a viewer sees are those whose return it would see: the one rule of visibility, for the unit that returns is
the owner and the sending committee is concerned. Counts are counts of these rows (M10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.meeting.application.names import names_on
from services.meeting.application.transmittal_board import WAYS
from services.meeting.application.transmittal_material import Material, section_of
from services.meeting.application.transmittal_views import RETURNS, TRANSMITTALS
from shared.commands.refusals import not_found
from shared.database.interface import Reader, Row
from shared.kernel.clock import Clock, business_day
from shared.kernel.limits import INTEGER_MAX
from shared.messaging.pages import BadCursor, Page, check_limit, decode_cursor, encode_cursor
from shared.messaging.visibility import Viewer

_SEEN = (
    "(b.owner_unit = :viewer OR b.unit_id = :viewer"
    " OR EXISTS (SELECT 1 FROM {reach} AS r WHERE r.unit = b.owner_unit AND r.ancestor = :viewer)"
    " OR EXISTS (SELECT 1 FROM {reach} AS r WHERE r.unit = b.unit_id AND r.ancestor = :viewer))"
)
_ROWS = "{transmittal_rows} AS b LEFT JOIN {transmittal_returned} AS a ON a.return_id = b.return_id"
_ROW = (
    "b.transmittal_id, b.unit_id, b.ordinal, b.return_id, b.due_on, COALESCE(a.state, 'awaited') AS state,"
    " COALESCE(a.late, 0) AS late, a.submitted_on, a.held_on, a.attended, a.told_on,"
    f" {', '.join(f'COALESCE(a.{way}, 0) AS {way}' for way in WAYS)}"
)
_OVERDUE = "a.return_id IS NULL AND b.due_on < :today"
_COUNTS = {
    "units": "1 = 1",
    "returned": "a.return_id IS NOT NULL",
    "late": "a.late = 1",
    "accepted": "a.state = 'accepted'",
    "sent_back": "a.state = 'sent_back'",
    "awaited": "a.return_id IS NULL",
    "overdue": _OVERDUE,
    "party_leader_told": "a.told_on IS NOT NULL",
    **{way: f"a.{way} = 1" for way in WAYS},
}
_FILTERS = {"state": "COALESCE(a.state, 'awaited') = :state", "late": f"(a.late = 1 OR ({_OVERDUE}))"}


@dataclass(frozen=True, slots=True)
class TransmittalQueries:
    clock: Clock

    async def board(
        self,
        reader: Reader,
        viewer: Viewer,
        transmittal_id: UUID,
        *,
        state: str | None = None,
        late: bool = False,
        limit: int,
        cursor: str | None,
    ) -> Page[dict[str, Any]]:
        """The units in the order in which they were addressed. `late`: returned late, or awaited past the due day."""
        await TRANSMITTALS.get(reader, viewer, transmittal_id)
        params = {"id": transmittal_id, "state": state, "after": _after(cursor), "rows": check_limit(limit) + 1}
        conditions = ["b.transmittal_id = :id", "b.ordinal > :after", *_seen(viewer)]
        conditions += [_FILTERS["state"]] if state else []
        conditions += [_FILTERS["late"]] if late else []
        rows = await reader.all(
            f"SELECT {_ROW} FROM {_ROWS} WHERE {' AND '.join(conditions)} ORDER BY b.ordinal LIMIT :rows",
            {**params, "viewer": viewer.unit_id, "today": self._today},
        )
        shown = rows[:limit]
        following = encode_cursor(str(shown[-1]["ordinal"]), "") if len(rows) > limit else None
        return Page(await self._told(reader, shown), following)

    async def coverage(self, reader: Reader, viewer: Viewer, transmittal_id: UUID) -> dict[str, Any]:
        """Level 0 is the transmittal's own; level 1 those that its units passed on, and so forth."""
        await TRANSMITTALS.get(reader, viewer, transmittal_id)
        counts = ", ".join(f"COUNT(CASE WHEN {each} THEN 1 END) AS {name}" for name, each in _COUNTS.items())
        rows = await reader.all(
            f"SELECT l.distance, COUNT(DISTINCT b.transmittal_id) AS transmittals, {counts},"
            " CAST(COALESCE(SUM(a.attended), 0) AS BIGINT) AS attended"
            " FROM {transmittal_levels} AS l JOIN {transmittal_rows} AS b ON b.transmittal_id = l.transmittal_id"
            " LEFT JOIN {transmittal_returned} AS a ON a.return_id = b.return_id"
            f" WHERE {' AND '.join(['l.above = :id', *_seen(viewer)])} GROUP BY l.distance ORDER BY l.distance",
            {"id": transmittal_id, "viewer": viewer.unit_id, "today": self._today},
        )
        names = ("transmittals", *_COUNTS, "attended")
        levels = [{"level": row["distance"], **{name: row[name] for name in names}} for row in rows]
        return {"transmittal_id": str(transmittal_id), "levels": levels}

    async def owed(
        self, reader: Reader, viewer: Viewer, unit: UUID, *, limit: int, cursor: str | None
    ) -> Page[dict[str, Any]]:
        """What a unit has still to return, or to return again, by due day. Raises NotFound for another unit's."""
        if unit != viewer.unit_id and not viewer.sees_everything:
            raise not_found()
        after_day, after_id = decode_cursor(cursor) if cursor else ("", "")
        rows = await reader.all(
            f"SELECT {_ROW}, t.body FROM {_ROWS} JOIN {{transmittals}} AS t ON t.id = b.transmittal_id"
            " WHERE b.unit_id = :unit AND (a.return_id IS NULL OR a.state = 'sent_back')"
            " AND (b.due_on, b.transmittal_id) > (:after_day, :after_id)"
            " ORDER BY b.due_on, b.transmittal_id LIMIT :rows",
            {"unit": unit, "after_day": after_day, "after_id": after_id, "rows": check_limit(limit) + 1},
        )
        shown = rows[:limit]
        following = encode_cursor(shown[-1]["due_on"], shown[-1]["transmittal_id"]) if len(rows) > limit else None
        told = await self._told(reader, shown)
        subjects = [subject_of(row["body"]) for row in shown]
        return Page([{**one, **subject} for one, subject in zip(told, subjects, strict=True)], following)

    async def material(
        self, reader: Reader, viewer: Viewer, transmittal_id: UUID, *, limit: int, cursor: str | None
    ) -> Material:
        """What units returned, in the order of the board, in the words of a bulletin (R3 numbers and edits it)."""
        transmittal = (await TRANSMITTALS.get(reader, viewer, transmittal_id)).fields()
        page = await self.board(reader, viewer, transmittal_id, limit=limit, cursor=cursor)
        returned = [row for row in page.items if row["state"] != "awaited"]
        documents = await returns_of(reader, [row["return_id"] for row in returned])
        sections = [section_of(row["unit_name"], documents[row["return_id"]], transmittal) for row in returned]
        [own] = (await self.coverage(reader, viewer, transmittal_id))["levels"][:1] or [None]
        return Material.of(transmittal, own, sections, page.cursor)

    @property
    def _today(self) -> date:
        return business_day(self.clock.now())

    async def _told(self, reader: Reader, rows: Sequence[Row]) -> list[dict[str, Any]]:
        names = await names_on(reader, [row["unit_id"] for row in rows], self._today)
        return [self._row(row, names) for row in rows]

    def _row(self, row: Row, names: dict[str, str]) -> dict[str, Any]:
        awaited = row["state"] == "awaited"
        return {
            "transmittal_id": row["transmittal_id"],
            "unit_id": row["unit_id"],
            "unit_name": names[row["unit_id"]],
            "return_id": row["return_id"],
            "state": row["state"],
            "due_on": row["due_on"],
            "late": bool(row["late"]),
            "overdue": awaited and row["due_on"] < self._today.isoformat(),
            "submitted_on": row["submitted_on"],
            "held_on": row["held_on"],
            "ways": [way for way in WAYS if row[way]],
            "attended": row["attended"],
            "told_on": row["told_on"],
        }


def _seen(viewer: Viewer) -> list[str]:
    return [] if viewer.sees_everything else [_SEEN]


def _after(cursor: str | None) -> int:
    """Raises BadCursor."""
    if cursor is None:
        return 0
    ordinal, _ = decode_cursor(cursor)
    if not ordinal.isascii() or not ordinal.isdigit() or int(ordinal) > INTEGER_MAX:
        raise BadCursor("翻页标记无效，请从第一页重新查看。")
    return int(ordinal)


async def returns_of(reader: Reader, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The documents of a page of returns, in one statement; whoever asks has seen their rows."""
    if not ids:
        return {}
    params = {f"id_{number}": one for number, one in enumerate(ids)}
    rows = await reader.all(
        f"SELECT id, body FROM {{{RETURNS.name}}} WHERE id IN ({', '.join(f':{key}' for key in params)})", params
    )
    return {row["id"]: msgspec.json.decode(row["body"]) for row in rows}


def subject_of(body: str) -> dict[str, Any]:
    """What a unit must know to return: what is conveyed, by whom, what is asked."""
    document = msgspec.json.decode(body)
    fields = (
        "committee_id",
        "conveys",
        "matter_id",
        "title",
        "issuer",
        "document",
        "requirements",
        "questions",
        "tell_party_leader",
        "issued_on",
    )
    return {name: document[name] for name in fields}
