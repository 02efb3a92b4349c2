"""plan parse: what a plan's document says, storing nothing."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from services.local.commands.app import HERE, Server, Token, app, run, show_json
from services.local.commands.chinese import ChineseTyper
from services.local.example.directory import directory_of, issuer_named
from services.local.reaching import reach
from services.tasking.domain.plan_document import decode_plan, parse_plan, resolve_names, to_json
from shared.kernel.errors import Invalid, TooLarge
from shared.kernel.limits import UPLOAD_BYTES_MAX

plan = ChineseTyper("plan", "实施方案、责任分工方案：读出文件里的任务。")
app.add_typer(plan)


class FileNotReadable(Invalid):
    code = "file_not_readable"


class IssuerUnknown(Invalid):
    code = "issuer_unknown"


@plan.command()
def parse(
    file: Annotated[Path, typer.Argument(help="文件：纯文本，UTF-8、UTF-16 或 GB18030")],
    issuer: Annotated[str, typer.Option(help="发文的关工委：代码或名称")] = "230300",
    data: Annotated[Path | None, typer.Option("--data", help="按这个数据目录里的名册")] = None,
    server: Server = None,
    token: Token = None,
) -> None:
    """读出一份方案里的任务、牵头单位、责任单位和时间，什么也不保存。不写 --data 或 --server 时按示例名册。"""
    if data is None and server is None:
        show_json(run(_parse(file, issuer)))
    else:
        show_json(run(_parse_there(file, issuer, server, data or HERE, token)))


async def _parse(file: Path, issuer: str) -> dict[str, Any]:
    content = await asyncio.to_thread(_read, file)
    try:
        committee = issuer_named(issuer)
    except KeyError:
        raise IssuerUnknown(f"示例名册里没有“{issuer}”。", issuer=issuer) from None
    decoded = decode_plan(content)
    return to_json(resolve_names(parse_plan(decoded.text), directory_of(committee.code)), decoded.encoding)


async def _parse_there(file: Path, issuer: str, server: str | None, data: Path, token: str | None) -> Any:
    content = await asyncio.to_thread(_read, file)
    async with reach(server, data, token) as services:
        issuer_id = await services.unit(issuer)
        return await services.post("/tasking/v1/plan-readings", content=content, issuer=str(issuer_id))


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > UPLOAD_BYTES_MAX:
            raise TooLarge("文件超过10MB，请精简后再导入。")
        return file.read_bytes()
    except OSError as error:
        raise FileNotReadable(f"打不开文件 {file}：{error.strerror}。") from error
