"""The root of the command line: options that several commands share, and how refusals are shown."""

import json
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import httpx
import typer
from rich.console import Console

from services.local.settings import DEFAULT_DATA
from shared.kernel.errors import Refusal
from shared.serving.process import run_process
from shared.telemetry.logs import configure_logs

T = TypeVar("T")

app = typer.Typer(
    name="lianxi",
    help="联席：全省联席会议制度运行系统。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
out = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Data = Annotated[Path, typer.Option("--data", help="数据目录")]
Server = Annotated[str | None, typer.Option("--server", help="运行中的服务地址，如 http://127.0.0.1:8420")]
Token = Annotated[str | None, typer.Option("--token", envvar="LIANXI_TOKEN", help="令牌（连接运行中的服务时）")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="截至某一时刻所知，如 2023-08-31T00:00:00+08:00")]
HERE = DEFAULT_DATA
DIFFERS, REFUSED = 1, 2  # exit statuses: what was checked is not as it should be; the command was not carried out


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs a command; a refusal becomes one Chinese sentence, its code and an exit status."""
    configure_logs(level=logging.WARNING)  # to standard error; a server has its own file
    try:
        return run_process(work)
    except Refusal as refusal:
        rule = refusal.details.get("rule") or refusal.rule
        code = refusal.details.get("code") or refusal.code
        errors.print(
            f"{refusal.message}（{'规则 ' + rule + '，' if rule else ''}{code}）", markup=False, soft_wrap=True
        )
        raise typer.Exit(refusal.details.get("exit_code", REFUSED)) from None
    except (httpx.ConnectError, httpx.ConnectTimeout):
        errors.print("连不上服务，请确认它在运行、地址无误。")
        raise typer.Exit(REFUSED) from None


def show_json(value: Any) -> None:
    """Lists of objects come one per line, so that long ones can be piped."""
    json.dump(value, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def main() -> None:
    app()
