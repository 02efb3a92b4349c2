"""The example registry into a province that runs in this process; killed while loading, it goes on."""

from typing import Any

import msgspec
from rich.console import Console
from rich.progress import Progress

from services.local.composition import Province
from services.local.example.calendar import load_calendars
from services.local.example.load import Step, load_example, total
from services.local.example.registry import PROVINCE, unit_id
from shared.access.issuer import service_unit
from shared.kernel.command import Command, CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.ids import derive
from shared.kernel.trace import of_command
from shared.serving.reception import request_digest

ROLE = "service:local"


async def load_into(province: Province, console: Console) -> None:
    """Every command has a permanent id, so what is stored already is not stored again."""
    calendars = [_calendar(seed) for seed in load_calendars()]
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("载入黑龙江示例名册", total=total() + len(calendars))

        async def send(step: Step) -> None:
            await _give(province, "organization", step, Actor(unit_id=service_unit("local"), role=ROLE))
            bar.advance(task)

        await load_example(send, province.settle)
        for step in calendars:
            await _give(province, "supervision", step, Actor(unit_id=unit_id(PROVINCE), role=ROLE))
            bar.advance(task)
    await province.settle()


def _calendar(seed: Any) -> Step:
    fields = {
        "year": seed.year,
        "holidays": seed.holidays,
        "workdays": seed.workdays,
        "source": seed.source,
        "provisional": seed.provisional,
    }
    return Step(f"calendar.{seed.year}.{seed.edition}", "PublishCalendar", fields)


async def _give(province: Province, service: str, step: Step, actor: Actor) -> None:
    parts = province.services[service]
    command_type = next(each for each in parts.bus.commands if each.__name__ == step.command)
    command: Command = msgspec.convert(msgspec.to_builtins(step.fields), command_type)
    command_id = derive("example", service, step.name)
    context = CommandContext(
        command_id=command_id,
        actor=actor,
        now=province.clock.now(),
        correlation_id=command_id,
        traceparent=of_command(command_id, None, command_id),
        request_digest=request_digest(command, step.name),
    )
    await parts.bus.handle(command, context)
