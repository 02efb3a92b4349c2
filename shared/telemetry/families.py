"""Every metric family of a process, by what it is about. A family's name and labels are permanent: alerts hang on them.

All have the label `service`, but for what belongs to the process alone.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics

EVENTS_BUCKETS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
SECONDS_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
KAFKA_OPERATIONS = ("produce", "consume", "metadata", "offsets")
DATABASE_KINDS = ("connection", "timeout", "storage", "other")


class Families:
    """Registering a name twice raises: hence one object, handed on."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        # Each counter and histogram would have a gauge beside it that tells when it began: nobody reads them.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library gives it no types
        self.registry = registry or CollectorRegistry()
        self._serving()
        self._storing()
        self._consuming()
        self._relaying()
        self._sending()
        self._failing()
        self._process()

    def _serving(self) -> None:
        self.commands = self._counter(
            "lianxi_commands_total", "Commands by result", "service", "command", "result", "rule"
        )
        self.requests = self._seconds(
            "lianxi_requests_seconds",
            "Requests by protocol, route and status",
            "service",
            "protocol",
            "route",
            "status",
        )

    def _storing(self) -> None:
        self.batches = self._events(
            "lianxi_append_batch_size", "Appends and other writes that shared one commit", "service"
        )
        self.commits = self._seconds("lianxi_append_commit_seconds", "What such a commit took", "service")

    def _consuming(self) -> None:
        self.lag = self._gauge("lianxi_inbox_lag_events", "Events not yet handled", "service", "consumer", "log")
        self.parked = self._gauge("lianxi_inbox_parked_events", "Parked events", "service", "consumer")
        self.poll_age = self._gauge(
            "lianxi_inbox_poll_age_seconds", "Since the last poll", "service", "consumer", "log"
        )
        self.partition_lag = self._gauge(
            "lianxi_consumer_lag_events",
            "Positions of the log that the slowest consumer of a logical partition is behind",
            "service",
            "log",
            "partition",
        )
        self.delivered = self._events(
            "lianxi_consumer_batch_events", "Events that were handed to a consumer together", "service", "log"
        )
        self.handled = self._seconds(
            "lianxi_consumer_batch_seconds", "What a consumer took for such a batch", "service", "log"
        )
        self.rebalances = self._counter(
            "lianxi_rebalances_total", "Assignments of partitions to this worker", "service"
        )

    def _relaying(self) -> None:
        self.relay_position = self._gauge("lianxi_relay_position", "The last position that Kafka holds", "service")
        self.relay_lag = self._gauge("lianxi_relay_lag_events", "Stored events not yet in Kafka", "service")
        self.relay_lag_seconds = self._gauge(
            "lianxi_relay_lag_seconds", "Since this relay has known of the oldest event not yet in Kafka", "service"
        )
        self.relay_at_work = self._gauge("lianxi_relay_at_work", "1: this relay publishes; 0: it stands by", "service")
        self.relay_events = self._events(
            "lianxi_relay_transaction_events", "Events of one Kafka transaction", "service"
        )
        self.relay_seconds = self._seconds(
            "lianxi_relay_transaction_seconds", "What a Kafka transaction took", "service"
        )

    def _sending(self) -> None:
        self.outbox_waiting = self._gauge("lianxi_outbox_waiting_messages", "Messages not yet sent", "service")
        self.outbox_failed = self._gauge(
            "lianxi_outbox_failed_messages", "Messages that were not taken and would still matter", "service"
        )
        self.outbox_oldest = self._gauge(
            "lianxi_outbox_oldest_seconds", "Since the longest waiting message was to be sent", "service"
        )
        self.outbox_attempts = self._counter(
            "lianxi_outbox_attempts_total", "Tries to send by channel and outcome", "service", "channel", "outcome"
        )

    def _failing(self) -> None:
        self.kafka_errors = self._counter(
            "lianxi_kafka_errors_total", "Failures of Kafka by operation", "service", "operation"
        )
        self.database_errors = self._counter(
            "lianxi_database_errors_total", "Failures of the database by kind", "service", "kind"
        )

    def _process(self) -> None:
        self.scrape_stale = self._gauge(
            "lianxi_scrape_stale", "1: numbers that are asked for at a scrape could not be had, these are of before"
        )
        ProcessCollector(registry=self.registry)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self.registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(name, about, labels, registry=self.registry)

    def _seconds(self, name: str, about: str, *labels: str) -> Histogram:
        return Histogram(name, about, labels, buckets=SECONDS_BUCKETS, registry=self.registry)

    def _events(self, name: str, about: str, *labels: str) -> Histogram:
        return Histogram(name, about, labels, buckets=EVENTS_BUCKETS, registry=self.registry)
