"""What aiokafka tells in its log is counted, and told on now and then."""

import logging

import pytest

from shared.messaging.kafka.troubles import Troubles


def test_failures_are_counted_and_one_line_of_a_kind_is_let_through(caplog: pytest.LogCaptureFixture) -> None:
    counted: list[int] = []
    troubles = Troubles(lambda: counted.append(1))
    log = logging.getLogger("aiokafka.consumer.fetcher")
    assert [troubles.lately] == [False]
    troubles.listen()
    try:
        for _ in range(5):
            log.error("cannot fetch")
        log.error("another kind")
        log.warning("rebalancing")
    finally:
        troubles.cease()
    assert len(counted) == 6
    assert [troubles.lately] == [True]
    assert caplog.messages == ["cannot fetch", "another kind", "rebalancing"]
    log.error("nobody counts it any more")
    assert len(counted) == 6
