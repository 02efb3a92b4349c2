"""Numbers and logs: what is in them, and what must never be."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import structlog

from shared.kernel.envelope import Actor, Envelope, Occurred, RecordedEvent
from shared.kernel.errors import NotFound, Refusal
from shared.telemetry.logs import (
    bind_correlation,
    configure_logs,
    correlated,
    log_failure,
    logger,
    unbind_correlation,
)
from shared.telemetry.metrics import Metrics, ServiceMetrics


class TooLate(Refusal):
    rule = "T8"
    code = "too_late"


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, {"service": "tasking", **labels})


def test_commands_are_counted_by_result_and_rule() -> None:
    metrics = Metrics()
    of_tasking = metrics.of("tasking")
    for refusal in (None, None, TooLate("晚了"), NotFound("没有")):
        of_tasking.observe("AcceptTask", refusal)
    name = "lianxi_commands_total"
    assert value(metrics, name, command="AcceptTask", result="accepted", rule="") == 2
    assert value(metrics, name, command="AcceptTask", result="too_late", rule="T8") == 1
    assert value(metrics, name, command="AcceptTask", result="not_found", rule="") == 1


def test_inbox_and_append_numbers_are_exposed() -> None:
    metrics = Metrics()
    of_tasking = metrics.of("tasking")
    of_tasking.committed(3, 0.01)
    of_tasking.committed(30, 0.01)
    of_tasking.lag("plans", "meeting", 7)
    of_tasking.parked("plans", 2)
    assert value(metrics, "lianxi_append_batch_size_sum") == 33
    assert value(metrics, "lianxi_append_batch_size_bucket", le="4.0") == 1
    assert value(metrics, "lianxi_inbox_lag_events", consumer="plans", log="meeting") == 7
    assert value(metrics, "lianxi_inbox_parked_events", consumer="plans") == 2
    assert b'lianxi_inbox_lag_events{consumer="plans",log="meeting",service="tasking"} 7.0' in metrics.exposition()


def test_the_age_of_a_poll_grows_until_the_next_one() -> None:
    metrics, seconds = Metrics(), [100.0]
    of_tasking = ServiceMetrics(metrics, "tasking", now=lambda: seconds[0])

    def age() -> float | None:
        return value(metrics, "lianxi_inbox_poll_age_seconds", consumer="plans", log="meeting")

    of_tasking.polled("plans", "meeting")
    seconds[0] = 112.5
    assert age() == 12.5
    of_tasking.polled("plans", "meeting")
    assert age() == 0


def test_the_age_of_a_poll_can_be_read_from_who_polls() -> None:
    metrics, ages = Metrics(), [3.5]
    metrics.of("tasking").poll_age("plans", "meeting", lambda: ages[-1])
    ages.append(4.5)
    assert value(metrics, "lianxi_inbox_poll_age_seconds", consumer="plans", log="meeting") == 4.5


def test_a_relay_tells_where_it_is_and_how_long_the_oldest_waits() -> None:
    metrics, seconds = Metrics(), [100.0]
    of_tasking = ServiceMetrics(metrics, "tasking", now=lambda: seconds[0])
    of_tasking.relay_works(True)
    of_tasking.relay(40, 3)
    of_tasking.relay_published(3, 0.02)
    seconds[0] = 130.0
    names = ("at_work", "position", "lag_events", "lag_seconds", "transaction_events_sum")
    assert [value(metrics, f"lianxi_relay_{name}") for name in names] == [1, 40, 3, 30, 3]
    of_tasking.relay(43, 0)
    assert value(metrics, "lianxi_relay_lag_seconds") == 0


def test_a_relay_that_stands_by_tells_nothing_of_another_ones_work() -> None:
    metrics, seconds = Metrics(), [100.0]
    of_tasking = ServiceMetrics(metrics, "tasking", now=lambda: seconds[0])
    of_tasking.relay_works(False)
    of_tasking.relay_works(True)
    of_tasking.relay(40, 3)
    of_tasking.relay_works(False)
    assert value(metrics, "lianxi_relay_at_work") == 0
    for name in ("position", "lag_events", "lag_seconds"):
        assert value(metrics, f"lianxi_relay_{name}") is None
    seconds[0] = 500.0
    of_tasking.relay(50, 1)
    assert value(metrics, "lianxi_relay_lag_seconds") == 0


def test_a_partition_that_went_to_another_worker_is_told_by_that_one() -> None:
    metrics = Metrics()
    of_tasking = metrics.of("tasking")
    of_tasking.partition_behind("meeting", 5, 12)
    assert value(metrics, "lianxi_consumer_lag_events", log="meeting", partition="5") == 12
    of_tasking.partition_left("meeting", 5)
    of_tasking.partition_left("meeting", 6)
    assert value(metrics, "lianxi_consumer_lag_events", log="meeting", partition="5") is None


def test_failures_count_from_zero_so_that_the_first_is_an_increase() -> None:
    metrics = Metrics()
    of_tasking = metrics.of("tasking")
    assert value(metrics, "lianxi_kafka_errors_total", operation="produce") == 0
    assert value(metrics, "lianxi_database_errors_total", kind="timeout") == 0
    assert value(metrics, "lianxi_rebalances_total") == 0
    of_tasking.kafka_error("produce")
    of_tasking.database_error("timeout")
    of_tasking.rebalanced()
    assert value(metrics, "lianxi_kafka_errors_total", operation="produce") == 1
    assert value(metrics, "lianxi_database_errors_total", kind="timeout") == 1
    assert value(metrics, "lianxi_rebalances_total") == 1


def test_no_series_is_spent_on_when_a_counter_began() -> None:
    metrics = Metrics()
    metrics.of("tasking").committed(3, 0.01)
    assert "_created" not in metrics.exposition().decode()


def test_two_processes_in_one_have_registries_apart() -> None:
    first, second = Metrics(), Metrics()
    first.of("tasking").committed(1, 0.01)
    assert value(second, "lianxi_append_batch_size_count") is None


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    configure_logs(stream)
    yield stream
    structlog.reset_defaults()


def recorded() -> RecordedEvent:
    ids = iter(UUID(int=number, version=4) for number in range(1, 9))
    moment = datetime(2026, 3, 2, 1, tzinfo=UTC)
    envelope = Envelope(
        id=next(ids),
        type="tasking.task.accepted",
        version=1,
        stream_id=next(ids),
        stream_type="task",
        stream_version=1,
        owner_unit=next(ids),
        units=(),
        partition=0,
        actor=Actor(unit_id=next(ids), role="clerk"),
        command_id=next(ids),
        correlation_id=next(ids),
        occurred=Occurred(at=moment),
    )
    return RecordedEvent(
        log="tasking",
        generation=1,
        position=1,
        recorded_at=moment,
        envelope=envelope,
        envelope_bytes=b"",
        data=b"{}",
        leaf=b"",
    )


def test_a_line_is_json_and_carries_the_correlation_id(lines: io.StringIO) -> None:
    correlation = uuid4()
    bind_correlation(correlation, "tasking")
    logger().info("command_accepted", command="AcceptTask")
    unbind_correlation()
    logger().info("idle")
    first, second = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert (first["event"], first["command"]) == ("command_accepted", "AcceptTask")
    assert (first["correlation_id"], first["service"]) == (str(correlation), "tasking")
    assert "correlation_id" not in second


def test_a_failure_shows_its_stack_and_no_values(lines: io.StringIO) -> None:
    def fail(password: str) -> None:
        raise ValueError("broken")

    secret = f"示例口令{uuid4()}"
    try:
        fail(secret)
    except ValueError as error:
        log_failure("request_failed", error, route="/tasks")
    line = json.loads(lines.getvalue())
    assert (line["event"], line["error"], line["route"]) == ("request_failed", "ValueError", "/tasks")
    assert "in fail" in line["stack"]
    assert secret not in lines.getvalue()


def test_what_libraries_log_becomes_such_a_line(lines: io.StringIO) -> None:
    correlation = uuid4()
    bind_correlation(correlation, "tasking", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    library = logging.getLogger("some.library")
    library.info("chatter")
    try:
        raise ValueError("broken")
    except ValueError:
        library.exception("consumer %s is held up", "plans")
    line = json.loads(lines.getvalue())
    assert (line["event"], line["level"], line["logger"]) == ("consumer plans is held up", "error", "some.library")
    assert (line["error"], line["trace_id"]) == ("ValueError", "4bf92f3577b34da6a3ce929d0e0e4736")
    assert "test_telemetry.py" in line["stack"]


def test_lines_of_an_event_end_with_it(lines: io.StringIO) -> None:
    bind_correlation(uuid4(), "tasking")
    event = recorded()
    with correlated(event, consumer="plans"):
        logger().info("inside")
    logger().info("outside")
    inside, outside = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert inside["correlation_id"] == str(event.envelope.correlation_id) != outside["correlation_id"]
    assert (inside["trace_id"], inside["consumer"]) == (event.envelope.correlation_id.hex, "plans")
    assert outside.keys() & {"consumer", "event_id"} == set()


def test_neither_tokens_nor_names_are_logged(lines: io.StringIO) -> None:
    logger().warning("odd", token="eyJ-secret", Authorization="Bearer eyJ-secret", name="示例人名", count=1)
    assert "eyJ-secret" not in lines.getvalue()
    assert "示例人名" not in lines.getvalue()
    assert json.loads(lines.getvalue())["count"] == 1
