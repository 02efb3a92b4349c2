"""up, down, restart: the distributed engine on this machine."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.progress import Progress

from services.local.commands.app import app, out, run, show_lines
from services.local.commands.installation import ENGINE_DATA, EngineData, engine_in
from services.local.commands.words import moment
from services.local.demo.cast import CITY, PROVINCE
from shared.kernel.errors import Invalid

if TYPE_CHECKING:
    from services.local.engine.layout import ProcessName
    from services.local.engine.native import NativeEngine


class ProcessUnknown(Invalid):
    code = "process_unknown"


@app.command()
def up(
    data: EngineData = ENGINE_DATA,
    clock: Annotated[Literal["system", "manual"], typer.Option(help="manual：时间由人拨动，仅供演示和测试")] = "system",
    clock_from: Annotated[str | None, typer.Option(help="manual 时钟的起点，如 2023-07-03T09:00（北京时间）")] = None,
    example: Annotated[bool, typer.Option("--example/--no-example", help="载入黑龙江示例名册")] = True,
) -> None:
    """在本机启动分布式系统：PostgreSQL、Kafka 和各服务的全部进程。已在运行的不动，没有运行的补上。"""
    run(_up(data, clock, clock_from, example))


async def _up(data: Path, clock: Literal["system", "manual"], clock_from: str | None, example: bool) -> None:
    from services.local.engine.native import NativeEngine

    begins = datetime.fromisoformat(moment(clock_from, "--clock-from")) if clock_from else None
    engine = NativeEngine(data)
    await engine.up(_say, clock=clock, clock_begins=begins)
    if example and not engine.story.exists():  # which has loaded the same register
        await _load_example(engine)
    show_lines([f"联席已启动，请在浏览器里打开：{engine.base_url}/", f"接口说明：{engine.base_url}/api"])
    show_lines([f"数据：{data}　各进程的日志：{data / 'processes'}"])
    if example:
        show_lines(["示例令牌（鸡西市关工委经办人、省关工委审计人员，12小时有效）："])
        show_lines([engine.issuer.person_token(CITY, "clerk"), engine.issuer.person_token(PROVINCE, "auditor")])
    show_lines([f"别的单位或角色：lianxi token --data {data} --unit 单位 --role 角色"])
    show_lines(["停止：make down（或 lianxi down）"])


async def _load_example(engine: "NativeEngine") -> None:
    from services.local.example.over_http import JOURNAL, load_over_http, steps_total

    with Progress(console=out, transient=True) as bar:
        task = bar.add_task("载入黑龙江示例名册", total=steps_total())
        await load_over_http(engine.base_url, engine.issuer, engine.directory / JOURNAL, lambda: bar.advance(task))
    _say("黑龙江示例名册已载入")


def _say(text: str) -> None:
    out.print(f"  · {text}", markup=False, soft_wrap=True)


@app.command()
def down(data: EngineData = ENGINE_DATA) -> None:
    """停止本机分布式系统的全部进程；数据都在。"""
    run(_down(data))


async def _down(data: Path) -> None:
    from services.local.engine.native import NativeEngine

    engine = NativeEngine(data)
    await asyncio.to_thread(engine.down, _say)
    out.print("已停止，数据都在。")


@app.command()
def restart(
    processes: Annotated[
        list[str] | None, typer.Argument(help="进程，如 api-tasking，或一类：api、relay、worker、gateway；不写为全部")
    ] = None,
    data: EngineData = ENGINE_DATA,
) -> None:
    """把本机分布式系统的进程逐个重启，前一个就绪才轮到下一个；其间服务不停。"""
    run(_restart(data, processes or []))


async def _restart(data: Path, wanted: Sequence[str]) -> None:
    """Raises ProcessUnknown, EngineNotStarted."""
    engine = engine_in(data)
    for process in _named(engine, wanted):
        await engine.restart(process)
        _say(f"{process} 已重启")


def _named(engine: "NativeEngine", wanted: Sequence[str]) -> list["ProcessName"]:
    known = engine.started()
    found = [one for one in known if not wanted or {str(one), one.kind} & set(wanted)]
    for name in wanted:
        if not any(name in {str(one), one.kind} for one in known):
            raise ProcessUnknown(f"没有进程“{name}”，有：{'、'.join(map(str, known))}。")
    return found
