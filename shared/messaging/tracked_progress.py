"""How far a service's consumers have come, told from their tracking rows: the consumers run in other processes."""

import asyncio
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Final

from shared.kernel.envelope import LogPosition
from shared.messaging.inbox import Inbox, Redriven
from shared.messaging.interface import Incomplete
from shared.messaging.runner import NotFollowed
from shared.messaging.tracking import Parked

ASK_SECONDS: Final = 0.02


class TrackedProgress:
    """`Progress` (shared/serving/service.py) of one service. Its inboxes are given after the service is built."""

    def __init__(self, service: str, *, ask_seconds: float = ASK_SECONDS) -> None:
        self._service, self._ask_seconds = service, ask_seconds
        self._inboxes: Sequence[Inbox] = ()

    def tells_of(self, inboxes: Sequence[Inbox]) -> None:
        self._inboxes = inboxes

    async def wait_for(self, service: str, consumer: str, position: LogPosition, timeout: float) -> bool:
        """True once the consumer has done everything up to that position; False when the seconds are over."""
        inbox = self._one(consumer, position.log)
        until = monotonic() + timeout
        while not await has_done(inbox, position.position):
            if monotonic() + self._ask_seconds > until:
                return False
            await asyncio.sleep(self._ask_seconds)
        return True

    async def positions(self, service: str, consumer: str) -> Mapping[str, int]:
        """Log → the position up to which the consumer has done everything."""
        return {inbox.log: await done_of(inbox) for inbox in self._inboxes if inbox.consumer == consumer}

    async def incomplete(self, service: str, consumer: str) -> list[Incomplete]:
        found = [await inbox.incomplete() for inbox in self._inboxes if inbox.consumer == consumer]
        return [one for one in found if one is not None]

    async def parked(self, service: str) -> list[Parked]:
        return [parked for inbox in self._inboxes for parked in await inbox.parked()]

    async def redrive(self, service: str) -> Redriven:
        """In this process: the worker's transactions of the same consumer take turns with these."""
        outcomes = [await inbox.redrive() for inbox in self._inboxes]
        return Redriven(sum(one.done for one in outcomes), sum(one.still_parked for one in outcomes))

    def _one(self, consumer: str, log: str) -> Inbox:
        for inbox in self._inboxes:
            if inbox.consumer == consumer and inbox.log == log:
                return inbox
        raise NotFollowed("这项查询不随该日志更新，请去掉at_least或换成本服务的位置。", log=log)


async def done_of(inbox: Inbox) -> int:
    """The position up to which the consumer has done everything."""
    head = await inbox.reader.head()
    return min([position - 1 for position in await _next(inbox, head.position)], default=head.position)


async def has_done(inbox: Inbox, position: int) -> bool:
    """Whether it has done everything up to the position; what it lacks may all lie beyond."""
    if (await inbox.reader.head()).position < position:
        return False
    return not [one for one in await _next(inbox, position) if one <= position]


async def _next(inbox: Inbox, until: int) -> list[int]:
    """The first position that is not done of each partition that has one at or before `until`."""
    behind = [(partition, done) for partition, (done, _) in (await inbox.behind()).items() if done < until]
    found = [await inbox.reader.read(done, 1, partition) for partition, done in behind]
    return [events[0].position for events in found if events]
