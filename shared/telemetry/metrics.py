"""Numbers an operator watches: one registry, one `service` label; made once, in bootstrap."""

import time
from collections.abc import Callable

from prometheus_client import Counter, Histogram, generate_latest

from shared.kernel.errors import Refusal
from shared.telemetry.backlog import Backlog
from shared.telemetry.families import DATABASE_KINDS, KAFKA_OPERATIONS, Families


class Metrics(Families):
    """All numbers of one process."""

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
        self._backlog = Backlog(now)
        self._begin_counters()

    def _begin_counters(self) -> None:
        """At 0 from the start: an increase is not seen of a series that begins with its first failure."""
        self._metrics.rebalances.labels(self._service)
        for operation in KAFKA_OPERATIONS:
            self._metrics.kafka_errors.labels(self._service, operation)
        for kind in DATABASE_KINDS:
            self._metrics.database_errors.labels(self._service, kind)

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

    def committed(self, writes: int, seconds: float) -> None:
        """What a database tells of each group commit; from its writer's thread."""
        self._metrics.batches.labels(self._service).observe(writes)
        self._metrics.commits.labels(self._service).observe(seconds)

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
        """Another worker tells of it from now on."""
        self._metrics.partition_lag.remove(self._service, log, str(partition))

    def delivered(self, log: str, events: int, seconds: float) -> None:
        """A batch was handed to a consumer, which took that long."""
        self._metrics.delivered.labels(self._service, log).observe(events)
        self._metrics.handled.labels(self._service, log).observe(seconds)

    def rebalanced(self) -> None:
        self._metrics.rebalances.labels(self._service).inc()

    def relay(self, position: int, lag: int) -> None:
        """Both in events of this service's log. To be told every second or so, also while nothing can be published."""
        self._metrics.relay_position.labels(self._service).set(position)
        self._metrics.relay_lag.labels(self._service).set(lag)
        self._backlog.seen(position, position + lag)
        # Read at scrape time: a relay that hangs must be seen to fall behind.
        self._metrics.relay_lag_seconds.labels(self._service).set_function(self._backlog.seconds)

    def relay_published(self, events: int, seconds: float) -> None:
        """One transaction was committed."""
        self._metrics.relay_events.labels(self._service).observe(events)
        self._metrics.relay_seconds.labels(self._service).observe(seconds)

    def relay_works(self, at_work: bool) -> None:
        self._metrics.relay_at_work.labels(self._service).set(int(at_work))
        if not at_work:
            # The one at work tells these; what this one last knew would look like a lag that never falls.
            self._backlog = Backlog(self._now)
            for family in (self._metrics.relay_position, self._metrics.relay_lag, self._metrics.relay_lag_seconds):
                family.remove(self._service)

    def outbox_attempted(self, channel: str, outcome: str) -> None:
        """`outcome`: sent, later, refused."""
        self._metrics.outbox_attempts.labels(self._service, channel, outcome).inc()

    def outbox_stands(self, waiting: int, failed: int, oldest_seconds: float) -> None:
        self._metrics.outbox_waiting.labels(self._service).set(waiting)
        self._metrics.outbox_failed.labels(self._service).set(failed)
        self._metrics.outbox_oldest.labels(self._service).set(oldest_seconds)

    def outbox_left(self) -> None:
        """Another process sends from now on; what this one last knew is no longer so."""
        for family in (self._metrics.outbox_waiting, self._metrics.outbox_failed, self._metrics.outbox_oldest):
            family.remove(self._service)

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
