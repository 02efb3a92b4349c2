"""views rebuild: a read model built anew beside the live one."""

from pathlib import Path
from typing import Annotated

import typer

from services.distributed.rebuilding import ViewUnknown, rebuildable, views_of
from services.distributed.rebuilding import rebuild as rebuild_running
from services.local.commands.app import HERE, AsJson, app, out, run, show_json
from services.local.commands.chinese import ChineseTyper
from services.local.commands.installation import AnyData, Engine, settings_of
from services.local.reaching import check_has_data
from services.local.server import running
from services.local.settings import LocalSettings

views = ChineseTyper(
    "views",
    "读模型（由事件得出、供查询的表）：列出、重建。单进程的服务须已停止；分布式系统（--engine distributed）在运行中做。",
)
app.add_typer(views)


@views.command("list")
def list_views(data: AnyData = None, engine: Engine = "embedded", as_json: AsJson = False) -> None:
    """列出各服务的读模型。"""
    found = run(_views_of(data) if engine == "distributed" else _views(data or HERE))
    if as_json:
        show_json(found)
        return
    for service, names in found.items():
        out.print(f"{service}：{'、'.join(names)}", soft_wrap=True)


async def _views_of(data: Path | None) -> dict[str, list[str]]:
    return await views_of(settings_of(data))


async def _views(data: Path) -> dict[str, list[str]]:
    check_has_data(data)
    async with running(LocalSettings(data=data, grpc_port=0, clock="as_left")) as here:
        return {name: list(rebuildable(parts.projections)) for name, parts in here.province.services.items()}


@views.command()
def rebuild(
    service: Annotated[str, typer.Argument(help="服务，如 tasking")],
    view: Annotated[str, typer.Argument(help="读模型的名称，见 lianxi views list")],
    data: AnyData = None,
    engine: Engine = "embedded",
) -> None:
    """由事件在旧的旁边重建一个读模型，追上后换用。"""
    run(_rebuild_running(service, view, data) if engine == "distributed" else _rebuild(service, view, data or HERE))
    out.print(f"{service} 的 {view} 已重建并换用")


async def _rebuild_running(service: str, view: str, data: Path | None) -> None:
    await rebuild_running(service, view, settings_of(data))


async def _rebuild(service: str, view: str, data: Path) -> None:
    check_has_data(data)
    async with running(LocalSettings(data=data, grpc_port=0, clock="as_left")) as here:
        parts = here.province.services.get(service)
        if parts is None or view not in rebuildable(parts.projections):
            raise ViewUnknown(f"没有读模型 {service} {view}，可用 lianxi views list 查看。")
        await here.province.settle()
        await here.province.runner.rebuild(service, view)
