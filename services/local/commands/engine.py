"""up, down: the distributed engine on this machine."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from services.local.commands.app import app, out, run, show_lines
from services.local.commands.words import moment
from services.local.demo.cast import CITY, PROVINCE

ENGINE_DATA = Path("data-distributed")
EngineData = Annotated[Path, typer.Option("--data", help="数据目录")]


@app.command()
def up(
    data: EngineData = ENGINE_DATA,
    clock: Annotated[Literal["system", "manual"], typer.Option(help="manual：时间由人拨动，仅供演示和测试")] = "system",
    clock_from: Annotated[str | None, typer.Option(help="manual 时钟的起点，如 2023-07-03T09:00（北京时间）")] = None,
) -> None:
    """在本机启动分布式系统：PostgreSQL、Kafka 和各服务的全部进程。已在运行的不动，没有运行的补上。"""
    run(_up(data, clock, clock_from))


async def _up(data: Path, clock: Literal["system", "manual"], clock_from: str | None) -> None:
    from services.local.engine.native import NativeEngine

    begins = datetime.fromisoformat(moment(clock_from, "--clock-from")) if clock_from else None
    engine = NativeEngine(data)
    await engine.up(
        lambda text: out.print(f"  · {text}", markup=False, soft_wrap=True), clock=clock, clock_begins=begins
    )
    show_lines(
        [
            f"联席已启动，接口说明：{engine.base_url}/　（在浏览器里打开）",
            f"数据：{data}　各进程的日志：{data / 'processes'}",
            "示例令牌（鸡西市关工委经办人、省关工委审计人员，12小时有效）：",
            engine.issuer.person_token(CITY, "clerk"),
            engine.issuer.person_token(PROVINCE, "auditor"),
            "停止：make down（或 lianxi down）",
        ]
    )


@app.command()
def down(data: EngineData = ENGINE_DATA) -> None:
    """停止本机分布式系统的全部进程；数据都在。"""
    run(_down(data))


async def _down(data: Path) -> None:
    from services.local.engine.native import NativeEngine

    engine = NativeEngine(data)
    await asyncio.to_thread(engine.down, lambda text: out.print(f"  · {text}", markup=False))
    out.print("已停止，数据都在。")
