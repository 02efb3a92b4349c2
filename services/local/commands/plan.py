"""plan parse: what a plan's document says, storing nothing."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from services.local.commands.app import app, run, show_json
from services.local.example.directory import directory_of, issuer_named
from services.tasking.domain.plan_document import decode_plan, parse_plan, resolve_names, to_json
from shared.kernel.errors import Invalid, TooLarge
from shared.kernel.limits import UPLOAD_BYTES_MAX

plan = typer.Typer(help="实施方案、责任分工方案。", no_args_is_help=True)
app.add_typer(plan, name="plan")


class FileNotReadable(Invalid):
    code = "file_not_readable"


class IssuerUnknown(Invalid):
    code = "issuer_unknown"


@plan.command()
def parse(
    file: Annotated[Path, typer.Argument(help="文件：纯文本，UTF-8、UTF-16 或 GB18030")],
    issuer: Annotated[str, typer.Option(help="发文的关工委：代码或名称")] = "230300",
) -> None:
    """读出任务、牵头单位、责任单位和时间，什么也不保存。"""
    show_json(run(_parse(file, issuer)))


async def _parse(file: Path, issuer: str) -> dict[str, Any]:
    content = await asyncio.to_thread(_read, file)
    try:
        committee = issuer_named(issuer)
    except KeyError:
        raise IssuerUnknown(f"示例名册里没有“{issuer}”。", issuer=issuer) from None
    decoded = decode_plan(content)
    return to_json(resolve_names(parse_plan(decoded.text), directory_of(committee.code)), decoded.encoding)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > UPLOAD_BYTES_MAX:
            raise TooLarge("文件超过10MB，请精简后再导入。")
        return file.read_bytes()
    except OSError as error:
        raise FileNotReadable(f"打不开文件 {file}：{error.strerror}。") from error
