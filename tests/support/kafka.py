"""A real Kafka for tests, one for the whole run; left out with a plain reason where this machine cannot start one."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.local.engine.kafka_server import KafkaServer
from tests.support.project import ROOT

FETCH_SECONDS_MAX = 300


@contextmanager
def running_kafka(directory: Path) -> Iterator[KafkaServer]:
    """A test may stop or kill it and must start it again."""
    server = KafkaServer(directory, brief=True, dies_with_us=True)
    if server.missing() is not None:
        fetch_jars()
    if (lacking := server.missing()) is not None:
        pytest.skip(f"Kafka cannot start: {lacking}")
    try:
        server.start()
        yield server
    finally:
        server.kill()


def fetch_jars() -> None:
    """Leaves the test out where it cannot."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed, Kafka needs 17 or newer: apt install openjdk-17-jre-headless")
    if shutil.which("mvn") is None:
        pytest.skip("Maven is not installed, it fetches Kafka: apt install maven, then .make/kafka-jars")
    command = [str(ROOT / ".make" / "kafka-jars")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=FETCH_SECONDS_MAX)
    if done.returncode != 0:
        pytest.skip(f"Kafka's jars could not be fetched by .make/kafka-jars: {done.stderr.strip()[-300:]}")
