"""backup, restore: the distributed engine on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from services.local.commands.app import app, out, refused, run
from services.local.commands.installation import ENGINE_DATA, EngineData, engine_in
from services.local.commands.restoring import show_restored
from shared.kernel.errors import Invalid


class DirectoryNotEmpty(Invalid):
    code = "directory_not_empty"


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="备份放到这个目录，须还没有")],
    data: EngineData = ENGINE_DATA,
) -> None:
    """备份本机的分布式系统，可在运行中做：命令照常受理，事件的处理停到备份完。备份里有姓名和密钥，须妥善保管。"""
    run(_backup(target, data))
    out.print(f"已备份到 {target}", markup=False, soft_wrap=True)


async def _backup(target: Path, data: Path) -> None:
    from services.local.engine.backup import back_up

    await back_up(engine_in(data), target, _say)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="lianxi backup 得到的目录")],
    data: EngineData = ENGINE_DATA,
    replace: Annotated[bool, typer.Option("--replace", help="数据目录里已有数据，用备份换掉它")] = False,
) -> None:
    """把备份恢复到一个数据目录，各服务的日志进入新的一代；然后用 lianxi up 启动。"""
    with refused():
        if not replace and data.exists() and any(data.iterdir()):
            raise DirectoryNotEmpty(f"目录 {data} 里已有数据：换一个目录，或者用 --replace 换掉它。")
    run(_restore(source, data))
    out.print(f"已恢复，请启动：lianxi up --data {data}", markup=False, soft_wrap=True)


async def _restore(source: Path, data: Path) -> None:
    from services.local.engine.backup import restore as bring_back
    from services.local.engine.native import NativeEngine

    show_restored(await bring_back(NativeEngine(data), source, _say))


def _say(text: str) -> None:
    out.print(f"  · {text}", markup=False, soft_wrap=True)
