"""What waits at a unit's desk, by due date: every notice is visible here, whatever became of its messages."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from services.notification.application.missing import receipts_missing
from services.notification.application.told import matter_of, read_before, sentence_of
from services.notification.domain.refusals import DeskNotVisible
from services.notification.domain.vocabulary import KINDS, OF_A_MEETING_TO_COME, TO_READ
from shared.database.interface import Reader, Row
from shared.kernel.envelope import Actor
from shared.messaging.pages import Page, check_limit, decode_cursor, encode_cursor

# These look after the whole unit's desk; anybody else sees what is theirs.
_WHOLE_DESK: Final = frozenset({"clerk", "director"})
_TO_COME: Final = ", ".join(f"'{kind}'" for kind in sorted(OF_A_MEETING_TO_COME))
_TO_READ: Final = ", ".join(f"'{kind}'" for kind in sorted(TO_READ))
_SELECT = (
    "SELECT n.*, m.kind AS matter_kind, m.title FROM {notices} AS n"
    " LEFT JOIN {notice_matters} AS m ON m.matter_id = n.matter_id"
    " WHERE n.unit_id = :unit AND n.waits = 1 AND (n.due_order, n.notice_id) > (:due, :id)"
    f" AND NOT (n.kind IN ({_TO_COME}) AND n.due_order <= :now)"
    f" AND NOT (n.kind IN ({_TO_READ}) AND n.recorded_at <= :read_before)"
)
_ORDER = " ORDER BY n.due_order, n.notice_id LIMIT :rows"


async def desk(
    reader: Reader, actor: Actor, unit: UUID, now: datetime, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """Raises DeskNotVisible, BadCursor, BadLimit."""
    check_limit(limit)
    check_desk_visible(actor, unit)
    due, after = decode_cursor(cursor) if cursor else ("", "")
    whole = actor.is_service or actor.role in _WHOLE_DESK
    sql = _SELECT + ("" if whole else " AND n.role = :role") + _ORDER
    asked = {"unit": unit, "role": actor.role, "now": now, "read_before": read_before(now)}
    rows = await reader.all(sql, {**asked, "due": due, "id": after, "rows": limit + 1})
    shown = rows[:limit]
    following = encode_cursor(shown[-1]["due_order"], shown[-1]["notice_id"]) if len(rows) > limit else None
    own = await receipts_missing(reader, unit, now) if whole and cursor is None else []
    return Page([*own, *[await _item(reader, row) for row in shown]], following)


def check_desk_visible(actor: Actor, unit: UUID) -> None:
    if not actor.is_service and (actor.unit_id != unit or actor.role == "auditor"):
        raise DeskNotVisible("只能查看本单位的待办。")


async def _item(reader: Reader, row: Row) -> dict[str, Any]:
    return {
        "notice_id": row["notice_id"],
        "kind": row["kind"],
        "kind_name": KINDS[row["kind"]],
        "role": row["role"],
        "sentence": await sentence_of(reader, row),
        "due_at": row["due_at"],
        "issuer_id": row["issuer_id"],
        "matter": matter_of(row),
        "facts": msgspec.json.decode(row["facts"]),
        "recorded_at": row["recorded_at"],
    }
