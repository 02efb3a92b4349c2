"""The outbox: a row for each recipient, channel and event, from the first try to the last.

    waiting → sending → sent
       ↑         │
       └─────────┴→ failed (refused for good), given_up (tried too often), expired (its matter ended first)

`no_contact` is a row without a channel: nothing could be tried. A row found in `sending` when a dispatcher begins
was under way when another was killed; whether its message arrived nobody knows, so it goes again under the same id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.notification.domain.sending import ATTEMPTS_MAX, Later, Outcome, Refused, Sent, pause_after
from shared.database.interface import Reader, Row, Transaction
from shared.kernel.ids import derive

MICROS: Final = 1_000_000
NO_CHANNEL: Final = "none"
NO_CONTACT: Final = "已列在对方的“我的工作”里；没有登记邮箱、手机号，没有另外发送。"
ENDED: Final = "事项已经结束或已过期限，没有再发送"
TOO_OFTEN: Final = f"试了{ATTEMPTS_MAX}次都没有送到，不再自动重试。最后一次："
STATES: Final[dict[str, str]] = {
    "waiting": "等待发送",
    "sending": "正在发送",
    "sent": "已送出",
    "failed": "对方不接收",
    "given_up": "多次未送到",
    "expired": "没有再发送",
    "no_contact": "只列在我的工作里",
}

_ADD = (
    "INSERT INTO {outbox} (delivery_id, notice_id, event_id, unit_id, role, channel, state, attempts, round, next_at,"
    " waiting_since, last_error, created_at) VALUES (:delivery_id, :notice_id, :event_id, :unit_id, :role, :channel,"
    " :state, 0, 1, :now, :now, :last_error, :created_at) ON CONFLICT (delivery_id) DO NOTHING"
)
_DUE = (
    "SELECT o.delivery_id, o.attempts FROM {outbox} AS o WHERE o.state = 'waiting' AND o.next_at <= :now"
    " ORDER BY o.next_at, o.delivery_id LIMIT :rows"
)
_TAKE = "UPDATE {outbox} SET state = 'sending', attempts = attempts + 1 WHERE delivery_id = :delivery_id"
_TAKEN = (
    "SELECT o.*, n.kind, n.matter_id, n.issuer_id, n.facts, n.due_at, n.due_order, n.waits,"
    " m.kind AS matter_kind, m.title, CASE WHEN u.notice_id IS NULL THEN 0 ELSE 1 END AS urged"
    " FROM {outbox} AS o LEFT JOIN {notices} AS n ON n.notice_id = o.notice_id"
    " LEFT JOIN {notice_matters} AS m ON m.matter_id = n.matter_id"
    " LEFT JOIN {notice_urged} AS u ON u.notice_id = n.notice_id WHERE o.delivery_id = :delivery_id"
)
_SETTLE = (
    "UPDATE {outbox} SET state = :state, next_at = :next_at, last_error = :last_error, done_at = :done_at"
    " WHERE delivery_id = :delivery_id AND state = 'sending' AND attempts = :attempts AND round = :round"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a try made of its row."""

    state: str
    next_at: int
    last_error: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the outbox stands; `oldest`: since when the longest waiting one waits, in microseconds."""

    waiting: int
    failed: int
    oldest: int | None


async def standing(reader: Reader) -> Standing:
    """Failed are those that would still matter."""
    waiting = await reader.one(
        "SELECT COUNT(*) AS counted, MIN(waiting_since) AS oldest FROM {outbox} WHERE state IN ('waiting', 'sending')"
    )
    failed = await reader.one(
        "SELECT COUNT(*) AS counted FROM {outbox} AS o JOIN {notices} AS n ON n.notice_id = o.notice_id"
        " WHERE o.state IN ('failed', 'given_up') AND n.waits = 1"
    )
    return (
        Standing(waiting["counted"], failed["counted"], waiting["oldest"])
        if waiting and failed
        else Standing(0, 0, None)
    )


def delivery_id(event_id: str, unit_id: str, role: str, channel: str) -> str:
    return str(derive("delivery", event_id, unit_id, role, channel))


def add(tx: Transaction, notice: Row, channels: Sequence[str], now: int, at: datetime) -> None:
    """One row for each channel, once and for all; without any, one that says so."""
    for channel in channels or [NO_CHANNEL]:
        given = {name: notice[name] for name in ("notice_id", "event_id", "unit_id", "role")}
        row: dict[str, Any] = {
            **given,
            "delivery_id": delivery_id(notice["event_id"], notice["unit_id"], notice["role"], channel),
            "channel": channel,
            "state": "waiting" if channels else "no_contact",
            "last_error": "" if channels else NO_CONTACT,
            "now": now,
            "created_at": at,
        }
        tx.execute(_ADD, row)


def take(tx: Transaction, now: int, rows: int) -> list[Row]:
    """What is due, marked as under way, with everything that a message is made of."""
    due = tx.all(_DUE, {"now": now, "rows": rows})
    taken = []
    for one in due:
        tx.execute(_TAKE, {"delivery_id": one["delivery_id"]})
        taken += tx.all(_TAKEN, {"delivery_id": one["delivery_id"]})
    return taken


def take_up_again(tx: Transaction) -> int:
    """What a killed dispatcher left; only for the one at work. Returns how many."""
    return tx.execute("UPDATE {outbox} SET state = 'waiting' WHERE state = 'sending'")


def settled(outcome: Outcome, attempts: int, now: int, jitter: float) -> Settled:
    match outcome:
        case Sent():
            return Settled("sent", now, "")
        case Refused(reason):
            return Settled("failed", now, reason)
        case Later(reason) if attempts >= ATTEMPTS_MAX:
            return Settled("given_up", now, TOO_OFTEN + reason)
        case Later(reason, after_seconds):
            pause = max(pause_after(attempts, jitter), after_seconds or 0)
            return Settled("waiting", now + int(pause * MICROS), reason)


def settle(tx: Transaction, row: Row, made: Settled, at: datetime) -> bool:
    """False: somebody else has taken the row up since, and what they made of it counts."""
    known = {name: row[name] for name in ("delivery_id", "attempts", "round")}
    done_at = None if made.state == "waiting" else at
    values = {"state": made.state, "next_at": made.next_at, "last_error": made.last_error, "done_at": done_at}
    return tx.execute(_SETTLE, {**known, **values}) == 1


def once_more(tx: Transaction, notice_id: str, now: int) -> None:
    """A clerk's wish: whatever is not under way goes once more under a new id."""
    given = {"notice_id": notice_id, "now": now}
    tx.execute("DELETE FROM {outbox} WHERE notice_id = :notice_id AND state = 'no_contact'", {"notice_id": notice_id})
    tx.execute(
        "UPDATE {outbox} SET state = 'waiting', attempts = 0, round = round + 1, next_at = :now, waiting_since = :now,"
        " last_error = '', done_at = NULL WHERE notice_id = :notice_id AND state NOT IN ('waiting', 'sending')",
        given,
    )
