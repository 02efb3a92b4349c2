"""views rebuild: a read model built anew beside the live one."""

from pathlib import Path
from typing import Annotated

import typer

from services.local.commands.app import HERE, AsJson, Data, app, out, run, show_json
from services.local.commands.chinese import ChineseTyper
from services.local.reaching import check_has_data
from services.local.server import running
from services.local.settings import LocalSettings
from shared.kernel.errors import Invalid

views = ChineseTyper("views", "读模型（由事件得出、供查询的表）：列出、重建。服务须已停止。")
app.add_typer(views)


class ViewUnknown(Invalid):
    code = "view_unknown"


@views.command("list")
def list_views(data: Data = HERE, as_json: AsJson = False) -> None:
    """列出各服务的读模型。"""
    found = run(_views(data))
    if as_json:
        show_json(found)
        return
    for service, names in found.items():
        out.print(f"{service}：{'、'.join(names)}", soft_wrap=True)


async def _views(data: Path) -> dict[str, list[str]]:
    check_has_data(data)
    async with running(LocalSettings(data=data, grpc_port=0, clock="as_left")) as here:
        return {name: [one.name for one in parts.projections] for name, parts in here.province.services.items()}


@views.command()
def rebuild(
    service: Annotated[str, typer.Argument(help="服务，如 tasking")],
    view: Annotated[str, typer.Argument(help="读模型的名称，见 lianxi views list")],
    data: Data = HERE,
) -> None:
    """由事件在旧的旁边重建一个读模型，追上后换用。"""
    run(_rebuild(service, view, data))
    out.print(f"{service} 的 {view} 已重建并换用")


async def _rebuild(service: str, view: str, data: Path) -> None:
    check_has_data(data)
    async with running(LocalSettings(data=data, grpc_port=0, clock="as_left")) as here:
        parts = here.province.services.get(service)
        if parts is None or view not in {one.name for one in parts.projections}:
            raise ViewUnknown(f"没有读模型 {service} {view}，可用 lianxi views list 查看。")
        await here.province.settle()
        await here.province.runner.rebuild(service, view)
