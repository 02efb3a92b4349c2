"""The embedded runner: settle, wait, fall back to polling, go on after a stop, rebuild beside the live view."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from shared.eventstore.interface import LogHead, LogReader
from shared.kernel.envelope import LogPosition, RecordedEvent
from shared.kernel.errors import Unavailable
from shared.kernel.ids import derive
from shared.messaging.follower import EVENTS_AT_ONCE, Follower
from shared.messaging.kafka.delivery import BATCH_EVENTS_MAX
from shared.messaging.projecting import ProjectionInbox
from shared.messaging.rebuilding import _begin, _LiveWentOn, _switch
from shared.messaging.runner import NotFollowed, Runner
from tests.support import matters as m
from tests.support.two_services import TwoServices, dump, open_services

ONE = derive("matter", "one")


async def opened(services: TwoServices, notes: int = 2) -> LogPosition:
    await services.give(m.OpenMatter(matter_id=ONE, title="事"), "open")
    for number in range(notes):
        answer = await services.give(m.NoteMatter(matter_id=ONE, text=str(number)), f"note {number}")
    return answer.position


async def bodies(services: TwoServices, view: str) -> Sequence[str]:
    return [row["body"] for row in await dump(services.watching, f"SELECT body FROM {{{view}}} ORDER BY id")]


async def test_settling_does_everything_that_follows_from_everything(services: TwoServices) -> None:
    await opened(services)
    runner = services.runner()
    await runner.settle()
    assert '"texts":["0","1"]' in (await bodies(services, "watches"))[0]
    assert {one.lag for one in await runner.health()} == {0}
    assert await runner.positions("watching", "matter_copies") == {"matters": 3}


async def test_waiting_for_a_position_returns_when_the_view_shows_it(services: TwoServices) -> None:
    runner = services.runner()
    runner.start()
    try:
        position = await opened(services)
        assert await runner.wait_for("watching", "matter_copies", position, 5.0)
        assert '"notes":["0","1"]' in (await bodies(services, "matter_copies"))[0]
    finally:
        await runner.stop()


async def test_waiting_for_a_position_that_does_not_exist_ends_with_the_time(services: TwoServices) -> None:
    runner = services.runner()
    runner.start()
    try:
        await opened(services)
        beyond = LogPosition(log="matters", generation=1, position=99)
        assert not await runner.wait_for("watching", "matter_copies", beyond, 0.05)
    finally:
        await runner.stop()


async def test_waiting_without_a_running_runner_does_the_work_itself(services: TwoServices) -> None:
    position = await opened(services)
    runner = services.runner()
    assert await runner.wait_for("matters", "matters", position, 5.0)
    assert not await runner.wait_for("matters", "matters", LogPosition(log="matters", generation=1, position=99), 5.0)


async def test_a_view_cannot_be_waited_for_on_a_log_it_does_not_read(services: TwoServices) -> None:
    position = LogPosition(log="watching", generation=1, position=1)
    with pytest.raises(NotFollowed):
        await services.runner().wait_for("matters", "matters", position, 5.0)


async def test_events_of_another_process_are_found_by_the_poll(services: TwoServices, tmp_path: Path) -> None:
    runner = services.runner(poll_seconds=0.01)
    runner.start()
    try:
        other = open_services(tmp_path)  # its bus wakes nobody here
        position = await opened(other)
        assert await runner.wait_for("watching", "matter_copies", position, 5.0)
        other.close()
    finally:
        await runner.stop()


async def test_who_is_behind_catches_up_in_transactions_as_large_as_a_delivery_from_kafka(
    services: TwoServices,
) -> None:
    await opened(services, EVENTS_AT_ONCE + 1)
    sizes: list[int] = []
    inbox = ProjectionInbox(services.replica, services.watching, services.matters)
    await Follower(inbox, lambda log, events, seconds: sizes.append(events)).pump()
    assert sizes == [EVENTS_AT_ONCE, 2]
    assert EVENTS_AT_ONCE == BATCH_EVENTS_MAX


class Flaky:
    """A producer that cannot be reached the first few times."""

    def __init__(self, reader: LogReader, failures: int) -> None:
        self.log, self._reader, self.failures = reader.log, reader, failures

    async def head(self) -> LogHead:
        return await self._reader.head()

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        self.failures -= 1
        if self.failures >= 0:
            raise Unavailable("producer is away")
        return await self._reader.read(after, limit, partition)

    async def tails(self) -> dict[int, int]:
        return await self._reader.tails()


async def test_a_producer_that_is_away_holds_up_nobody_else_and_is_tried_again(services: TwoServices) -> None:
    position = await opened(services)
    logs: dict[str, LogReader] = {"matters": Flaky(services.matters, 4), "watching": services.watching}
    runner = services.runner(logs=logs)
    runner.start()
    try:
        assert await runner.wait_for("watching", "matter_copies", position, 5.0)
        assert await runner.wait_for("matters", "matters", position, 5.0)
    finally:
        await runner.stop()


async def test_a_new_process_goes_on_where_the_old_one_stopped(tmp_path: Path) -> None:
    first = open_services(tmp_path)
    await opened(first)
    await first.runner().settle()
    first.close()
    second = open_services(tmp_path)
    await second.give(m.NoteMatter(matter_id=ONE, text="2"), "note 2")
    runner = second.runner()
    await runner.settle()
    assert '"texts":["0","1","2"]' in (await bodies(second, "watches"))[0]
    assert (await second.watching.head()).position == 4
    second.close()


def test_two_consumers_of_one_service_cannot_share_a_name(services: TwoServices) -> None:
    runner = Runner(services.logs())
    views = [services.replica, m.matters_view("matter_copies")]
    with pytest.raises(ValueError, match="matter_copies"):
        runner.add("watching", services.watching, services.watch_bus, services.clock, views)


async def test_a_view_is_rebuilt_beside_the_live_one_and_switched(services: TwoServices) -> None:
    await opened(services)
    runner = services.runner()
    await runner.settle()
    right = await bodies(services, "matter_copies")
    await services.watching.write(lambda tx: tx.execute("UPDATE {matter_copies} SET body = '{}'"))
    for number in (2, 3):  # twice: the second rebuild goes back to tables of the first one's former suffix
        await runner.rebuild("watching", "matter_copies")
        assert await bodies(services, "matter_copies") == right
        await services.give(m.NoteMatter(matter_id=ONE, text=str(number)), f"note {number}")
        await runner.settle()
        assert f'"{number}"]' in (await bodies(services, "matter_copies"))[0]
        right = await bodies(services, "matter_copies")


async def test_the_live_view_goes_on_while_another_is_built(services: TwoServices) -> None:
    await opened(services)
    runner = services.runner()
    runner.start()
    try:
        giving = [services.give(m.NoteMatter(matter_id=ONE, text=f"n{n}"), f"more {n}") for n in range(20)]
        rebuilding = asyncio.create_task(runner.rebuild("watching", "matter_copies"))
        answers = await asyncio.gather(*giving)
        await rebuilding
        last = max(answer.position for answer in answers)
        assert await runner.wait_for("watching", "matter_copies", last, 5.0)
    finally:
        await runner.stop()
    (body,) = await bodies(services, "matter_copies")
    assert all(body.count(f'"n{n}"') == 1 for n in range(20))


async def test_a_rebuild_throws_away_what_an_interrupted_one_left(services: TwoServices) -> None:
    await opened(services)
    runner = services.runner()
    await runner.settle()
    live = [one for one in runner._services["watching"].followers if one.inbox.consumer == "matter_copies"]
    suffix = await services.watching.write(lambda tx: _begin(services.replica, tx, live))
    left_over = "INSERT INTO {matter_copies_units} (id, unit_id) VALUES ('left', 'over')"
    await services.watching.write(lambda tx: tx.beside(["matter_copies_units"], suffix).execute(left_over))
    await runner.rebuild("watching", "matter_copies")
    rows = await dump(services.watching, "SELECT id FROM {matter_copies_units}")
    assert {row["id"] for row in rows} == {str(ONE)}


async def test_a_rebuilt_view_that_has_done_less_than_the_live_one_is_not_switched_to(services: TwoServices) -> None:
    await opened(services)
    runner = services.runner()
    await runner.settle()
    live = [one for one in runner._services["watching"].followers if one.inbox.consumer == "matter_copies"]
    suffix = await services.watching.write(lambda tx: _begin(services.replica, tx, live))
    inbox = ProjectionInbox(services.replica, services.watching, live[0].inbox.reader, suffix=suffix)
    await Follower(inbox).pump()
    await services.give(m.NoteMatter(matter_id=ONE, text="later"), "later")
    await runner.settle()
    with pytest.raises(_LiveWentOn):
        await services.watching.write(lambda tx: _switch(services.replica, tx, suffix, live))
    await Follower(inbox).pump()
    await services.watching.write(lambda tx: _switch(services.replica, tx, suffix, live))
    assert '"later"' in (await bodies(services, "matter_copies"))[0]
