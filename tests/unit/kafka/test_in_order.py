"""What came before its predecessor waits for it."""

from pathlib import Path
from random import Random

import msgspec
import pytest

from shared.kernel.clock import SystemClock
from shared.kernel.envelope import RecordedEvent
from shared.kernel.ids import derive
from shared.messaging.kafka.tail import InOrder
from tests.support.notes import NOTES, begun, submission
from tests.support.stores import open_store

UNITS = [derive("unit", number) for number in range(5)]


@pytest.fixture
async def log(tmp_path: Path, rng: Random) -> list[RecordedEvent]:
    store = open_store(tmp_path, "notes", NOTES, SystemClock())
    for _ in range(40):
        await store.append(submission(begun(None, rng.choice(UNITS), "一")))
    events = await store.read(0, 1000)
    store.close()
    return events


def of_unit(events: list[RecordedEvent], number: int) -> list[int]:
    return [event.position for event in events if event.envelope.owner_unit == UNITS[number]]


async def test_shuffled_deliveries_come_out_in_order_per_unit(log: list[RecordedEvent], rng: Random) -> None:
    shuffled, order, came = rng.sample(log, len(log)), InOrder(whole=True), list[RecordedEvent]()
    while shuffled:
        came += order.put([shuffled.pop() for _ in range(min(7, len(shuffled)))])
    assert not order.holds
    assert sorted(event.position for event in came) == [event.position for event in log]
    for number in range(len(UNITS)):
        assert of_unit(came, number) == of_unit(log, number)


async def test_what_never_comes_is_not_waited_for_when_the_end_is_reached(log: list[RecordedEvent]) -> None:
    order = InOrder(whole=True)
    partition = log[0].envelope.partition
    behind = [event for event in log[1:] if event.envelope.partition == partition]
    others = [event for event in log if event.envelope.partition != partition]
    assert order.put(log[1:]) == others
    assert order.release() == behind
    assert order.release() == []
    assert order.put([msgspec.structs.replace(behind[-1], position=1000, previous=behind[-1].position)]) != []


async def test_from_now_on_the_first_of_a_partition_is_its_beginning(log: list[RecordedEvent]) -> None:
    order = InOrder(whole=False)
    assert order.put(log[10:]) == log[10:]


async def test_after_a_restore_positions_begin_lower_again(log: list[RecordedEvent]) -> None:
    order = InOrder(whole=True)
    assert order.put(log) == log
    base = log[19]
    again = [
        msgspec.structs.replace(event, generation=2)
        for event in log[20:30]
        if event.previous <= base.position  # the first of each partition after the base
    ]
    assert again
    assert order.put(again) == again
