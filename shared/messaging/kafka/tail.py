"""Following services' topics from outside: what was committed, each event once, in order per unit."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal

import kafka
from kafka.errors import RetriableError

from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import NotFound, Unavailable
from shared.messaging.kafka.client import REQUEST_MS, KafkaNotReachable, committed_consumer
from shared.messaging.kafka.records import from_record
from shared.messaging.kafka.topics import topic_of

METADATA_MS: Final = 5_000  # how late the partitions of a grown topic are noticed
Begin = Literal["beginning", "now"] | Mapping[str, int]


class NoTopic(NotFound):
    code = "topic_not_found"


class RecordMalformed(Unavailable):
    code = "record_malformed"


class InOrder:
    """Holds back what came before its predecessor.

    Kafka keeps the order within a partition; after a topic has grown, a unit's earlier events lie in one partition and
    its later ones in another. `whole`: delivery begins with the log's first event; otherwise the first event of each
    logical partition is taken for the beginning.
    """

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole
        self._done: dict[tuple[str, int], int] = {}
        self._held: list[RecordedEvent] = []

    @property
    def holds(self) -> bool:
        return bool(self._held)

    def put(self, events: Sequence[RecordedEvent]) -> list[RecordedEvent]:
        """What is due now, in order."""
        due, held = list[RecordedEvent](), list[RecordedEvent]()
        for event in sorted([*self._held, *events], key=lambda each: (each.log, each.generation, each.position)):
            key = (event.log, event.envelope.partition)
            done = self._done.get(key, 0 if self._whole else event.previous)
            if event.previous > done:
                held.append(event)
            else:
                self._done[key] = event.position
                due.append(event)
        self._held = held
        return due

    def release(self) -> list[RecordedEvent]:
        """Everything, when nothing earlier can come any more."""
        held, self._held = self._held, []
        for event in held:
            self._done[event.log, event.envelope.partition] = event.position
        return held


class Tail:
    """Made by `tailing`. Begins at the beginning, now, or after a log position per service."""

    def __init__(self, consumer: Any, bootstrap: str, services: Sequence[str], begin: Begin) -> None:
        self._consumer = consumer
        self._bootstrap = bootstrap
        self._topics = [topic_of(service) for service in services]
        self._after = begin if isinstance(begin, Mapping) else {}
        self._order = InOrder(whole=begin != "now")
        self._assigned_at = 0.0
        self._take_up_partitions()
        if begin == "now":
            self._consumer.seek_to_end()
            for partition in self._consumer.assignment():
                # Looked up here: what is published from now on belongs to it.
                self._consumer.position(partition, timeout_ms=REQUEST_MS)

    def batches(self, wait_seconds: float = 0.5) -> Iterator[list[RecordedEvent]]:
        """Without end; an empty batch says that there was nothing new for so long.

        Raises RecordMalformed; while Kafka is away the batches are empty.
        """
        while True:
            polled = self._consumer.poll(timeout_ms=int(wait_seconds * 1000))
            events = self._order.put([_event(record) for records in polled.values() for record in records])
            if not polled and self._order.holds and self._is_at_end():
                events += self._order.release()
            yield [event for event in events if event.position > self._after.get(event.log, 0)]
            if time.monotonic() - self._assigned_at > METADATA_MS / 1000:
                self._take_up_partitions()

    def to_end(self) -> Iterator[RecordedEvent]:
        """The events until all that was committed by then has been read."""
        for batch in self.batches(wait_seconds=0.1):
            yield from batch
            if not batch and self._is_at_end():
                return

    def _take_up_partitions(self) -> None:
        """New ones are read from their beginning. Raises NoTopic."""
        partitions = []
        for topic in self._topics:
            found = self._consumer.partitions_for_topic(topic)
            if not found:
                raise NoTopic(f"Kafka（{self._bootstrap}）里没有主题 {topic}，请先运行 lianxi provision。", topic=topic)
            partitions += [kafka.TopicPartition(topic, number) for number in found]
        self._consumer.assign(partitions)
        self._assigned_at = time.monotonic()

    def _is_at_end(self) -> bool:
        try:
            ends = self._consumer.end_offsets(list(self._consumer.assignment()), REQUEST_MS)
        except RetriableError:
            return False
        return all(self._consumer.position(partition, timeout_ms=REQUEST_MS) == end for partition, end in ends.items())


@contextmanager
def tailing(bootstrap: str, services: Sequence[str], begin: Begin = "now") -> Iterator[Tail]:
    """Raises KafkaNotReachable, NoTopic."""
    with committed_consumer(bootstrap, metadata_max_age_ms=METADATA_MS) as consumer:
        try:
            tail = Tail(consumer, bootstrap, services, begin)
        except RetriableError as error:
            raise KafkaNotReachable(bootstrap, error) from error
        yield tail


def _event(record: Any) -> RecordedEvent:
    try:
        return from_record(record.headers, record.value)
    except ValueError as error:
        place = f"{record.topic} 分区{record.partition} 位移{record.offset}"
        raise RecordMalformed(f"{place} 处的记录不是联席的事件：{error}。", cause=str(error)) from error
