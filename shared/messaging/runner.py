"""The embedded runner: every consumer of every service in this process follows its logs.

Inboxes know nothing of it: behind Kafka the same inboxes are handed batches by a worker.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from shared.commands.bus import CommandBus
from shared.database.interface import Database
from shared.eventstore.interface import LogReader
from shared.kernel.clock import Clock
from shared.kernel.envelope import LogPosition
from shared.kernel.errors import Invalid
from shared.messaging.follower import Delivered, Follower
from shared.messaging.inbox import Redriven
from shared.messaging.inboxes import check_names, policy_inboxes, projection_inboxes
from shared.messaging.interface import Incomplete, Policy, Projection
from shared.messaging.rebuilding import rebuild_beside
from shared.messaging.tracking import Parked

POLL_SECONDS = 1.0
ROUNDS_MAX = 100_000  # of policies answering each other, before settling is given up


class NotFollowed(Invalid):
    code = "log_not_followed"


class NeverSettles(RuntimeError):
    """Policies go on answering each other without end: a programming error."""


@dataclass(frozen=True, slots=True)
class Health:
    """One consumer of one log, in numbers for telemetry."""

    service: str
    consumer: str
    log: str
    lag: int
    parked: int
    seconds_since_poll: float


@dataclass(frozen=True, slots=True)
class _Consumers:
    database: Database
    projections: Mapping[str, Projection]
    followers: Sequence[Follower]
    policies: Sequence[Follower]


class Runner:
    """`logs` are the readers of all logs by name; services are added before it is started."""

    def __init__(self, logs: Mapping[str, LogReader], *, poll_seconds: float = POLL_SECONDS) -> None:
        self._logs = logs
        self._poll_seconds = poll_seconds
        self._services: dict[str, _Consumers] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def add(
        self,
        service: str,
        database: Database,
        bus: CommandBus,
        clock: Clock,
        projections: Sequence[Projection] = (),
        policies: Sequence[Policy] = (),
        *,
        delivered: Delivered = lambda log, events, seconds: None,
    ) -> None:
        """Raises KeyError for a log nobody gave a reader of, ValueError for a consumer's name used twice."""
        check_names(service, projections, policies)
        followed = projection_inboxes(projections, database, self._logs)
        deciding = policy_inboxes(policies, service, bus, database, self._logs, clock)
        self._services[service] = _Consumers(
            database=database,
            projections={projection.name: projection for projection in projections},
            followers=[Follower(inbox, delivered) for inbox in followed],
            policies=[Follower(inbox, delivered) for inbox in deciding],
        )
        bus.on_appended(lambda position: self.wake(position.log))

    def start(self) -> None:
        self._tasks = [asyncio.create_task(follower.follow(self._poll_seconds)) for follower in self._followers()]

    async def stop(self) -> None:
        """Lets the transactions under way finish; everything else is taken up again at the next start."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self, log: str) -> None:
        for follower in self._followers():
            if follower.inbox.log == log:
                follower.wake()

    async def settle(self) -> None:
        """Returns when every consumer has done every event of every log, those that policies added among them.

        Raises Unavailable, or NeverSettles. Replicas and views come first and policies follow one by one, so that
        a settled step gives the same events every time.
        """
        for _ in range(ROUNDS_MAX):
            heads = {log: (await reader.head()).position for log, reader in self._logs.items()}
            projecting = [one for one in self._followers(policies=False) if one.done != heads[one.inbox.log]]
            if projecting:
                await asyncio.gather(*(follower.pump() for follower in projecting))
                continue
            deciding = next((one for one in self._policies() if one.done != heads[one.inbox.log]), None)
            if deciding is None:
                return
            await deciding.pump()
        raise NeverSettles(f"not settled after {ROUNDS_MAX} rounds")

    async def wait_for(self, service: str, consumer: str, position: LogPosition, timeout: float) -> bool:
        """True once the consumer has done the position of that log; False when the seconds are over."""
        follower = self._one(service, consumer, position.log)
        follower.wake()
        try:
            async with asyncio.timeout(timeout):
                while follower.done is None or follower.done < position.position:
                    if self._tasks:
                        await follower.progressed()
                    elif not await follower.pump():
                        return False
        except TimeoutError:
            return False
        return True

    async def positions(self, service: str, consumer: str) -> Mapping[str, int]:
        """Log → the position up to which the consumer has done everything."""
        followers = [one for one in self._of(service) if one.inbox.consumer == consumer]
        return {follower.inbox.log: follower.done or 0 for follower in followers}

    async def parked(self, service: str) -> list[Parked]:
        return [parked for follower in self._of(service) for parked in await follower.inbox.parked()]

    async def redrive(self, service: str) -> Redriven:
        """Tries all parked events of the service again."""
        outcomes = [await follower.inbox.redrive() for follower in self._of(service)]
        return Redriven(sum(one.done for one in outcomes), sum(one.still_parked for one in outcomes))

    async def incomplete(self, service: str, consumer: str) -> list[Incomplete]:
        """What a view lacks, by log; empty: nothing."""
        followers = [one for one in self._of(service) if one.inbox.consumer == consumer]
        found = [await follower.inbox.incomplete() for follower in followers]
        return [one for one in found if one is not None]

    async def health(self) -> list[Health]:
        return [await self._health(service, follower) for service in self._services for follower in self._of(service)]

    async def _health(self, service: str, follower: Follower) -> Health:
        head = await follower.inbox.reader.head()
        return Health(
            service=service,
            consumer=follower.inbox.consumer,
            log=follower.inbox.log,
            lag=max(0, head.position - (follower.done or 0)),
            parked=len(await follower.inbox.parked()),
            seconds_since_poll=monotonic() - follower.polled_at,
        )

    async def rebuild(self, service: str, view: str) -> None:
        """Builds the read model anew beside the live one and switches when it has caught up."""
        consumers = self._services[service]
        live = [one for one in consumers.followers if one.inbox.consumer == view]
        await rebuild_beside(consumers.projections[view], consumers.database, live)

    def _one(self, service: str, consumer: str, log: str) -> Follower:
        for follower in self._of(service):
            if follower.inbox.consumer == consumer and follower.inbox.log == log:
                return follower
        raise NotFollowed("这项查询不随该日志更新，请去掉at_least或换成本服务的位置。", log=log)

    def _of(self, service: str) -> Iterable[Follower]:
        consumers = self._services[service]
        return (*consumers.followers, *consumers.policies)

    def _policies(self) -> Iterable[Follower]:
        return (follower for consumers in self._services.values() for follower in consumers.policies)

    def _followers(self, *, policies: bool = True) -> list[Follower]:
        found = [follower for consumers in self._services.values() for follower in consumers.followers]
        return [*found, *self._policies()] if policies else found
