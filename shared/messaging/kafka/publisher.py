"""Publishing in transactions through kafka-python, which is synchronous: all of this runs in one thread of its own.

A session is one producer from its start to its first failure. After a failure it is thrown away and never reused: the
next session's start has Kafka finish or abort what the old one left, and the place is read from Kafka anew. In a
reused producer, records of a failed transaction could go out with the next one.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import Any, Final, Literal, Self

import kafka
from kafka.errors import InvalidProducerEpochError, KafkaError, KafkaTimeoutError, ProducerFencedError
from kafka.structs import OffsetAndMetadata

from shared.kernel.errors import Unavailable
from shared.messaging.kafka.client import REQUEST_MS, KafkaNotReachable, committed_consumer, opened
from shared.messaging.kafka.published import last_published
from shared.messaging.kafka.records import Record
from shared.messaging.kafka.topics import partition_for, topic_of

ATTEMPT_SECONDS_MAX: Final = 25.0
# Longer than an attempt: Kafka takes a transaction that is over its time for a dead producer's and fences it.
TRANSACTION_MS: Final = 60_000
BATCH_BYTES: Final = 512 * 1024
_SLICE_S = 0.1
Operation = Literal["produce", "metadata", "offsets"]


class RelayFenced(Unavailable):
    """Another producer goes by our transactional id: going on would fence it in turn, and so for ever."""

    code = "relay_fenced"


class KafkaFailed(Exception):
    """What was under way may or may not have been done; the next session's start tells."""

    def __init__(self, operation: Operation, cause: BaseException) -> None:
        super().__init__(f"{operation}: {cause!r}")
        self.operation: Operation = operation


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """How far a log has been published. Text form: `1:42`."""

    generation: int
    position: int

    def __str__(self) -> str:
        return f"{self.generation}:{self.position}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError."""
        generation, position = text.split(":")
        return cls(int(generation), int(position))


class Publisher:
    """`stop` may be called from any thread and makes a wait end; everything else from one thread."""

    def __init__(self, bootstrap: str, service: str, partitions: int) -> None:
        self.topic = topic_of(service)
        self.partitions = partitions
        self._service = service
        self._bootstrap = bootstrap
        self._group = f"lianxi.relay.{service}"
        self._offset_of = kafka.TopicPartition(self.topic, 0)
        self._producer: Any = None
        self._stopped = Event()
        self._fenced = False

    def open(self) -> Place:
        """Begins a session; returns the place up to which everything is published and committed.

        Raises KafkaFailed, RelayFenced.
        """
        self.discard()
        if self._fenced:
            raise self._fence()
        operation: Operation = "metadata"
        try:
            self._producer = opened(kafka.KafkaProducer, self._bootstrap, **self.settings())
            operation = "produce"
            # Kafka aborts what an earlier producer of this id left open, and refuses that one from here on.
            self._complete(self._transactions().initialize_transactions(), time.monotonic() + ATTEMPT_SECONDS_MAX)
            operation = "offsets"
            return self.committed()
        except (KafkaError, KafkaNotReachable, OSError, ValueError) as error:
            raise self._failed(operation, error) from error

    def publish(self, records: Sequence[tuple[int, Record]], place: Place) -> None:
        """Records with their logical partitions, all or none, together with the new place.

        Raises KafkaFailed, RelayFenced; then the session is over.
        """
        deadline = time.monotonic() + ATTEMPT_SECONDS_MAX
        operation: Operation = "produce"
        producer = self._producer
        try:
            producer.begin_transaction()
            sent = self._send(producer, records)
            operation = "offsets"
            self._complete(
                self._transactions().send_offsets_to_transaction(self._offsets(place), self._group), deadline
            )
            operation = "produce"
            self._flush(sent, deadline)
            self._complete(self._transactions().begin_commit(), deadline)
        except (KafkaError, OSError, ValueError) as error:
            raise self._failed(operation, error) from error

    def discard(self) -> None:
        """Ends the session without waiting for anything."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        with suppress(KafkaError):
            # `close` alone would first wait for records that may never go.
            producer._sender.force_close()  # noqa: SLF001 - the version is pinned
            producer.close(timeout=1)

    def stop(self) -> None:
        self._stopped.set()
        if (producer := self._producer) is not None:
            producer._sender.force_close()  # noqa: SLF001 - see discard

    def settings(self) -> dict[str, Any]:
        return {
            "client_id": f"lianxi-relay-{self._service}",
            "transactional_id": f"lianxi-relay-{self._service}",
            "transaction_timeout_ms": TRANSACTION_MS,
            "acks": "all",
            # The next transaction is refused until the last one's markers are written; 100 ms would be 16 a second.
            "retry_backoff_ms": 5,
            "max_block_ms": REQUEST_MS,
            "delivery_timeout_ms": int(ATTEMPT_SECONDS_MAX * 1000),
            # Records wait for the flush: a few large batches instead of many small ones, which cost CPU on both sides.
            "linger_ms": 1000,
            "batch_size": BATCH_BYTES,
            "allow_auto_create_topics": False,
            "metrics_enabled": False,
        }

    def committed(self) -> Place:
        """How far the log is published, without a session. Raises KafkaNotReachable, KafkaError."""
        # One partition is read after the other: a fetch that waits for more would hold the next one up.
        with committed_consumer(self._bootstrap, group_id=self._group, fetch_max_wait_ms=10) as consumer:
            kept = consumer.committed(self._offset_of, metadata=True, timeout_ms=REQUEST_MS)
            if kept is not None:
                return Place.parse(kept.metadata)
            # Kafka forgets a group's offsets after a week of silence, which a holiday can be.
            return Place(*last_published(consumer, self.topic))

    def _send(self, producer: Any, records: Sequence[tuple[int, Record]]) -> list[Any]:
        topic, partitions, send = self.topic, self.partitions, producer.send
        return [
            send(topic, value=value, key=key, headers=headers, partition=partition_for(logical, partitions))
            for logical, (key, value, headers) in records
        ]

    def _offsets(self, place: Place) -> dict[Any, Any]:
        return {self._offset_of: OffsetAndMetadata(place.position, str(place), -1)}

    def _transactions(self) -> Any:
        """kafka-python's own methods wait without a bound, and Kafka may be away longer than a transaction lasts."""
        return self._producer._transaction_manager  # noqa: SLF001 - the version is pinned

    def _complete(self, result: Any, deadline: float) -> None:
        self._producer._sender.wakeup()  # noqa: SLF001 - as its public methods do
        while not result.wait(timeout_ms=_SLICE_S * 1000):
            self._check_time(deadline)

    def _flush(self, sent: Sequence[Any], deadline: float) -> None:
        """Raises what happened to a record that was not taken: the client would commit the transaction without it."""
        self._producer.flush(timeout=max(0.0, deadline - time.monotonic()))
        for future in sent:
            if not future.succeeded():
                future.get(timeout=0)

    def _check_time(self, deadline: float) -> None:
        if self._stopped.is_set() or time.monotonic() > deadline:
            raise KafkaTimeoutError("the transaction was given up")

    def _failed(self, operation: Operation, error: Exception) -> KafkaFailed | RelayFenced:
        manager = self._transactions() if self._producer is not None else None
        reasons = (error, getattr(manager, "last_error", None))
        self.discard()
        if any(isinstance(each, ProducerFencedError | InvalidProducerEpochError) for each in reasons):
            return self._fence()
        return KafkaFailed(operation, error)

    def _fence(self) -> RelayFenced:
        self._fenced = True
        return RelayFenced(
            f"{self._service} 的转发已由另一个进程接替，本进程结束。同一服务的转发进程同时只能有一个在工作。",
            service=self._service,
        )
