"""serve, demo, token."""

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from services.distributed.names import chosen
from services.distributed.settings import settings_from
from services.local.commands.app import HERE, AsJson, app, out, run, show_json, show_lines
from services.local.commands.installation import ENGINE_DATA, engine_in, is_engine, named_by_environment
from services.local.commands.words import moment
from services.local.demo.cast import CITY
from services.local.loading import load_into
from services.local.log_file import FILE, open_log
from services.local.loopback import HOST, check_port_free
from services.local.reaching import check_has_data, reach, resolve_in_files
from services.local.server import running
from services.local.settings import LocalSettings
from shared.access.issuer import LocalIssuer
from shared.access.roles import ROLES, SERVICE_PREFIX
from shared.kernel.errors import Invalid
from shared.serving.listener import HttpListener
from shared.telemetry.logs import configure_logs

OPERATOR = f"{SERVICE_PREFIX}local"


class UnitMissing(Invalid):
    code = "unit_missing"


@app.command()
def serve(
    data: Annotated[Path, typer.Option("--data", help="数据目录，没有就新建")] = HERE,
    http_port: Annotated[int, typer.Option(min=0, max=65535, help="HTTP 端口，0 为任选")] = 8420,
    grpc_port: Annotated[int, typer.Option(min=0, max=65535, help="gRPC 端口，0 为任选")] = 8421,
    clock: Annotated[Literal["system", "manual"], typer.Option(help="manual：时间由人拨动，仅供演示和测试")] = "system",
    clock_from: Annotated[str | None, typer.Option(help="manual 时钟的起点，如 2023-07-03T09:00（北京时间）")] = None,
    example: Annotated[bool, typer.Option("--example/--no-example", help="载入黑龙江示例名册")] = True,
) -> None:
    """在本机启动全部服务；屏幕上写明网址、示例令牌和停止的办法。"""
    run(_serve(data, http_port, grpc_port, clock, clock_from, example))


async def _serve(
    data: Path,
    http_port: int,
    grpc_port: int,
    clock: Literal["system", "manual"],
    clock_from: str | None,
    example: bool,
) -> None:
    begins = datetime.fromisoformat(moment(clock_from, "--clock-from")) if clock_from else None
    check_port_free(http_port, "--http-port")  # before the example is loaded, not after
    configure_logs(open_log(data))
    async with running(LocalSettings(data, http_port, grpc_port, clock, begins, example, chosen(os.environ))) as here:
        if example:
            await load_into(here.province, out)
        listener = HttpListener(here.app, HOST, http_port)
        port = await listener.start()
        token = here.province.issuer.person_token(CITY, "clerk") if example else None
        show_lines(_welcome(f"http://{HOST}:{port}", here.grpc_port, data, token))
        await listener.until_stopped()
    out.print("已停止，数据都在。")


def _welcome(address: str, grpc_port: int, data: Path, token: str | None) -> Iterator[str]:
    """`token` is for the example's city, and there is none without the example."""
    yield f"联席已启动，请在浏览器里打开：{address}/"
    yield f"接口说明：{address}/api"
    yield f"gRPC：{HOST}:{grpc_port}　数据：{data}　日志：{data / FILE}"
    if token:
        yield "示例令牌（鸡西市关工委经办人，12小时有效）："
        yield token
    program = sys.argv[0] if sys.argv[0].endswith("lianxi") else "lianxi"  # as it was called: seldom on the path
    yield f"别的单位或角色：另开一个窗口，{shlex.quote(program)} token --data {shlex.quote(str(data))} --unit 单位 --role 角色"
    yield "停止：按 Ctrl+C"


@app.command()
def demo(
    data: Annotated[Path | None, typer.Option("--data", help="把演示数据留在这个目录")] = None,
    engine: Annotated[
        Literal["embedded", "distributed"],
        typer.Option(help="distributed：在本机的 PostgreSQL、Kafka 和各服务的进程上（lianxi up）"),
    ] = "embedded",
    as_json: AsJson = False,
) -> None:
    """演示一次联席会议的全过程，从会前请示到重放，全部用真实接口。"""
    from services.local.demo.play import play, play_here, play_on_engine

    if engine == "distributed":
        if data is None and named_by_environment():
            outcome = run(play_here(quiet=as_json))
        else:
            outcome = run(play_on_engine(data or ENGINE_DATA, keep=data is not None, quiet=as_json))
        if as_json:
            show_json(outcome)
        return

    directory = data or Path(tempfile.mkdtemp(prefix="lianxi-demo-"))
    try:
        outcome = run(play(directory, quiet=as_json))
    finally:
        if data is None:
            shutil.rmtree(directory, ignore_errors=True)
    if as_json:
        show_json(outcome)


@app.command()
def token(
    role: Annotated[str, typer.Option(help=f"角色：{'、'.join(f'{name} {words}' for name, words in ROLES.items())}")],
    unit: Annotated[str | None, typer.Option(help="单位：编号、代码（如 230300、230300-jyj）或名称")] = None,
    data: Annotated[
        Path, typer.Option("--data", help="数据目录，服务在不在运行都可以；分布式系统的目录：须在运行，单位向它查询")
    ] = HERE,
    as_json: AsJson = False,
) -> None:
    """签发一个本机令牌，12小时有效。系统维护（如 events parked）用 --role service:local，不写 --unit。"""
    value = run(_token(data, unit, role))
    if as_json:
        show_json({"token": value})
    else:
        out.print(value, soft_wrap=True, markup=False)


async def _token(data: Path, unit: str | None, role: str) -> str:
    if data == HERE and named_by_environment():
        settings = settings_from()
        issuer = LocalIssuer.from_file(settings.issuer_key)
        return await _token_by_asking(settings.http_of("organization"), issuer, unit, role)
    if is_engine(data):
        engine = engine_in(data)
        return await _token_by_asking(engine.base_url, engine.issuer, unit, role)
    check_has_data(data)
    if role == OPERATOR:
        return LocalIssuer.in_directory(data).service_token("local")
    if unit is None:
        raise UnitMissing("请用 --unit 写明单位。")
    unit_id = await resolve_in_files(data, unit)
    return LocalIssuer.in_directory(data).person_token(unit_id, role)


async def _token_by_asking(base_url: str, issuer: LocalIssuer, unit: str | None, role: str) -> str:
    """`base_url`: where organization answers, who knows the units."""
    operator = issuer.service_token("local")
    if role == OPERATOR:
        return operator
    if unit is None:
        raise UnitMissing("请用 --unit 写明单位。")
    async with reach(base_url, HERE, operator) as services:
        return issuer.person_token(await services.unit(unit), role)
