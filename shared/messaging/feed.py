"""Order and completeness of what was delivered: duplicates, gaps, generations.

Whoever delivers (the embedded follower, a Kafka worker) may repeat, drop and reorder between partitions. What is
left after this is each event once, in order within its partition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shared.eventstore.interface import LogReader
from shared.kernel.envelope import RecordedEvent
from shared.messaging.tracking import Generation

REPAIR_EVENTS_MAX = 500  # read from the producer at once


class Gap(Exception):
    """Events between the last one done and a delivered one are missing: partition → position to read after."""

    def __init__(self, missing: Mapping[int, int]) -> None:
        super().__init__(dict(missing))
        self.missing = dict(missing)


class NewGeneration(Exception):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Due:
    """The events that are new, in order, and where tracking stands after them."""

    generation: int
    events: Sequence[RecordedEvent]
    positions: Mapping[int, int]


def due(events: Iterable[RecordedEvent], generation: Generation, tracked: Mapping[int, int]) -> Due:
    """Raises NewGeneration and Gap, before anything was done."""
    arrived = sorted(events, key=lambda event: event.position)
    newest = max((event.generation for event in arrived), default=0)
    if newest > generation.number:
        raise NewGeneration(newest)
    done, missing, new = dict(tracked), dict[int, int](), list[RecordedEvent]()
    for event in arrived:
        partition = event.envelope.partition
        if event.position <= done.get(partition, 0) or _undone(event, generation):
            continue
        if event.previous > done.get(partition, 0):
            missing.setdefault(partition, done.get(partition, 0))
            continue
        done[partition] = event.position
        new.append(event)
    if missing:
        raise Gap(missing)
    changed = {partition: position for partition, position in done.items() if tracked.get(partition) != position}
    return Due(generation.number, new, changed)


def _undone(event: RecordedEvent, generation: Generation) -> bool:
    """An event of an older generation that the restore left out, delivered late."""
    return event.generation < generation.number and event.position > generation.base


async def repair(reader: LogReader, gap: Gap) -> list[RecordedEvent]:
    """The next events of each partition that has a gap, from where it begins."""
    found: list[RecordedEvent] = []
    for partition, after in gap.missing.items():
        found += await reader.read(after, REPAIR_EVENTS_MAX, partition)
    return found


async def base_of(reader: LogReader, generation: int) -> int:
    """The last position before the generation, by bisection: a restore is rare, an index for it is not worth it."""
    low, high = 0, (await reader.head()).position
    while low < high:
        middle = (low + high) // 2
        events = await reader.read(middle, 1)
        if events and events[0].generation < generation:
            low = middle + 1
        else:
            high = middle
    return low
