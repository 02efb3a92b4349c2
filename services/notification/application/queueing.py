"""From notices to the outbox: by the addresses and wishes of the moment in which a notice is met first."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.notification.application import outbox
from services.notification.application.contacts import usable
from services.notification.application.told import still_waits
from services.notification.domain.sending import STALE_DAYS
from shared.database.interface import Database, Reader, Row, Transaction
from shared.kernel.clock import business_day

BATCH: Final = 100
_OPEN = (
    "SELECT q.asked_again, n.* FROM {notice_queue} AS q JOIN {notices} AS n ON n.notice_id = q.notice_id"
    " WHERE q.done = 0 ORDER BY q.recorded_at, q.notice_id LIMIT :rows"
)
_DONE = "UPDATE {notice_queue} SET done = 1, asked_again = 0 WHERE notice_id = :notice_id"


async def queue_new(database: Database, at: datetime, now: int, turn: str) -> int:
    """Returns how many notices were met; `at` is the business moment, `now` the machine's in microseconds."""
    async with database.snapshot() as reader:
        notices = await reader.all(_OPEN, {"rows": BATCH})
        channels = [await _channels(reader, notice, at) for notice in notices]
    if notices:
        await database.write(_adding(list(zip(notices, channels, strict=True)), at, now), turn)
    return len(notices)


def is_news(notice: Row, at: datetime) -> bool:
    """A service that is new or was away for long tells nobody of meetings that are over."""
    recorded = datetime.fromisoformat(notice["recorded_at"])
    fresh = bool(notice["asked_again"]) or at - recorded <= timedelta(days=STALE_DAYS)
    return fresh and still_waits(notice, at)


async def _channels(reader: Reader, notice: Row, at: datetime) -> list[str] | None:
    """None: no message goes out any more."""
    if not is_news(notice, at):
        return None
    rows = await usable(reader, UUID(notice["unit_id"]), notice["role"], business_day(at))
    return [row["channel"] for row in rows]


def _adding(found: list[tuple[Row, list[str] | None]], at: datetime, now: int) -> Callable[[Transaction], None]:
    def add(tx: Transaction) -> None:
        for notice, channels in found:
            if channels is not None and notice["asked_again"]:
                outbox.once_more(tx, notice["notice_id"], now)
            if channels is not None:
                outbox.add(tx, notice, channels, now, at)
            tx.execute(_DONE, {"notice_id": notice["notice_id"]})

    return add


def ask_again(tx: Transaction, notice_id: str) -> None:
    """The dispatcher does the rest, by addresses that are new as well."""
    tx.execute("UPDATE {notice_queue} SET done = 0, asked_again = 1 WHERE notice_id = :id", {"id": notice_id})
