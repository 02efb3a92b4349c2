"""api, worker, relay, gateway, provision: the processes of an installation on several machines."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Annotated, Any

import typer

from services.distributed.names import LOGS, check_service
from services.distributed.settings import ProcessSettings, settings_from
from services.local.commands.app import app, out, run
from services.local.commands.words import moment
from shared.telemetry.logs import configure_logs

Service = Annotated[str, typer.Argument(help="服务，如 tasking")]
Main = Callable[[str, ProcessSettings], Coroutine[Any, Any, None]]


@app.command()
def api(service: Service) -> None:
    """运行一个服务的接口进程（HTTP 和 gRPC）。设置用环境变量，见 docs/deployment.md。"""
    check_given(service)
    from services.distributed.api import run_api

    _run(run_api, service)


@app.command()
def worker(service: Service) -> None:
    """运行一个服务的处理进程：接收各服务的事件，更新查询用的表，到期时提醒。"""
    check_given(service)
    from services.distributed.worker import run_worker

    _run(run_worker, service)


@app.command()
def relay(service: Service) -> None:
    """运行一个服务的转发进程：把它的事件发往 Kafka。"""
    check_given(service, LOGS)
    from services.distributed.relay import run_relay

    _run(run_relay, service)


@app.command()
def gateway() -> None:
    """运行入口进程：一个网址通往各服务。"""
    from services.distributed.gateway import run_gateway

    _run(lambda _, settings: run_gateway(settings), "gateway")


@app.command()
def provision(
    clock_from: Annotated[str | None, typer.Option(help="可拨动的时钟的起点，如 2023-07-03T09:00（北京时间）")] = None,
    topics: Annotated[bool, typer.Option("--topics/--no-topics", help="恢复备份之前不建主题：分区数在备份里")] = True,
) -> None:
    """第一次启动之前和每次升级之后运行：建好密钥、数据库、表和 Kafka 主题；可以重复运行。"""
    from services.distributed.provision import provision as prepare

    begins = datetime.fromisoformat(moment(clock_from, "--clock-from")) if clock_from else None

    async def work() -> None:
        await prepare(settings_from(), lambda text: out.print(text, markup=False), begins, with_topics=topics)

    run(work())


def check_given(service: str, known: tuple[str, ...] | None = None) -> None:
    """In Chinese, with the command line's exit status, before anything heavy is loaded."""

    async def check() -> None:
        check_service(service, *([known] if known else []))

    run(check())


def _run(main: Main, service: str) -> None:
    async def work() -> None:
        settings = settings_from()
        configure_logs()  # to standard error: whoever runs the process collects it
        await main(service, settings)

    run(work())
