"""Numbers an operator watches: one registry, one `service` label; made once, in bootstrap."""

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from shared.kernel.errors import Refusal

BATCH_BUCKETS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
SECONDS_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """All metric families of one process. Registering one twice raises: hence one object, handed on."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = reg = registry or CollectorRegistry()
        self.commands = Counter(
            "lianxi_commands_total", "Commands by result", ("service", "command", "result", "rule"), registry=reg
        )
        self.batches = Histogram(
            "lianxi_append_batch_size",
            "Appends and other writes that shared one commit",
            ("service",),
            buckets=BATCH_BUCKETS,
            registry=reg,
        )
        self.lag = Gauge(
            "lianxi_inbox_lag_events", "Events not yet handled", ("service", "consumer", "log"), registry=reg
        )
        self.parked = Gauge("lianxi_inbox_parked_events", "Parked events", ("service", "consumer"), registry=reg)
        self.poll_age = Gauge(
            "lianxi_inbox_poll_age_seconds", "Since the last poll", ("service", "consumer", "log"), registry=reg
        )
        self.partition_lag = Gauge(
            "lianxi_consumer_lag_events",
            "Events of a logical partition that its slowest consumer has not handled",
            ("service", "log", "partition"),
            registry=reg,
        )
        self.rebalances = Counter(
            "lianxi_rebalances_total", "Assignments of partitions to this worker", ("service",), registry=reg
        )
        self.relay_position = Gauge(
            "lianxi_relay_position", "The last position that Kafka holds", ("service",), registry=reg
        )
        self.relay_lag = Gauge("lianxi_relay_lag_events", "Stored events not yet in Kafka", ("service",), registry=reg)
        self.relay_at_work = Gauge(
            "lianxi_relay_at_work", "1: this relay publishes; 0: it stands by", ("service",), registry=reg
        )
        self.kafka_errors = Counter(
            "lianxi_kafka_errors_total", "Failures of Kafka by operation", ("service", "operation"), registry=reg
        )
        self.database_errors = Counter(
            "lianxi_database_errors_total", "Failures of the database by kind", ("service", "kind"), registry=reg
        )
        self.requests = Histogram(
            "lianxi_requests_seconds",
            "Requests by protocol, route and status",
            ("service", "protocol", "route", "status"),
            buckets=SECONDS_BUCKETS,
            registry=reg,
        )

    def of(self, service: str) -> "ServiceMetrics":
        return ServiceMetrics(self, service)

    def exposition(self) -> bytes:
        """The text format a Prometheus server reads."""
        return generate_latest(self.registry)


class ServiceMetrics:
    """The same families for one service, in the words of those who report to them."""

    def __init__(self, metrics: Metrics, service: str, now: Callable[[], float] = time.monotonic) -> None:
        self._metrics, self._service, self._now = metrics, service, now
        self._commands: dict[tuple[str, str, str], Counter] = {}
        self._requests: dict[tuple[str, str, str], Histogram] = {}
        self._polled: dict[tuple[str, str], float] = {}

    def command(self, name: str, result: str, rule: str | None = None) -> None:
        """`result` is `accepted` or the code of the refusal."""
        key = (name, result, rule or "")
        counter = self._commands.get(key)
        if counter is None:
            # Asking a family for its child costs ten times what counting does.
            counter = self._commands[key] = self._metrics.commands.labels(self._service, *key)
        counter.inc()

    def observe(self, name: str, refusal: Refusal | None) -> None:
        """What the command bus tells of each command it judged, whoever gave it."""
        self.command(name, refusal.code if refusal else "accepted", refusal.rule if refusal else None)

    def committed(self, writes: int, _seconds: float) -> None:
        """What a database tells of each group commit; from its writer's thread."""
        self._metrics.batches.labels(self._service).observe(writes)

    def lag(self, consumer: str, log: str, events: int) -> None:
        self._metrics.lag.labels(self._service, consumer, log).set(events)

    def parked(self, consumer: str, events: int) -> None:
        self._metrics.parked.labels(self._service, consumer).set(events)

    def poll_age(self, consumer: str, log: str, read: Callable[[], float]) -> None:
        """For who keeps the moment of the last poll himself: `read` gives the seconds since, at scrape time."""
        self._metrics.poll_age.labels(self._service, consumer, log).set_function(read)

    def polled(self, consumer: str, log: str) -> None:
        key = (consumer, log)
        if key not in self._polled:
            gauge = self._metrics.poll_age.labels(self._service, consumer, log)
            # Read at scrape time: a loop that stands still must be seen to age.
            gauge.set_function(lambda: self._now() - self._polled[key])
        self._polled[key] = self._now()

    def unfollowed(self, consumer: str, log: str) -> None:
        """Another process does this consumer's work now: an age that nobody ends would be a false alarm."""
        self._metrics.poll_age.remove(self._service, consumer, log)
        self._metrics.lag.remove(self._service, consumer, log)
        self._polled.pop((consumer, log), None)

    def partition_behind(self, log: str, partition: int, events: int) -> None:
        self._metrics.partition_lag.labels(self._service, log, str(partition)).set(events)

    def partition_left(self, log: str, partition: int) -> None:
        """Another worker has the partition now: what this one knew of it goes stale."""
        self._metrics.partition_lag.remove(self._service, log, str(partition))

    def rebalanced(self) -> None:
        self._metrics.rebalances.labels(self._service).inc()

    def relay(self, position: int, lag: int) -> None:
        """Both in events of this service's log."""
        self._metrics.relay_position.labels(self._service).set(position)
        self._metrics.relay_lag.labels(self._service).set(lag)

    def relay_works(self, at_work: bool) -> None:
        self._metrics.relay_at_work.labels(self._service).set(int(at_work))

    def kafka_error(self, operation: str) -> None:
        """`operation`: produce, consume, metadata, offsets."""
        self._metrics.kafka_errors.labels(self._service, operation).inc()

    def database_error(self, kind: str) -> None:
        """`kind`: connection, timeout, storage, other."""
        self._metrics.database_errors.labels(self._service, kind).inc()

    def request(self, protocol: str, route: str, status: str, seconds: float) -> None:
        key = (protocol, route, status)
        histogram = self._requests.get(key)
        if histogram is None:
            histogram = self._requests[key] = self._metrics.requests.labels(self._service, *key)
        histogram.observe(seconds)
