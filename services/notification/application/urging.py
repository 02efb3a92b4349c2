"""Who has not answered is told once more, once: a receipt shortly before its meeting, a return after its day (M6, M10).

The same notice goes again by the addresses of that moment; the desk showed it all the time.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from services.notification.application.missing import DAYS_BEFORE
from services.notification.application.queueing import ask_again
from services.notification.domain.matters import CALLS
from services.notification.domain.sending import STALE_DAYS
from shared.database.interface import Database, Row, Transaction

BATCH: Final = 100
SETTLED: Final = timedelta(days=1)  # who was told within a day has not forgotten
_CALLS: Final = ", ".join(f"'{kind}'" for kind in CALLS)
_OVERDUE = (
    "SELECT n.notice_id FROM {notices} AS n LEFT JOIN {notice_urged} AS u ON u.notice_id = n.notice_id"
    " WHERE n.waits = 1 AND u.notice_id IS NULL AND n.recorded_at <= :settled"
    f" AND ((n.kind IN ({_CALLS}) AND n.due_order > :now AND n.due_order <= :soon)"
    " OR (n.kind = 'transmittal' AND n.due_order < :now AND n.due_order >= :stale))"
    " ORDER BY n.due_order, n.notice_id LIMIT :rows"
)


async def urge(database: Database, at: datetime, turn: str) -> int:
    """Returns how many are asked again; `at` is the business moment."""
    moments = {
        "now": at,
        "soon": at + timedelta(days=DAYS_BEFORE),
        "settled": at - SETTLED,
        "stale": at - timedelta(days=STALE_DAYS),
    }
    async with database.snapshot() as reader:
        found = await reader.all(_OVERDUE, {**moments, "rows": BATCH})
    if found:
        await database.write(_urging(found, at), turn)
    return len(found)


def _urging(found: Sequence[Row], at: datetime) -> Callable[[Transaction], None]:
    def write(tx: Transaction) -> None:
        for row in found:
            tx.execute(
                "INSERT INTO {notice_urged} (notice_id, urged_at) VALUES (:notice_id, :at)"
                " ON CONFLICT (notice_id) DO NOTHING",
                {"notice_id": row["notice_id"], "at": at},
            )
            ask_again(tx, row["notice_id"])

    return write
