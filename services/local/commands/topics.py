"""topics check, topics grow: the topics of a distributed installation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from services.distributed.names import LOGS, check_service
from services.distributed.settings import ProcessSettings
from services.local.commands.app import DIFFERS, AsJson, app, errors, out, run, show_json
from services.local.commands.chinese import ChineseTyper
from services.local.commands.installation import InstallationData, settings_of
from shared.database.postgres import PostgresDatabase

topics = ChineseTyper("topics", "Kafka 主题：核对分区数，增加分区。")
app.add_typer(topics)


@topics.command()
def check(data: InstallationData = None, as_json: AsJson = False) -> None:
    """核对各服务的主题：登记的分区数与 Kafka 里的一致；不一致时写明怎样办，退出码为 1。"""
    if not run(_check(settings_of_given(data), as_json=as_json)):
        raise typer.Exit(DIFFERS)


@topics.command()
def grow(
    service: Annotated[str, typer.Argument(help="服务，如 tasking")],
    partitions: Annotated[int, typer.Argument(help="增加到多少个分区")],
    data: InstallationData = None,
) -> None:
    """把一个服务的主题增加到这么多个分区；之后重启该服务的转发进程和各服务的处理进程。"""
    run(_grow(settings_of_given(data), service, partitions))
    out.print(f"主题 lianxi.{service}.events 现在有 {partitions} 个分区。", markup=False)
    out.print(f"请重启：relay-{service}，然后各服务的 worker（本机：lianxi restart relay-{service} worker）。")


def settings_of_given(data: InstallationData) -> ProcessSettings:
    """A refusal is said as every command's."""

    async def found() -> ProcessSettings:
        return settings_of(data)

    return run(found())


async def _check(settings: ProcessSettings, *, as_json: bool) -> bool:
    from shared.kernel.errors import Refusal
    from shared.messaging.kafka.topics import check_topic

    counts, wrong = dict[str, int](), dict[str, str]()
    for service in LOGS:
        try:
            async with _database(settings, service) as database:
                counts[service] = await check_topic(database, settings.kafka, service)
        except Refusal as refusal:
            wrong[service] = refusal.message
    if as_json:
        show_json({"partitions": counts, "wrong": wrong})
        return not wrong
    for service, count in counts.items():
        out.print(f"lianxi.{service}.events：{count} 个分区，与登记的一致", markup=False)
    for words in wrong.values():
        errors.print(words, markup=False, soft_wrap=True)
    return not wrong


async def _grow(settings: ProcessSettings, service: str, partitions: int) -> None:
    """Raises ServiceUnknown, PartitionsNotValid, TopicShrunk, TopicNotProvisioned, TopicDrift, KafkaNotReachable."""
    from shared.messaging.kafka.topics import grow_topic

    check_service(service, LOGS)
    async with _database(settings, service) as database:
        await grow_topic(database, settings.kafka, service, partitions)


@asynccontextmanager
async def _database(settings: ProcessSettings, service: str) -> AsyncIterator[PostgresDatabase]:
    from shared.messaging.kafka.topics import TOPICS

    database = PostgresDatabase(settings.database_of(service), "lianxi-topics")
    try:
        database.create_tables([TOPICS])
        yield database
    finally:
        database.close()
