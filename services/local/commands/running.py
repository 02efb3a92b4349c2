"""serve, demo, token."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from services.local.commands.app import HERE, AsJson, Data, app, errors, out, run, show_json
from services.local.demo.cast import CITY
from services.local.loading import load_into
from services.local.reaching import resolve_in_files
from services.local.server import HttpListener, running
from services.local.settings import LocalSettings
from shared.access.issuer import LocalIssuer
from shared.access.roles import ROLES
from shared.telemetry.logs import configure_logs


@app.command()
def serve(
    data: Data = HERE,
    http_port: Annotated[int, typer.Option(help="HTTP 端口，0 为任选")] = 8420,
    grpc_port: Annotated[int, typer.Option(help="gRPC 端口，0 为任选")] = 8421,
    clock: Annotated[Literal["system", "manual"], typer.Option(help="manual：时间由人拨动，仅供演示和测试")] = "system",
    clock_from: Annotated[str | None, typer.Option(help="manual 时钟的起点")] = None,
    example: Annotated[bool, typer.Option(help="载入黑龙江示例名册")] = True,
) -> None:
    """在本机启动全部服务。"""
    begins = datetime.fromisoformat(clock_from) if clock_from else None
    run(_serve(LocalSettings(data, http_port, grpc_port, clock, begins, example)))


async def _serve(settings: LocalSettings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    configure_logs((settings.data / "lianxi.log").open("a", encoding="utf-8"))
    async with running(settings) as here:
        if settings.load_example:
            await load_into(here.province, out)
        listener = HttpListener(here.app, settings.http_port)
        try:
            port = await listener.start()
        except OSError as error:
            errors.print(f"端口 {settings.http_port} 不能用：{error.strerror}。可用 --http-port 换一个。")
            raise typer.Exit(2) from None
        address = f"http://127.0.0.1:{port}"
        token = here.province.issuer.person_token(CITY, "clerk")
        out.print(f"联席已启动：{address}/　（各服务的接口说明都在这一页）", soft_wrap=True)
        out.print(
            f"gRPC：127.0.0.1:{here.grpc_port}　数据：{settings.data}　日志：{settings.data / 'lianxi.log'}",
            soft_wrap=True,
        )
        out.print("示例令牌（鸡西市关工委经办人）：")
        out.print(token, soft_wrap=True, markup=False)
        out.print("停止：按 Ctrl+C", soft_wrap=True)
        await listener.until_stopped()
    out.print("已停止，数据都在。")


@app.command()
def demo(
    data: Annotated[Path | None, typer.Option("--data", help="把演示数据留在这个目录")] = None,
    as_json: AsJson = False,
) -> None:
    """演示：一次联席会议从请示到重放，全部用真实接口。"""
    from services.local.demo.play import play

    directory = data or Path(tempfile.mkdtemp(prefix="lianxi-demo-"))
    directory.mkdir(parents=True, exist_ok=True)
    try:
        outcome = run(play(directory, quiet=as_json))
    finally:
        if data is None:
            shutil.rmtree(directory, ignore_errors=True)
    if as_json:
        show_json(outcome)


@app.command()
def token(
    unit: Annotated[str, typer.Option(help="单位：编号、代码（如 230300、230300-jyj）或名称")],
    role: Annotated[str, typer.Option(help="角色：" + "、".join(ROLES))],
    data: Data = HERE,
    as_json: AsJson = False,
) -> None:
    """签发一个本机令牌。"""
    value = run(_token(data, unit, role))
    if as_json:
        show_json({"token": value})
    else:
        out.print(value, soft_wrap=True, markup=False)


async def _token(data: Path, unit: str, role: str) -> str:
    unit_id = await resolve_in_files(data, unit)
    return LocalIssuer.in_directory(data).person_token(unit_id, role)
