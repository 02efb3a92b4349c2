"""Kafka is away for a while and commands go on: none is refused for it, and afterwards nothing is missing anywhere."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any, ClassVar
from uuid import UUID

import httpx

from services.distributed.names import LOGS
from services.local.demo.client import Api, Desk
from services.local.demo.journal import Journal
from services.local.engine.layout import ProcessName
from services.local.engine.native import NativeEngine
from shared.kernel.ids import derive
from tests.chaos.engine import Hurt, Logs, parked, settled, subscribed
from tests.chaos.rebalances import judge_subscriber
from tests.chaos.report import Report
from tests.chaos.story import digest
from tests.support import whole_story as small

CALLERS = 4
COMMANDS_MIN = 20  # however slow the machine is
PACE_SECONDS = 0.2  # of one caller: ten minutes are some ten thousand commands
SETTLE_SECONDS_MAX = 600.0
_NOTES_MAX = 5


@dataclass
class KafkaAway(Report):
    fault: ClassVar[str] = "kafka-away"
    never: ClassVar[tuple[str, ...]] = (
        "errors", "lost", "gaps", "out_of_order", "doubled", "parked", "published_twice", "never_published",
        "published_out_of_order", "ended_by_themselves",
    )  # fmt: skip
    some: ClassVar[tuple[str, ...]] = ("commands", "drained", "replay_is_live")

    away_seconds: float = 0.0
    commands: int = 0
    errors: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    backlog: int = 0
    drained: int = 0
    lost: int = 0
    events: int = 0
    replay_is_live: int = 0
    ended_by_themselves: int = 0
    gaps: int = 0
    out_of_order: int = 0
    doubled: int = 0
    parked: int = 0
    published_twice: int = 0
    never_published: int = 0
    published_out_of_order: int = 0


def kafka_away(engine: NativeEngine, seed: int, seconds: float, province: UUID = small.PROVINCE) -> KafkaAway:
    """The small story has been told on the engine; other commands go on from there."""
    return asyncio.run(_kafka_away(engine, KafkaAway(seed), seconds, province))


async def _kafka_away(engine: NativeEngine, report: KafkaAway, seconds: float, province: UUID) -> KafkaAway:
    hurt = Hurt(engine, Random(f"{report.seed}:kafka-away"))
    api = Api(engine.base_url, engine.grpc_address, Journal(None), engine.issuer)
    try:
        await api.open()
        await asyncio.to_thread(engine.kafka.kill)
        try:
            answers = await _load(api, report, seconds)
            published = await _head(engine)
        finally:
            await asyncio.to_thread(engine.kafka.start)
        report.backlog = published
        # Consumers may be done before the relays are: they repair their tails from the producers meanwhile.
        report.drained = int(await settled(engine, SETTLE_SECONDS_MAX) and await _published(engine))
        hurt.look()
        await _judge(engine, report, answers)
        report.replay_is_live = int(bool(await digest(api, province)))
    finally:
        await api.close()
    report.ended_by_themselves = len(hurt.by_themselves)
    report.notes += hurt.by_themselves
    return report


async def _load(api: Api, report: KafkaAway, seconds: float) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    statuses: Counter[str] = Counter()
    began = time.monotonic()

    async def caller(number: int) -> None:
        given = 0
        while time.monotonic() - began < seconds or given < COMMANDS_MIN:
            given += 1
            response = await _draft(api, f"away-{report.seed}-{number}-{given}")
            statuses[str(response.status_code)] += 1
            if response.status_code == httpx.codes.OK:
                answers.append(response.json())
            elif len(report.notes) < _NOTES_MAX:
                report.notes.append(f"{response.status_code} {response.text}")
            await asyncio.sleep(PACE_SECONDS)

    await asyncio.gather(*(caller(number) for number in range(CALLERS)))
    report.away_seconds = time.monotonic() - began
    report.commands, report.statuses = sum(statuses.values()), dict(statuses)
    report.errors = report.commands - len(answers)
    return answers


async def _draft(api: Api, name: str) -> httpx.Response:
    """A meeting is drafted: an event that four other services and audit read."""
    desk: Desk = api.desk(small.CITY, "clerk")
    drafted = {"committee_id": str(small.CITY), "hosts": [str(small.CITY)], "kinds": ["thematic"], "joint": True}
    subject = {"planned_on": "2024-03-20", "theme": name, "agenda": ["一"], "matters": ["一"]}
    meeting = derive("chaos", name)
    path = api.route("meeting", "DraftMeeting").path.format(meeting_id=meeting)
    body = {**drafted, **subject} if str(meeting) in path else {"meeting_id": str(meeting), **drafted, **subject}
    headers = {"Authorization": f"Bearer {desk.bearer}", "Idempotency-Key": name}
    return await api.http.post(path, json=body, headers=headers)


async def _published(engine: NativeEngine) -> bool:
    """Whether the topics hold as many committed events as the logs, within the bound."""
    deadline = time.monotonic() + SETTLE_SECONDS_MAX
    while time.monotonic() < deadline:
        logs = await Logs.of(engine)
        if len(await subscribed(engine)) >= sum(map(len, logs.events.values())):
            return True
        await asyncio.sleep(1)
    return False


async def _head(engine: NativeEngine) -> int:
    """Events that no relay has published: the logs' heads less what the relays say."""
    behind = 0
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        for service in LOGS:
            said = (await client.get(f"{engine.address(_relay(service))}/metrics")).text
            lags = [line.rpartition(" ")[2] for line in said.splitlines() if line.startswith("lianxi_relay_lag{")]
            behind += sum(int(float(lag)) for lag in lags)
    return behind


def _relay(service: str) -> ProcessName:
    return ProcessName("relay", service)


async def _judge(engine: NativeEngine, report: KafkaAway, answers: list[dict[str, Any]]) -> None:
    logs = await Logs.of(engine)
    stored = {(log, event.position) for log, events in logs.events.items() for event in events}
    for answer in answers:
        log, _, position = answer["position"].split(":")
        report.lost += (log, int(position)) not in stored
    report.events = sum(map(len, logs.events.values()))
    for name, number in logs.faults().items():
        setattr(report, name, number)
    report.parked = parked(engine)
    judge_subscriber(report, logs.events, await subscribed(engine))
