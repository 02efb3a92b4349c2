"""The dispatcher: takes what is due from the outbox, hands it to its channel, writes down what became of it.

One is at work (a lease, held by whoever runs it). It lives by the machine's clock; the business clock only says
whether a matter is over. Consumers never wait for it, nor it for one slow receiver.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol
from uuid import UUID

from services.notification.application import outbox
from services.notification.application.contacts import usable
from services.notification.application.queueing import queue_new
from services.notification.application.told import about, still_waits
from services.notification.application.urging import urge
from services.notification.domain.message import message
from services.notification.domain.sending import Address, ChannelPort, Later, Message, Outcome, Refused
from shared.database.interface import Database, Row
from shared.kernel.clock import Clock, business_day
from shared.telemetry.logs import logger

TURN: Final = "outbox"
AT_ONCE: Final = 8
POLL_SECONDS: Final = 1.0
URGE_SECONDS: Final = 60.0
NO_CHANNEL: Final = Refused("本系统没有接通这种联系方式，请联系管理员")
NO_ADDRESS: Final = Refused("联系方式已删除，或已换人而没有更新")
BROKEN: Final = Later("本系统内部出错，请管理员查看日志")


class Links(Protocol):
    """The signed link with which a notice is answered; "" where none can be."""

    async def link_of(self, notice: Row) -> str: ...


class Numbers(Protocol):
    """What an operator watches."""

    def outbox_attempted(self, channel: str, outcome: str) -> None: ...

    def outbox_stands(self, waiting: int, failed: int, oldest_seconds: float) -> None: ...

    def outbox_left(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine's side of it: seconds since 1970, a number from 0 up to 1."""

    now: Callable[[], float]
    jitter: Callable[[], float]

    def micros(self) -> int:
        return int(self.now() * outbox.MICROS)


class Dispatcher:
    def __init__(
        self,
        database: Database,
        channels: Mapping[str, ChannelPort],
        links: Links,
        clock: Clock,
        machine: Machine,
        numbers: Numbers,
    ) -> None:
        self._database, self._channels, self._links = database, dict(channels), links
        self._clock, self._machine, self._numbers = clock, machine, numbers
        self._urge_at = 0.0

    async def run(self) -> None:
        """Until cancelled, or until the database is away; what is under way then is taken up again by the next."""
        await self._database.write(outbox.take_up_again, TURN)
        under_way: set[asyncio.Task[None]] = set()
        try:
            while True:
                await self._begin(under_way)
                await _until_one_ends(under_way)
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)
            self._numbers.outbox_left()

    async def run_once(self) -> int:
        """Everything that is due now, each once; returns how many."""
        await self._urge_all()
        await self._queue_all()
        under_way: set[asyncio.Task[None]] = set()
        tried = 0
        while rows := await self._take(AT_ONCE):
            tried += len(rows)
            under_way = {asyncio.create_task(self._deliver(row)) for row in rows}
            await asyncio.gather(*under_way)
        await self._measure()
        return tried

    async def _begin(self, under_way: set[asyncio.Task[None]]) -> None:
        if self._machine.now() >= self._urge_at:
            self._urge_at = self._machine.now() + URGE_SECONDS
            await self._urge_all()
        await self._queue_all()
        for row in await self._take(AT_ONCE - len(under_way)):
            under_way.add(asyncio.create_task(self._deliver(row)))
        await self._measure()

    async def _queue_all(self) -> None:
        while await queue_new(self._database, self._clock.now(), self._machine.micros(), TURN):
            pass

    async def _urge_all(self) -> None:
        while await urge(self._database, self._clock.now(), TURN):
            pass

    async def _take(self, rows: int) -> list[Row]:
        if rows <= 0:
            return []
        now = self._machine.micros()
        return await self._database.write(lambda tx: outbox.take(tx, now, rows), TURN)

    async def _deliver(self, row: Row) -> None:
        if _is_over(row, self._clock.now()):
            return await self._settle(row, outbox.Settled("expired", self._machine.micros(), outbox.ENDED))
        outcome = await self._outcome(row)
        self._numbers.outbox_attempted(row["channel"], type(outcome).__name__.lower())
        made = outbox.settled(outcome, row["attempts"], self._machine.micros(), self._machine.jitter())
        return await self._settle(row, made)

    async def _outcome(self, row: Row) -> Outcome:
        channel = self._channels.get(row["channel"])
        if channel is None:
            return NO_CHANNEL
        try:
            found = await self._addressed(row)
            return await channel.send(*found) if found else NO_ADDRESS
        except Exception as error:  # noqa: BLE001 - one row's failure stops no other; addresses stay out of the log
            logger().error("delivery_failed", delivery=row["delivery_id"], error=type(error).__name__)
            return BROKEN

    async def _addressed(self, row: Row) -> tuple[Address, Message] | None:
        async with self._database.snapshot() as reader:
            found = await usable(reader, UUID(row["unit_id"]), row["role"], self._today())
            about_it = await about(reader, row)
        for contact in found:
            if contact["channel"] == row["channel"]:
                link = await self._links.link_of(row)
                told = message(
                    f"{row['delivery_id']}.{row['round']}", row["kind"], about_it, row["due_at"], link, row["urged"]
                )
                return Address(contact["address"], contact["secret"]), told
        return None

    def _today(self) -> date:
        return business_day(self._clock.now())

    async def _settle(self, row: Row, made: outbox.Settled) -> None:
        at = self._clock.now()
        await self._database.write(lambda tx: outbox.settle(tx, row, made, at), TURN)

    async def _measure(self) -> None:
        async with self._database.snapshot() as reader:
            stands = await outbox.standing(reader)
        now = self._machine.micros()
        oldest_seconds = max(0.0, (now - (stands.oldest or now)) / outbox.MICROS)
        self._numbers.outbox_stands(stands.waiting, stands.failed, oldest_seconds)


def _is_over(row: Row, at: datetime) -> bool:
    """A meeting that has begun, a task that is done: nobody is written to about it any more."""
    return not still_waits(row, at)


async def _until_one_ends(under_way: set[asyncio.Task[None]]) -> None:
    """Or until it is time to look again. Raises what a delivery could not write down: it is taken up again then."""
    if not under_way:
        await asyncio.sleep(POLL_SECONDS)
        return
    done, _ = await asyncio.wait(under_way, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        under_way.discard(task)
        task.result()
