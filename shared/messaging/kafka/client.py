"""Kafka's clients as this project opens them: bounded waits, nothing committed or created by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import kafka
from kafka.errors import KafkaError, RetriableError
from kafka.net.compat import KafkaNetClient

from shared.kernel.errors import Unavailable

CONNECT_MS: Final = 5_000
REQUEST_MS: Final = 10_000
RECONNECT_MS_MAX: Final = 1_000


class KafkaNotReachable(Unavailable):
    code = "kafka_not_reachable"

    def __init__(self, bootstrap: str, cause: Exception) -> None:
        super().__init__(f"连不上 Kafka（{bootstrap}），请确认它在运行、地址无误。", cause=str(cause))


def connection(bootstrap: str) -> dict[str, Any]:
    """What every client is given; `bootstrap` is host:port of one or more brokers, separated by commas."""
    return {
        "bootstrap_servers": [server.strip() for server in bootstrap.split(",")],
        "bootstrap_timeout_ms": CONNECT_MS,
        "request_timeout_ms": REQUEST_MS,
        # Its own would grow to half a minute; a broker that is back must be found at once.
        "reconnect_backoff_max_ms": RECONNECT_MS_MAX,
    }


def opened(make: Callable[..., Any], bootstrap: str, **settings: Any) -> Any:
    """A client of kafka-python. Raises KafkaNotReachable where no broker answers.

    A client that fails while it is made leaves its thread and its sockets behind; who waits for a broker makes many.
    """
    nets: list[Any] = []

    def net(**given: Any) -> Any:
        nets.append(KafkaNetClient(**given))
        return nets[-1]

    try:
        return make(**connection(bootstrap), kafka_client=net, **settings)
    except BaseException as error:
        for each in nets:
            each.close()
        if isinstance(error, KafkaError | OSError):
            raise KafkaNotReachable(bootstrap, error) from error
        raise


@contextmanager
def admin_client(bootstrap: str) -> Iterator[Any]:
    """Raises KafkaNotReachable where no broker answers, also to what is asked inside."""
    admin = opened(kafka.KafkaAdminClient, bootstrap)
    try:
        yield admin
    except RetriableError as error:
        raise KafkaNotReachable(bootstrap, error) from error
    finally:
        admin.close()


@contextmanager
def committed_consumer(bootstrap: str, **more: Any) -> Iterator[Any]:
    """Reads what was committed, of partitions that are assigned to it, and keeps no offsets of its own.

    Raises KafkaNotReachable where no broker answers.
    """
    settings = {
        "isolation_level": "read_committed",
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "allow_auto_create_topics": False,
        **more,
    }
    consumer = opened(kafka.KafkaConsumer, bootstrap, **settings)
    try:
        yield consumer
    finally:
        consumer.close(autocommit=False, timeout_ms=CONNECT_MS)
