"""A command → visible in the province's roll-up, over all processes: `python -m tests.bench.distributed.visible`.

The whole engine runs with the demo's registry and plan. First, at what rate it takes commands and keeps up: reports of
progress from 16 connections, until the roll-up has the last of them. Then half of that rate, steadily, and beside it
units accept tasks one at a time: from the request until the province's roll-up, asked at least as new as that command's
position, has answered. The way leads through the gateway, tasking's api, its log, relay, Kafka and reporting's worker.
The floor is another unit's command and the same question under the same load, nothing waited for. The clock is one
that is moved by hand, because the story's is: each command asks one row more than in production.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import msgspec
from rich.console import Console

from services.local.demo.cast import BEGINNING, Stage
from services.local.demo.client import Api, Desk
from services.local.demo.journal import Journal
from services.local.demo.teller import Teller
from services.local.engine.layout import GATEWAY
from services.local.engine.native import NativeEngine
from shared.serving.process import run_process
from tests.bench.parts.engine import engine_up
from tests.bench.parts.leaving import unless_left_out
from tests.bench.parts.load import Load, Unanswered, answered, drive, post
from tests.bench.report import Row, print_rows
from tests.bench.visible import FLOOR, Wire, assigned_tasks, bearer

CAPACITY_COMMANDS, CAPACITY_CONNECTIONS = 600, 16
WARMING = 6

Part = tuple[str, Desk]  # a task and a unit that has a part in it


def progress(part: Part, number: int) -> bytes:
    task, desk = part
    fields = {"percent": 50, "done": f"已开展第{number}次活动。"}
    return post(f"/tasking/v1/tasks/{task}/report-progress", msgspec.json.encode(fields), bearer(desk))


async def measure() -> list[Row]:
    async with engine_up("manual", BEGINNING) as engine:
        journal = Journal(Path(engine.directory) / "journal")
        api = Api(engine.base_url, engine.grpc_address, journal, engine.issuer)
        try:
            await api.open()
            stage = Stage(api, Teller(Console(quiet=True)))
            return await _measure(engine, stage)
        finally:
            await api.close()


async def _measure(engine: NativeEngine, stage: Stage) -> list[Row]:
    parts = [(str(task["task_id"]), stage.liaison(unit)) for task, unit in await assigned_tasks(stage)]
    # One unit of each task accepts before, so that there is something to report on, in streams that differ.
    firsts = {task: (task, desk) for task, desk in reversed(parts)}
    port, stock = engine.ports.of(GATEWAY), list(firsts.values())
    wire = await _wire(port)
    for task, desk in stock:
        await wire.accept(task, desk)
    await stage.settle()
    capacity, taken = await _capacity(port, stock, wire, stage.province_clerk)
    async with _steadily(port, stock, capacity / 2) as load:
        visible, alone, commands = await _accepting(
            wire, stage.province_clerk, [part for part in parts if part not in stock]
        )
    wire.close()
    return [_capacity_row(capacity, taken), _row(visible, alone, commands, capacity / 2, load)]


async def _wire(port: int) -> Wire:
    return Wire(*await asyncio.open_connection("127.0.0.1", port))


async def _capacity(port: int, stock: Sequence[Part], wire: Wire, province: Desk) -> tuple[float, Load]:
    """Commands per second until the roll-up has the last of them; and what the connections saw."""
    load = Load()
    requests = [progress(part, number) for number, part in zip(range(CAPACITY_COMMANDS), cycle(stock), strict=False)]
    began = perf_counter()
    await drive(port, requests, CAPACITY_CONNECTIONS, load)
    task, desk = stock[0]
    await wire.rollup(province, await wire.give(progress((task, desk), 99)))
    return CAPACITY_COMMANDS / (perf_counter() - began), load


@asynccontextmanager
async def _steadily(port: int, stock: Sequence[Part], rate: float) -> AsyncIterator[Load]:
    """Commands at that rate, whatever the answers take, until the block ends."""
    load, under_way = Load(), set[asyncio.Task[None]]()
    refused: list[float] = []
    idle: asyncio.LifoQueue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.LifoQueue()

    async def send(request: bytes) -> None:
        with suppress(asyncio.QueueEmpty):
            stream = idle.get_nowait()
            await one(stream, request)
            return
        await one(await asyncio.open_connection("127.0.0.1", port), request)

    async def one(stream: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes) -> None:
        began = perf_counter()
        stream[1].write(request)
        try:
            await answered(stream[0])
        except Unanswered:
            refused.append(began)
        load.milliseconds.append((perf_counter() - began) * 1000)
        idle.put_nowait(stream)

    async def go_on() -> None:
        began = perf_counter()
        for number, part in enumerate(cycle(stock)):
            await asyncio.sleep(max(0.0, began + number / rate - perf_counter()))
            task = asyncio.create_task(send(progress(part, number)))
            under_way.add(task)
            task.add_done_callback(under_way.discard)

    going = asyncio.create_task(go_on())
    try:
        yield load
    finally:
        going.cancel()
        await asyncio.gather(going, *under_way, return_exceptions=True)
        if refused:  # a machine that is busy with something else: the figures stand, and this beside them
            print(f"  refused: {len(refused)} of {len(load.milliseconds)}", file=sys.stderr)


async def _accepting(wire: Wire, province: Desk, parts: Sequence[Part]) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds until visible, of the floor, and of the command alone."""
    visible, alone, commands = list[float](), list[float](), list[float]()
    for number, (task, desk) in enumerate(parts):
        began = perf_counter()
        position = await wire.accept(task, desk)
        answered_at = perf_counter()
        waits = number % 3 > 0  # two of three
        await wire.rollup(province, position if waits else None)
        if number >= WARMING:
            (visible if waits else alone).append((perf_counter() - began) * 1000)
            commands.append((answered_at - began) * 1000)
    return visible, alone, commands


def _capacity_row(capacity: float, load: Load) -> Row:
    return Row(
        measure=f"the engine takes and shows, {CAPACITY_CONNECTIONS} connections",
        median=capacity,
        unit="commands/s",
        note=f"answered {load.rates[0]:.0f}/s, {load.percentiles}",
    )


def _row(visible: Sequence[float], alone: Sequence[float], commands: Sequence[float], rate: float, load: Load) -> Row:
    cuts = quantiles(visible, n=100)
    return Row(
        measure=f"accept_task → in the province's roll-up, at {rate:.0f} commands/s beside",
        median=cuts[49],
        unit="ms",
        floor=median(alone),
        floor_is=FLOOR,
        ratio=median(alone) / cuts[49],
        note=f"p99 {cuts[98]:.0f} ms of {len(visible)}; its answer {median(commands):.1f} ms; load {load.percentiles}",
    )


def main(argv: Sequence[str]) -> int:
    print_rows(unless_left_out(lambda: run_process(measure())), as_json="--json" in argv)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
