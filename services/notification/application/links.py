"""Receipt links: made when a message is written, opened without an account, void once they are made anew.

What they open is told and answered from the newest call of this unit by this committee; until the meeting begins.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

import msgspec

from services.notification.application.told import about, still_waits, unit_name
from services.notification.domain.link import Link, id_in, link_id, unknown
from services.notification.domain.matters import CALLS
from services.notification.domain.pace import Pace
from services.notification.domain.refusals import LinkClosed, TooManyTries
from services.notification.domain.wording import sentence
from shared.database.interface import Database, Reader, Row, Transaction
from shared.kernel.clock import Clock

OPENINGS: Final = (60, 60.0)  # of one link: tries, seconds
ANSWERS: Final = (10, 3600.0)
GUESSES: Final = (120, 60.0)  # of links that there are not, all together
_KEEP = (
    "INSERT INTO {receipt_links} (link_id, matter_id, unit_id, issuer_id, round)"
    " VALUES (:link_id, :matter_id, :unit_id, :issuer_id, 1) ON CONFLICT (link_id) DO NOTHING"
)
_LISTED: Final = ", ".join(f"'{kind}'" for kind in (*CALLS, "meeting_called_off"))
_NEWEST = (
    "SELECT n.*, m.kind AS matter_kind, m.title FROM {notices} AS n"
    " LEFT JOIN {notice_matters} AS m ON m.matter_id = n.matter_id"
    " WHERE n.matter_id = :matter_id AND n.unit_id = :unit_id"
    f" AND (n.issuer_id = :issuer_id OR n.kind = 'meeting_called_off') AND n.kind IN ({_LISTED})"
    " ORDER BY n.recorded_at DESC, n.notice_id LIMIT 1"
)


class Meetings(Protocol):
    async def return_receipt(self, link: Link, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Raises Refusal as meeting gives it, MeetingAway."""


class ReceiptLinks:
    """`base` is where the pages are reached from outside; without it no message has a link."""

    def __init__(
        self, database: Database, clock: Clock, key: Callable[[], bytes], base: str, now: Callable[[], float]
    ) -> None:
        self._database, self._clock, self._key, self._base = database, clock, key, base
        self._openings, self._answers = Pace(*OPENINGS, now), Pace(*ANSWERS, now)
        self._guesses = Pace(*GUESSES, now)

    async def link_of(self, notice: Row) -> str:
        """The address for a message; "" where there is nothing to answer."""
        if not self._base or notice["kind"] not in CALLS:
            return ""
        named = {name: notice[name] for name in ("matter_id", "unit_id", "issuer_id")}
        row = {**named, "link_id": link_id(**named)}
        await self._database.write(lambda tx: tx.execute(_KEEP, row))
        async with self._database.snapshot() as reader:
            link = await _stored(reader, row["link_id"])
        return f"{self._base}/console/r/{link.token(self._key())}" if link else ""

    async def opened(self, token: str) -> dict[str, Any]:
        """What the page shows. Raises LinkUnknown, TooManyTries."""
        async with self._database.snapshot() as reader:
            link = await self._link(reader, token, self._openings)
            notice = await reader.one(_NEWEST, _of(link))
            return await self._shown(reader, link, notice) if notice else _raise_unknown()

    async def answer(self, token: str, given: Mapping[str, Any], meetings: Meetings) -> dict[str, Any]:
        """Raises LinkUnknown, LinkClosed, TooManyTries, and what meeting says."""
        async with self._database.snapshot() as reader:
            link = await self._link(reader, token, self._answers)
            notice = await reader.one(_NEWEST, _of(link))
        check_open(notice, self._clock.now())
        forwarded_by = link.issuer_id if notice is not None and notice["kind"] == "notice_forwarded" else None
        return await meetings.return_receipt(link, {**given, "forwarded_by": forwarded_by})

    async def _link(self, reader: Reader, token: str, pace: Pace) -> Link:
        claimed = id_in(token)
        link = await _stored(reader, claimed)
        if link is None or not link.opens(token, self._key()):
            if not self._guesses.allows("all"):
                raise TooManyTries("现在试的人太多，请过一会儿再打开。")
            raise unknown()
        if not pace.allows(claimed):
            raise TooManyTries("打开或提交得太频繁，请过一会儿再试。")
        return link

    async def _shown(self, reader: Reader, link: Link, notice: Row) -> dict[str, Any]:
        told = await about(reader, notice)
        facts: dict[str, str] = msgspec.json.decode(notice["facts"])
        return {
            "sentence": sentence(notice["kind"], told),
            "kind": notice["kind"],
            "unit_name": await unit_name(reader, UUID(link.unit_id)),
            "issuer_name": told.issuer,
            "theme": told.title,
            "held_at": notice["due_at"],
            "place": facts.get("place", ""),
            "requirements": facts.get("requirements", ""),
            "has_seat": facts.get("part") != "observer",
            "answered": notice["kind"] in CALLS and not notice["waits"],
            "why_closed": closed_because(notice, self._clock.now()),
        }


def renewing(matter_id: UUID, unit_id: UUID) -> Callable[[Transaction], None]:
    """Every former link of the unit for this meeting is void from now on."""

    def renew(tx: Transaction) -> None:
        tx.execute(
            "UPDATE {receipt_links} SET round = round + 1 WHERE matter_id = :matter_id AND unit_id = :unit_id",
            {"matter_id": matter_id, "unit_id": unit_id},
        )

    return renew


def closed_because(notice: Row | None, at: datetime) -> str | None:
    """None: it can be answered; also anew, until the meeting begins."""
    if notice is None or notice["kind"] == "meeting_called_off":
        return "这次会议已经取消，不用再报回执。"
    return None if still_waits({**notice, "waits": 1}, at) else "会议已经开始，不能再报回执。请直接与会务联系。"


def check_open(notice: Row | None, at: datetime) -> None:
    """Raises LinkClosed."""
    why = closed_because(notice, at)
    if why is not None:
        raise LinkClosed(why)


async def _stored(reader: Reader, link: UUID) -> Link | None:
    row = await reader.one("SELECT * FROM {receipt_links} WHERE link_id = :id", {"id": link})
    return Link(row["matter_id"], row["unit_id"], row["issuer_id"], row["round"]) if row else None


def _of(link: Link) -> dict[str, str]:
    return {"matter_id": link.matter_id, "unit_id": link.unit_id, "issuer_id": link.issuer_id}


def _raise_unknown() -> dict[str, Any]:
    raise unknown()
