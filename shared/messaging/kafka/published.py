"""What a topic itself says about how far its log was published."""

from typing import Any, Final

import kafka
from kafka.errors import KafkaTimeoutError

from shared.messaging.kafka.client import REQUEST_MS
from shared.messaging.kafka.records import from_record

_STEP_FIRST: Final = 32
_POLL_MS = 20  # a poll that meets only what was aborted waits to its end


def last_published(consumer: Any, topic: str) -> tuple[int, int]:
    """Generation and position of the last committed event; (0, 0) for an empty topic.

    Transactions are whole and in the log's order, so the highest place at the partitions' ends is that of all.
    """
    partitions = consumer.partitions_for_topic(topic) or ()
    ends = consumer.end_offsets([kafka.TopicPartition(topic, number) for number in partitions], REQUEST_MS)
    return max((_last_of(consumer, partition, end) for partition, end in ends.items()), default=(0, 0))


def _last_of(consumer: Any, partition: Any, end: int) -> tuple[int, int]:
    """Steps back further and further: the end may hold nothing but markers and what was aborted."""
    begin, step = end, _STEP_FIRST
    while begin > 0:
        begin, step = max(0, begin - step), step * 4
        consumer.assign([partition])
        consumer.seek(partition, begin)
        events = _read_until(consumer, partition, end)
        if events:
            return max(events)
    return 0, 0


def _read_until(consumer: Any, partition: Any, end: int) -> list[tuple[int, int]]:
    found = []
    idle_ms = 0
    while consumer.position(partition, timeout_ms=REQUEST_MS) < end:
        polled = consumer.poll(timeout_ms=_POLL_MS)
        for record in polled.get(partition, ()):
            event = from_record(record.headers, record.value)
            found.append((event.generation, event.position))
        idle_ms = 0 if polled else idle_ms + _POLL_MS
        if idle_ms > REQUEST_MS:
            raise KafkaTimeoutError(f"{partition} could not be read to its end")
    return found
