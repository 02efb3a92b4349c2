"""A command → visible in the province's roll-up, over all services: `python -m tests.bench.visible [--json]`.

The program runs as a process with the example registry and the demo's plan; units accept its tasks over HTTP, one at
a time, and after each the province asks for its roll-up at least as new as that command's position. Every consumer of
every service does its work meanwhile. The floor is another unit's command and the same question, nothing waited for.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import msgspec
from rich.console import Console

from services.local.demo.cast import PROVINCE, Stage, china
from services.local.demo.client import Api, Desk
from services.local.demo.journal import Journal
from services.local.demo.meeting import joint_meeting, organisation
from services.local.demo.teller import Teller
from services.local.demo.work import plan, tasks, units_of
from services.local.loopback import all_at
from tests.bench.parts.load import answered, get, post
from tests.bench.report import Row, print_rows
from tests.support.processes import Server, serving, story_options

FLOOR = "the command and the question alone"
WARMING = 10  # commands before those that count
COMMANDS = 130


class Wire:
    """One keep-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def accept(self, task_id: str, desk: Desk) -> str:
        """The position of the accepted command."""
        return await self.give(post(f"/tasking/v1/tasks/{task_id}/accept", b"{}", bearer(desk)))

    async def give(self, command: bytes) -> str:
        self._writer.write(command)
        fields = msgspec.json.decode(await answered(self._reader))
        return str(fields["position"])

    async def rollup(self, desk: Desk, at_least: str | None) -> None:
        query = f"?at_least={at_least}" if at_least else ""
        self._writer.write(get(f"/reporting/v1/rollup/{PROVINCE}{query}", bearer(desk)))
        await answered(self._reader)

    def close(self) -> None:
        self._writer.close()


def bearer(desk: Desk) -> str:
    return f"Authorization: Bearer {desk.bearer}\r\n"


async def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as directory, serving(Path(directory), *story_options()) as server:
        api = Api(server.base_url, all_at(server.grpc_port), Journal(Path(directory) / "journal"), server.issuer)
        try:
            await api.open()
            stage = Stage(api, Teller(Console(quiet=True)))
            return [_row(*await _accepting(server, stage, await assigned_tasks(stage)))]
        finally:
            await api.close()


async def assigned_tasks(stage: Stage) -> list[tuple[dict[str, Any], str]]:
    """Tasks of the plan with the units that have a part in them."""
    for chapter in (organisation, joint_meeting, plan):
        await chapter(stage)
    await stage.move_to(china(8, 3))
    return [(task, unit) for task in await tasks(stage) for unit in units_of(task)][:COMMANDS]


async def _accepting(
    server: Server, stage: Stage, assigned: Sequence[tuple[dict[str, Any], str]]
) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds until visible, of the floor, and of the command alone."""
    wire = Wire(*await asyncio.open_connection("127.0.0.1", server.http_port))
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    province = stage.province_clerk
    for number, (task, unit) in enumerate(assigned):
        began = perf_counter()
        position = await wire.accept(task["task_id"], stage.liaison(unit))
        times[2].append((perf_counter() - began) * 1000)
        await wire.rollup(province, position if number % 2 == 0 else None)
        taken = (perf_counter() - began) * 1000
        await stage.settle()  # the next one finds everybody at rest
        if number >= WARMING:
            times[number % 2].append(taken)
    wire.close()
    return times


def _row(visible: Sequence[float], alone: Sequence[float], commands: Sequence[float]) -> Row:
    cuts = quantiles(visible, n=100)
    return Row(
        measure="accept_task → in the province's roll-up, all services",
        median=cuts[49],
        unit="ms",
        floor=median(alone),
        floor_is=FLOOR,
        ratio=median(alone) / cuts[49],
        note=f"p99 {cuts[98]:.0f} ms of {len(visible)}; the command's answer {median(commands):.1f} ms",
    )


def main(argv: Sequence[str]) -> int:
    print_rows(asyncio.run(measure()), as_json="--json" in argv)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
