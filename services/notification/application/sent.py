"""The outbox as its two sides see it: who told, and who was told. No address is in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.notification.application.contacts import usable
from services.notification.application.outbox import NO_CHANNEL, STATES
from services.notification.application.told import matter_of, unit_name
from services.notification.domain.vocabulary import CHANNELS, KINDS, ROLES
from shared.database.interface import Reader, Row
from shared.kernel.envelope import Actor
from shared.messaging.pages import Page, check_limit, decode_cursor, encode_cursor

_SELECT = (
    "SELECT o.*, n.kind, n.matter_id, n.issuer_id, m.kind AS matter_kind, m.title FROM {outbox} AS o"
    " JOIN {notices} AS n ON n.notice_id = o.notice_id"
    " LEFT JOIN {notice_matters} AS m ON m.matter_id = n.matter_id"
    " WHERE (o.created_at, o.delivery_id) < (:before, :id)"
)
_SEEN = " AND (n.issuer_id = :viewer OR o.unit_id = :viewer)"
_ORDER = " ORDER BY o.created_at DESC, o.delivery_id DESC LIMIT :rows"
_LAST: Final = ("9999", "")


async def sent(
    reader: Reader,
    actor: Actor,
    where: Mapping[str, UUID | str | None],
    limit: int,
    cursor: str | None,
    on: date,
) -> Page[dict[str, Any]]:
    """Newest first; `where` narrows by matter, unit and state. Raises BadCursor, BadLimit."""
    check_limit(limit)
    before, after = decode_cursor(cursor) if cursor else _LAST
    columns = {"matter": "n.matter_id", "unit": "o.unit_id", "state": "o.state", "notice": "o.notice_id"}
    asked = {name: value for name, value in where.items() if value is not None}
    narrowed = "".join(f" AND {columns[name]} = :{name}" for name in asked)
    sql = _SELECT + ("" if actor.is_service else _SEEN) + narrowed + _ORDER
    params = {"before": before, "id": after, "viewer": actor.unit_id, "rows": limit + 1, **asked}
    rows = await reader.all(sql, params)
    shown = rows[:limit]
    following = encode_cursor(shown[-1]["created_at"], shown[-1]["delivery_id"]) if len(rows) > limit else None
    return Page([await _item(reader, row, on) for row in shown], following)


async def _item(reader: Reader, row: Row, on: date) -> dict[str, Any]:
    channel = row["channel"]
    return {
        "delivery_id": row["delivery_id"],
        "notice_id": row["notice_id"],
        "kind": row["kind"],
        "kind_name": KINDS[row["kind"]],
        "matter": matter_of(row),
        "unit_id": row["unit_id"],
        "unit_name": await unit_name(reader, UUID(row["unit_id"])),
        "role": row["role"],
        "role_name": ROLES[row["role"]],
        "channel": None if channel == NO_CHANNEL else channel,
        "channel_name": None if channel == NO_CHANNEL else CHANNELS[channel],
        "state": row["state"],
        "state_name": STATES[row["state"]],
        "attempts": row["attempts"],
        "last_error": row["last_error"],
        "created_at": row["created_at"],
        "done_at": row["done_at"],
        "reachable": bool(await usable(reader, UUID(row["unit_id"]), row["role"], on)),
    }
