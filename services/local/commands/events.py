"""events parked, events redrive: what could not be processed, and trying it again; events tail: what Kafka gives."""

import itertools
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from services.distributed.names import LOGS
from services.local.commands.app import (
    HERE,
    AsJson,
    Data,
    Server,
    Token,
    app,
    out,
    refused,
    run,
    show_json,
    show_lines,
)
from services.local.commands.chinese import ChineseTyper
from services.local.commands.words import SERVICES_SHOWN, columns, shown
from services.local.reaching import SERVICES, reach
from shared.kernel.errors import Invalid

if TYPE_CHECKING:
    from shared.kernel.envelope import RecordedEvent


events = ChineseTyper("events", "事件：没能处理而停放的，查看、再做一遍；Kafka 里的，逐件跟随。")
app.add_typer(events)


class ServiceUnknown(Invalid):
    code = "service_unknown"


@events.command()
def parked(data: Data = HERE, server: Server = None, token: Token = None, as_json: AsJson = False) -> None:
    """列出没能处理而停放的事件，以及排在它们后面的。连接运行中的服务时用 --role service:local 的令牌。"""
    found = run(_parked(data, server, token))
    if as_json:
        for one in found:
            show_json(one)
        return
    for one in found:
        why = one["reason"] or f"排在位置 {one['waits_behind']} 之后"
        out.print(
            f"{one['service']} {one['consumer']} {one['log']}:{one['position']} {why}", soft_wrap=True, markup=False
        )
    out.print(f"共 {len(found)} 件停放" if found else "没有停放的事件")


async def _parked(data: Any, server: Any, token: Any) -> list[dict[str, Any]]:
    async with reach(server, data, token, service=True) as services:
        found = []
        for service in SERVICES:
            items = (await services.get(f"/{service}/v1/parked"))["items"]
            found += [{"service": service, **item} for item in items]
        return found


@events.command()
def redrive(data: Data = HERE, server: Server = None, token: Token = None, as_json: AsJson = False) -> None:
    """把停放的事件再做一遍。连接运行中的服务时用 --role service:local 的令牌。"""
    outcomes = run(_redrive(data, server, token))
    if as_json:
        show_json(outcomes)
        return
    for service, outcome in outcomes.items():
        out.print(f"{service}：做成 {outcome['done']} 件，仍停放 {outcome['still_parked']} 件")


async def _redrive(data: Any, server: Any, token: Any) -> dict[str, Any]:
    async with reach(server, data, token, service=True) as services:
        return {service: await services.post(f"/{service}/v1/parked/redrive") for service in SERVICES}


@events.command()
def tail(
    kafka: Annotated[str, typer.Option("--kafka", envvar="LIANXI_KAFKA", help="Kafka 的地址，主机:端口")],
    service: Annotated[list[str] | None, typer.Option("--service", help="只看这个服务的，可写多次")] = None,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="从头看起，而不是从现在起")] = False,
    count: Annotated[int | None, typer.Option("--count", min=1, help="看到这么多件就结束")] = None,
    as_json: AsJson = False,
) -> None:
    """逐件跟随各服务发布到 Kafka 的事件，只看已提交的；按 Ctrl+C 结束。"""
    with refused(), suppress(KeyboardInterrupt):
        for event in itertools.islice(_followed(kafka, service or LOGS, from_beginning), count):
            if as_json:
                show_json(_as_json(event))
                sys.stdout.flush()  # a program that reads it must not wait for a full buffer
            else:
                show_lines([_line(event)])


def _followed(kafka: str, services: Sequence[str], from_beginning: bool) -> "Iterator[RecordedEvent]":
    from shared.messaging.kafka.tail import tailing  # weighs what Kafka's client weighs

    for service in services:
        if service not in LOGS:
            raise ServiceUnknown(f"没有服务“{service}”；有事件的服务：{'、'.join(LOGS)}。", service=service)
    with tailing(kafka, services, "beginning" if from_beginning else "now") as followed:
        for batch in followed.batches():
            yield from batch


def _as_json(event: "RecordedEvent") -> dict[str, Any]:
    return {
        "log": event.log,
        "generation": event.generation,
        "position": event.position,
        "previous": event.previous,
        "recorded_at": event.recorded_at.isoformat(),
        "leaf": event.leaf.hex(),
        "envelope": msgspec.json.decode(event.envelope_bytes),
        "data": event.fields(),
    }


def _line(event: "RecordedEvent") -> str:
    envelope = event.envelope
    cells = (
        str(event.at),
        shown(envelope.occurred.at.isoformat()),
        SERVICES_SHOWN.get(event.log, event.log),
        envelope.type,
    )
    return columns(cells, (20, 18, 4, 0))
