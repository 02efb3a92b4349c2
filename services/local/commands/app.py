"""The root of the command line: options that several commands share, and how refusals are shown."""

import errno
import json
import logging
import sys
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import httpx
import typer
from rich.console import Console

from services.local.commands.chinese import ChineseTyper
from services.local.settings import DEFAULT_DATA
from shared.kernel.errors import Refusal
from shared.serving.process import run_process
from shared.telemetry.logs import configure_logs

T = TypeVar("T")

app = ChineseTyper("lianxi", "联席：关工委联席会议制度运行系统。每个命令的用法：lianxi 命令 --help")
out = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Data = Annotated[Path, typer.Option("--data", help="数据目录（服务须已停止）")]
Server = Annotated[
    str | None, typer.Option("--server", help="不用 --data，而连接运行中的服务，如 http://127.0.0.1:8420")
]
Token = Annotated[
    str | None,
    typer.Option("--token", envvar="LIANXI_TOKEN", help="令牌，连接运行中的服务时要有，由 lianxi token 签发"),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="截至某一时刻所知：2023-08-31（当天结束时）或 2023-08-31T09:00（北京时间）"),
]
HERE = DEFAULT_DATA
_WHY = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘只读，请先把目录复制到可写的地方",
    errno.ENOENT: "目录不存在",
    errno.ENOTDIR: "路径里有一段不是目录",
    errno.EEXIST: "那里有一个同名的文件",
    errno.ENOSPC: "磁盘已满",
}
DIFFERS, REFUSED = 1, 2  # exit statuses: what was checked is not as it should be; the command was not carried out


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs a command; a refusal becomes one Chinese sentence, its code and an exit status."""
    with refused():
        return run_process(work)


@contextmanager
def refused() -> Iterator[None]:
    """The same for what runs without an event loop."""
    configure_logs(level=logging.WARNING)  # to standard error; a server has its own file
    try:
        yield
    except Refusal as refusal:
        rule = refusal.details.get("rule") or refusal.rule
        code = refusal.details.get("code") or refusal.code
        errors.print(
            f"{refusal.message}（{'规则 ' + rule + '，' if rule else ''}{code}）", markup=False, soft_wrap=True
        )
        raise typer.Exit(refusal.details.get("exit_code", REFUSED)) from None
    except (httpx.TransportError, httpx.InvalidURL):
        errors.print("连不上服务，请确认它在运行、地址无误。")
        raise typer.Exit(REFUSED) from None
    except OSError as error:
        if error.filename is None:
            raise
        why = _WHY.get(error.errno or 0, error.strerror or "")
        errors.print(f"不能读写 {error.filename}：{why}。", markup=False, soft_wrap=True)
        raise typer.Exit(REFUSED) from None


def show_json(value: Any) -> None:
    """Lists of objects come one per line, so that long ones can be piped."""
    json.dump(value, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def show_lines(lines: Iterable[str]) -> None:
    """Never wrapped or cut: the terminal does that better, and a file keeps all of it."""
    for line in lines:
        out.print(line, soft_wrap=True, markup=False)


def main() -> None:
    app()
