"""A service's own log: one of several workers follows it, woken by one watcher."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from shared.database.interface import Lease
from shared.kernel.errors import Unavailable
from shared.messaging.kafka.own_log import OwnLog, OwnLogSettings
from shared.messaging.projecting import ProjectionInbox
from shared.telemetry.metrics import Metrics
from tests.support.two_services import TwoServices, dump
from tests.support.workers import LocalLease, until
from tests.unit.messaging.kafka.conftest import CountingReader, open_matter

QUICK = OwnLogSettings(watch_seconds=0.01, lease_seconds=0.02, check_seconds=0.2)


def own_log(services: TwoServices, lease: Lease, metrics: Metrics, reader: CountingReader | None = None) -> OwnLog:
    inbox = ProjectionInbox(services.matters_view, services.matters, reader or CountingReader(services.matters))
    return OwnLog([inbox], lease, metrics.of("matters"), QUICK)


@asynccontextmanager
async def run(own: OwnLog) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(own.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def shown(services: TwoServices) -> int:
    return len(await dump(services.matters, "SELECT id FROM {matters}"))


def poll_age(metrics: Metrics) -> float | None:
    labels = {"service": "matters", "consumer": "matters", "log": "matters"}
    return metrics.registry.get_sample_value("lianxi_inbox_poll_age_seconds", labels)


async def test_what_is_appended_is_followed(services: TwoServices, metrics: Metrics) -> None:
    async with run(own_log(services, LocalLease(asyncio.Lock()), metrics)):
        await open_matter(services, 0)
        await until(lambda: _shows(services, 1))
        await open_matter(services, 1)
        await until(lambda: _shows(services, 2))
        assert (poll_age(metrics) or 0) < 5


async def _shows(services: TwoServices, count: int) -> bool:
    return await shown(services) == count


async def test_of_two_one_follows_and_the_other_takes_over_when_it_ends(
    services: TwoServices, metrics: Metrics
) -> None:
    name = asyncio.Lock()
    first, second = (own_log(services, LocalLease(name), metrics) for _ in range(2))
    async with run(first), run(second) as standing_by:
        await until(lambda: first.follows or second.follows)
        assert (first.follows, second.follows) == (True, False)
        assert not standing_by.done()
        await open_matter(services, 0)
        await until(lambda: _shows(services, 1))
    async with run(second):
        await until(lambda: second.follows)
        await open_matter(services, 1)
        await until(lambda: _shows(services, 2))


async def test_who_lost_the_lease_follows_no_more_until_it_has_it_again(
    services: TwoServices, metrics: Metrics
) -> None:
    name = asyncio.Lock()
    lease, other = LocalLease(name), LocalLease(name)
    own = own_log(services, lease, metrics)
    async with run(own):
        await open_matter(services, 0)
        await until(lambda: _shows(services, 1))
        assert poll_age(metrics) is not None
        await lease.release()  # as a database would that lost the connection
        await other.take()
        await until(lambda: not own.follows)
        assert poll_age(metrics) is None  # an age that grows would be a false alarm
        await open_matter(services, 1)
        await other.release()
        await until(lambda: _shows(services, 2))


async def test_one_watcher_asks_for_all_and_an_idle_log_is_asked_for_its_head_alone(
    services: TwoServices, metrics: Metrics
) -> None:
    reader = CountingReader(services.matters)
    async with run(own_log(services, LocalLease(asyncio.Lock()), metrics, reader)):
        await open_matter(services, 0)
        await until(lambda: _shows(services, 1))
        reader.asked.clear()
        await until(lambda: reader.asked["head"] >= 5)
        assert reader.asked["read"] <= 1


async def test_a_database_that_is_away_is_waited_for(services: TwoServices, metrics: Metrics) -> None:
    reader = CountingReader(services.matters)
    reader.away = True
    async with run(own_log(services, LocalLease(asyncio.Lock()), metrics, reader)) as task:
        await open_matter(services, 0)
        await until(lambda: reader.asked["head"] > 2)
        assert not task.done()
        reader.away = False
        await until(lambda: _shows(services, 1))


async def test_any_other_exception_ends_it(services: TwoServices, metrics: Metrics) -> None:
    class Broken(CountingReader):
        async def tails(self) -> dict[int, int]:
            raise ZeroDivisionError

    own = own_log(services, LocalLease(asyncio.Lock()), metrics, Broken(services.matters))
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(own.run(), 5)


class AwayLease(LocalLease):
    async def take(self) -> None:
        if not self.refused:
            self.refused = True
            raise Unavailable("the database is away")
        await super().take()

    refused = False


async def test_a_lease_that_cannot_be_asked_for_is_asked_for_again(services: TwoServices, metrics: Metrics) -> None:
    lease = AwayLease(asyncio.Lock())
    async with run(own_log(services, lease, metrics)):
        await open_matter(services, 0)
        await until(lambda: _shows(services, 1))
    assert lease.refused
