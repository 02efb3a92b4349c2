"""Every number that a process can report, reported: the names and labels that really are exposed."""

from prometheus_client.parser import text_string_to_metric_families

from shared.kernel.errors import Refusal
from shared.telemetry.metrics import Metrics

SERVICES = ("tasking", "meeting")
OF_TARGETS = frozenset({"instance", "job"})  # what Prometheus itself adds


class Late(Refusal):
    code, rule = "too_late", "T8"


def report_everything(metrics: Metrics, round_: int = 1) -> None:
    """Called again with a larger number, everything that counts has counted on."""
    for service in SERVICES:
        numbers = metrics.of(service)
        for refusal in (None, Late("晚了")):
            numbers.observe("AcceptTask", refusal)
        for protocol, status in (("http", "200"), ("http", "503"), ("grpc", "OK")):
            numbers.request(protocol, "/tasks", status, 0.02)
        numbers.committed(3, 0.004)
        numbers.lag("plans", "meeting", 7)
        numbers.parked("plans", 1)
        numbers.polled("plans", "meeting")
        numbers.partition_behind("meeting", 5, 3)
        numbers.delivered("meeting", 20, 0.05)
        numbers.rebalanced()
        numbers.relay_works(True)
        numbers.relay(10 * round_, 4)
        numbers.relay_published(10, 0.03)
        numbers.outbox_stands(2, 1, 30.0)
        numbers.outbox_attempted("mail", "sent")
        numbers.kafka_error("produce")
        numbers.database_error("connection")


def exposed() -> dict[str, frozenset[str]]:
    """Name of each sample → its labels."""
    metrics = Metrics()
    report_everything(metrics)
    found: dict[str, frozenset[str]] = {}
    for family in text_string_to_metric_families(metrics.exposition().decode()):
        assert family.samples, f"{family.name} is never reported: tests/support/numbers.py should"
        for sample in family.samples:
            found[sample.name] = found.get(sample.name, frozenset()) | frozenset(sample.labels)
    return found
