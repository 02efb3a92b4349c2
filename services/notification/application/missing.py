"""Receipts that are still missing shortly before a meeting: what waits at the desk of who called it (M6).

Reckoned when it is asked for, from the calls that wait: it comes with the days and goes with the last receipt.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.notification.application.told import matter_of
from services.notification.domain.matters import CALLS
from services.notification.domain.wording import TITLE_CHARS, moment_words, shortened
from shared.database.interface import Reader, Row

DAYS_BEFORE: Final = 3
KIND: Final = "receipts_missing"
KIND_NAME: Final = "回执未齐"
_LISTED: Final = ", ".join(f"'{kind}'" for kind in CALLS)
_SELECT = (
    "SELECT n.matter_id, n.due_at, COUNT(DISTINCT n.unit_id) AS units, MIN(m.kind) AS matter_kind,"
    " MIN(m.title) AS title, MAX(n.recorded_at) AS recorded_at FROM {notices} AS n"
    " LEFT JOIN {notice_matters} AS m ON m.matter_id = n.matter_id"
    f" WHERE n.issuer_id = :unit AND n.waits = 1 AND n.kind IN ({_LISTED})"
    " AND n.due_order > :now AND n.due_order <= :until"
    " GROUP BY n.matter_id, n.due_at ORDER BY n.due_at, n.matter_id LIMIT 50"
)


async def receipts_missing(reader: Reader, unit: UUID, now: datetime) -> list[dict[str, Any]]:
    until = now + timedelta(days=DAYS_BEFORE)
    rows = await reader.all(_SELECT, {"unit": unit, "now": now, "until": until})
    return [_item(row, unit) for row in rows]


def _item(row: Row, unit: UUID) -> dict[str, Any]:
    title = f"“{shortened(row['title'], TITLE_CHARS)}”" if row["title"] else ""
    return {
        "notice_id": None,
        "kind": KIND,
        "kind_name": KIND_NAME,
        "role": "clerk",
        "sentence": f"{moment_words(row['due_at'])}的会议{title}还有{row['units']}个单位没有报回执，请催一催。",
        "due_at": row["due_at"],
        "issuer_id": str(unit),
        "matter": matter_of(row),
        "facts": {"units": str(row["units"])},
        "recorded_at": row["recorded_at"],
    }
