"""Following a topic from outside, as library and as a command."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import kafka as kafka_client
import pytest
from typer.testing import CliRunner

from services.local.commands import events as events_command
from services.local.commands.everything import app
from services.local.engine.kafka_server import KafkaServer
from shared.kernel.envelope import RecordedEvent
from shared.messaging.kafka.client import KafkaNotReachable
from shared.messaging.kafka.tail import Begin, NoTopic, RecordMalformed, tailing
from shared.messaging.kafka.topics import grow_topic, topic_of
from tests.support.project import ROOT
from tests.support.relaying import Relaying, relaying, running

pytestmark = [pytest.mark.slow, pytest.mark.server]


async def published(here: Relaying, commands: int, rng: Random) -> list[RecordedEvent]:
    await here.say(commands, rng)
    relay = here.relay()
    await here.drained(relay)
    await relay.close()
    return await here.log()


def by_position(events: list[RecordedEvent]) -> list[RecordedEvent]:
    return sorted(events, key=lambda event: event.position)


def next_of(batches: Iterator[list[RecordedEvent]], number: int) -> list[RecordedEvent]:
    events: list[RecordedEvent] = []
    while len(events) < number:
        events += next(batches)
    return events


async def test_from_now_only_what_comes_later_is_read(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        earlier = await published(here, 10, rng)
        with tailing(kafka.bootstrap, [here.service], "now") as tail:
            log = await published(here, 10, rng)
            later = await asyncio.to_thread(next_of, tail.batches(), len(log) - len(earlier))
    assert by_position(later) == log[len(earlier) :]


async def test_from_a_position_what_came_before_is_left_out(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        log = await published(here, 20, rng)
        begin: Begin = {here.service: 7}
        with tailing(kafka.bootstrap, [here.service], begin) as tail:
            read = await asyncio.to_thread(next_of, tail.batches(), len(log) - 7)
    assert by_position(read) == log[7:]


async def test_several_topics_are_followed_at_once(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    (tmp_path / "other").mkdir()
    async with relaying(kafka, tmp_path) as here, relaying(kafka, tmp_path / "other") as there:
        both = [*await published(here, 5, rng), *await published(there, 5, rng)]
        with tailing(kafka.bootstrap, [here.service, there.service], "beginning") as tail:
            read = await asyncio.to_thread(list, tail.to_end())
    assert {event.at: event for event in read} == {event.at: event for event in both}
    assert len(read) == len(both)


async def test_partitions_that_a_topic_gains_are_followed_too(
    kafka: KafkaServer, tmp_path: Path, rng: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.messaging.kafka.tail.METADATA_MS", 200)
    async with relaying(kafka, tmp_path, partitions=1) as here:
        with tailing(kafka.bootstrap, [here.service], "beginning") as tail:
            batches = tail.batches()
            log = await published(here, 10, rng)
            read = await asyncio.to_thread(next_of, batches, len(log))
            here.partitions = await grow_topic(here.store, kafka.bootstrap, here.service, 7)
            log = await published(here, 20, rng)
            read += await asyncio.to_thread(next_of, batches, len(log) - len(read))
    assert by_position(read) == log
    for unit in {event.envelope.owner_unit for event in log}:
        positions = [event.position for event in read if event.envelope.owner_unit == unit]
        assert positions == sorted(positions)


async def test_a_tail_outlives_the_broker(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        async with running(here.relay()):
            with tailing(kafka.bootstrap, [here.service], "beginning") as tail:
                batches = tail.batches()
                await here.say(5, rng)
                first = len(await here.log())
                read = await asyncio.to_thread(next_of, batches, first)
                kafka.kill()
                assert await asyncio.to_thread(next, batches) == []
                await asyncio.to_thread(kafka.start)
                await here.say(5, rng)
                read += await asyncio.to_thread(next_of, batches, len(await here.log()) - first)
        assert by_position(read) == await here.log()


async def test_what_is_no_event_is_named(kafka: KafkaServer, tmp_path: Path) -> None:
    async with relaying(kafka, tmp_path) as here:
        producer = kafka_client.KafkaProducer(bootstrap_servers=kafka.bootstrap)
        producer.send(topic_of(here.service), b"{}", partition=2).get(timeout=30)
        producer.close()
        with (
            tailing(kafka.bootstrap, [here.service], "beginning") as tail,
            pytest.raises(RecordMalformed, match=r"分区2 位移0 .*ce_specversion"),
        ):
            next_of(tail.batches(), 1)


def test_a_topic_or_broker_that_is_not_there_is_named(kafka: KafkaServer) -> None:
    with (
        pytest.raises(NoTopic, match=r"lianxi\.nobody\.events.*lianxi provision"),
        tailing(kafka.bootstrap, ["nobody"]),
    ):
        pass
    with pytest.raises(KafkaNotReachable, match=r"127\.0\.0\.1:9"), tailing("127.0.0.1:9", ["nobody"]):
        pass


async def test_the_command_shows_what_was_published_and_ends_after_count(
    kafka: KafkaServer, tmp_path: Path, rng: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with relaying(kafka, tmp_path) as here:
        log = await published(here, 10, rng)
        monkeypatch.setattr(events_command, "LOGS", (here.service,))
        given = ["events", "tail", "--kafka", kafka.bootstrap, "--from-beginning", "--count", str(len(log))]
        told = await asyncio.to_thread(CliRunner().invoke, app, [*given, "--json"])
        assert told.exit_code == 0, told.output
        lines = {(line := json.loads(text))["position"]: line for text in told.stdout.splitlines()}
        assert sorted(lines) == [event.position for event in log]
        assert {line["leaf"] for line in lines.values()} == {event.leaf.hex() for event in log}
        assert lines[1]["envelope"]["type"] == log[0].envelope.type
        told = await asyncio.to_thread(CliRunner().invoke, app, given)
        assert f"{here.service}:1:1" in told.stdout
        assert "notes.note.begun" in told.stdout


def test_the_command_refuses_in_words(kafka: KafkaServer) -> None:
    told = CliRunner().invoke(app, ["events", "tail", "--kafka", kafka.bootstrap, "--service", "nobody"])
    assert (told.exit_code, "没有服务“nobody”" in told.output) == (2, True)
    told = CliRunner().invoke(app, ["events", "tail", "--kafka", "127.0.0.1:9"])
    assert (told.exit_code, "连不上 Kafka" in told.output) == (2, True)


async def test_ctrl_c_ends_the_command_without_a_word(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        await published(here, 1, rng)
        process = following(kafka.bootstrap, here.service)
        assert process.stdout is not None
        assert json.loads(await asyncio.to_thread(process.stdout.readline))["position"] == 1
        process.send_signal(signal.SIGINT)
        _, said = await asyncio.to_thread(process.communicate, timeout=30)
        assert (process.returncode, said) == (0, "")


def following(bootstrap: str, service: str) -> "subprocess.Popen[str]":
    # A run that was begun in the background has Ctrl+C ignored, and would hand that on.
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        f"from services.local.commands import events; events.LOGS = ({service!r},); "
        "from services.local.cli import main; main()"
    )
    given = ["events", "tail", "--kafka", bootstrap, "--from-beginning", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command, pipe = [sys.executable, "-c", program, *given], subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)
