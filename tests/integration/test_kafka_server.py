"""The broker that `make up` and the tests start."""

import os
from pathlib import Path

import pytest

from services.local.engine.kafka_server import KafkaNotAvailable, KafkaServer
from services.local.engine.ports import free_port, is_free


@pytest.mark.slow
@pytest.mark.server
def test_a_killed_broker_comes_back_on_the_same_ports(kafka: KafkaServer) -> None:
    bootstrap, pid = kafka.bootstrap, kafka.pid
    kafka.kill()
    assert kafka.pid is None
    assert is_free(int(bootstrap.rpartition(":")[2]))
    kafka.start()
    assert kafka.bootstrap == bootstrap
    assert kafka.pid not in {None, pid}


@pytest.mark.slow
@pytest.mark.server
def test_another_object_on_the_directory_finds_the_broker_and_stops_it(kafka: KafkaServer) -> None:
    other = KafkaServer(kafka.directory)
    assert other.pid == kafka.pid
    assert other.bootstrap == kafka.bootstrap
    other.start()
    assert other.pid == kafka.pid
    other.stop()
    assert (kafka.pid, other.pid) == (None, None)
    kafka.start()
    assert other.pid == kafka.pid


def test_the_number_of_another_process_is_not_taken_for_the_broker(tmp_path: Path) -> None:
    (tmp_path / "kafka.pid").write_text(str(os.getpid()))
    server = KafkaServer(tmp_path)
    assert server.pid is None
    server.kill()  # would end this test
    with pytest.raises(KafkaNotAvailable, match="还没有启动过"):
        server.bootstrap  # noqa: B018


def test_what_is_missing_is_named_with_the_way_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    server = KafkaServer(tmp_path / "kafka", jars=tmp_path)
    with pytest.raises(KafkaNotAvailable, match=r"没有找到 Java.*apt install"):
        server.start()
    java(tmp_path, "11.0.2")
    assert "Java 是第11版" in str(server.missing())
    java(tmp_path, "17.0.15")
    assert ".make/kafka-jars" in str(server.missing())
    (tmp_path / "kafka-server-4.1.1.jar").touch()
    assert server.missing() is None
    with pytest.raises(KafkaNotAvailable, match="数据目录没能建好"):
        server.start()


def java(home: Path, version: str) -> None:
    """A program that tells this version and can do nothing else."""
    program = home / "bin" / "java"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\necho \'openjdk version "{version}" 2025-04-15\' >&2\n[ "$1" = -version ]\n')
    program.chmod(0o755)


def test_free_ports_lie_below_those_of_outgoing_connections() -> None:
    given = Path("/proc/sys/net/ipv4/ip_local_port_range")
    low = int(given.read_text().split()[0]) if given.exists() else 32768
    assert all(1024 <= free_port() < low for _ in range(50))
